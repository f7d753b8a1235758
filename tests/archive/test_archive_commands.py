"""The archive by hand: made, checked and loaded by commands, whole or not at all."""

import hashlib
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from archive.exporting import export
from archive.kiem_tra import MANIFEST
from archive.loading import load
from archive.marks import same
from archive.reading import parse
from blocs.models import BlocYear, LegalBasis, Unit
from documents.models import StoredFile
from pledges.models import Covenant
from tests.archive.full_year import empty_system, rewritten
from tests.archive.samples import KHOI_2017

pytestmark = pytest.mark.django_db
LOCKED = json.loads(KHOI_2017.read_text().replace("da_tiep_nhan", "da_chot"))  # its covenant is issued
BLOC = "khoi-ii-noi-chinh-kinh-te-tong-hop"


@pytest.fixture
def loaded(db):
    return load(parse(json.dumps(LOCKED).encode()))


def make(target, bloc=BLOC, year="2017"):
    call_command("make_archive", "--bloc", bloc, "--year", year, "--output", target)
    return target


def test_the_year_of_2017_goes_through_its_archive(loaded, tmp_path, capsys):
    paper = loaded.documents.exclude(pdf=None).get()
    code, pdf = paper.code, paper.pdf.read()
    file = make(tmp_path / "2017.zip")
    said = capsys.readouterr().out
    with zipfile.ZipFile(file) as archive:
        assert hashlib.sha256(archive.read(MANIFEST)).hexdigest() in said
    call_command("check_archive", file)
    assert "không có gì thay đổi" in capsys.readouterr().out
    empty_system()

    call_command("load_archive", file)

    assert "7 đơn vị, 1 văn bản có tệp" in capsys.readouterr().out
    back = BlocYear.objects.get()
    assert same(export(back), LOCKED)
    assert (back.documents.get(code=code).pdf.read(), back.covenants.get().document.code) == (pdf, code)
    again = make(tmp_path / "again.zip")
    assert again.read_bytes() == file.read_bytes()


def test_a_changed_archive_is_named_by_the_command(loaded, tmp_path):
    file = make(tmp_path / "2017.zip")
    file.write_bytes(rewritten(file.read_bytes(), {"kiem-tra.py": b"print('OK')"}, listed=False))

    with pytest.raises(CommandError, match=r"ĐÃ BỊ SỬA: kiem-tra\.py"):
        call_command("check_archive", file)


@pytest.mark.parametrize("command", ["check_archive", "load_archive"])
def test_no_such_file(db, tmp_path, command):
    with pytest.raises(CommandError, match="Không có tệp"):
        call_command(command, tmp_path / "khong-co.zip")


def test_nothing_is_written_over_or_half(loaded, tmp_path):
    there = tmp_path / "co-roi.zip"
    there.write_bytes(b"giu nguyen")

    with pytest.raises(CommandError, match="đã có; chọn tên tệp khác"):
        make(there)
    with pytest.raises(CommandError, match="Không có khối thi đua"):
        make(tmp_path / "a.zip", bloc="khong-co")
    StoredFile.objects.update(held_since=loaded.opened_at)
    with pytest.raises(CommandError, match="còn chờ kiểm tra vi-rút"):
        make(tmp_path / "a.zip")
    StoredFile.objects.update(held_since=None)
    stored = Covenant.objects.get().document.pdf
    (tmp_path / "files" / str(stored.file)).write_bytes(b"da sua")
    with pytest.raises(CommandError, match="bị mất hoặc đã bị thay đổi"):
        make(tmp_path / "a.zip")

    assert there.read_bytes() == b"giu nguyen"
    assert not (tmp_path / "a.zip").exists()


def test_known_units_keep_their_identity_and_bear_the_name_of_the_year(loaded, tmp_path):
    file = make(tmp_path / "2017.zip")
    empty_system()
    known = Unit.objects.create(slug="ttbtp", kind=Unit.Kind.MINISTRY)
    known.names.create(full_name="Thanh tra Bộ Tư pháp và Hành chính công")

    call_command("load_archive", file)

    back = BlocYear.objects.get()
    assert back.leader == known
    assert back.leader.name_on(back.covenants.get().dated).full_name == "Thanh tra Bộ Tư pháp"
    assert Unit.objects.filter(slug="ttbtp").count() == 1


def test_an_act_unknown_to_the_catalogue_is_cited_in_its_own_words(loaded, tmp_path):
    covenant = Covenant.objects.get()
    act = LegalBasis.objects.create(citation="Luật Thi đua, khen thưởng năm 2003", title="Luật")
    covenant.bases.filter(order=1).update(basis=act, own_text="")
    cited = [str(basis.text) for basis in covenant.bases.all()]
    file = make(tmp_path / "2017.zip")
    empty_system()
    LegalBasis.objects.filter(pk=act.pk).delete()

    call_command("load_archive", file)

    assert [basis.text for basis in Covenant.objects.get().bases.all()] == cited
    assert "Luật Thi đua, khen thưởng năm 2003" in cited


def test_what_a_file_said_of_a_registration_that_is_a_draft_stays_behind(loaded, tmp_path):
    registration = loaded.memberships.get(unit__slug="ttbnv").registration
    type(registration).objects.filter(pk=registration.pk).update(status="draft")
    loaded.carried["marks"].append({"at": ["registrations", "ttbnv", "note"], "is": "Ghi chú riêng"})
    loaded.save()

    with zipfile.ZipFile(make(tmp_path / "2017.zip")) as archive:
        told = b"".join(archive.read(name) for name in archive.namelist())

    assert "Ghi chú riêng".encode() not in told
    assert b'"ttbtc"' in told
