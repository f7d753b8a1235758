"""A year comes back from its dossier into an empty system; whatever is wrong brings nothing back."""

import hashlib
import io
import json
import zipfile

import pytest
from django.conf import settings
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse

from archive.dossier import RECORDS_FILE
from archive.exporting import export
from archive.kiem_tra import MANIFEST
from archive.records import CARRIED, year_as_records
from blocs.models import Unit
from ceremonies.models import Ceremony
from documents.models import IssuedDocument, StoredFile
from pledges.models import Covenant, Registration
from tests.archive.conftest import packed
from tests.archive.full_year import a_pdf, empty_system, rewritten
from tests.cast import make_user

pytestmark = pytest.mark.django_db


def test_the_year_comes_back_whole(year, dossier, load):
    records, told = year_as_records(year), export(year)
    empty_system()
    assert not Unit.objects.exists()

    back = load(dossier)

    assert year_as_records(back) == records
    assert export(back)["registrations"] == [r for r in told["registrations"] if r["status"] != "du_thao"]
    assert packed(back)[0] == dossier  # byte for byte: nothing that the archive says has changed


def test_old_papers_are_verified_in_the_new_system(year, dossier, load):
    issued = {d.code: (d.symbol, d.dated, d.title, d.pdf.read()) for d in year.documents.exclude(code=None)}
    answered = {code for code in issued if Client().get(reverse("documents:verify", args=[code])).status_code == 200}
    scans = [
        Covenant.objects.get().scan.sha256,
        Registration.objects.get(status="accepted").scans.get(revision__number=1).file.sha256,
    ]
    signed = Covenant.objects.get().document.signed_pdf.read()
    empty_system()

    back = load(dossier)

    assert len(answered) >= 2
    client = Client()
    for code, (symbol, dated, title, pdf) in issued.items():
        page = client.get(reverse("documents:verify", args=[code]))
        assert code not in answered or hashlib.sha256(pdf).hexdigest() in page.content.decode().replace(
            "\u200b", ""
        ).replace("<wbr>", "")
        document = IssuedDocument.objects.get(code=code)
        assert (document.symbol, document.dated, document.title, document.pdf.read()) == (symbol, dated, title, pdf)
    client.force_login(make_user("moi", unit=Unit.objects.get(slug="ttbtp")))
    shown = client.get(
        back.documents.get(code="GGGG-UUUU-2222").bloc_year.url("documents:document_file", "GGGG-UUUU-2222")
    )
    assert shown.content == issued["GGGG-UUUU-2222"][3]
    covenant = Covenant.objects.get()
    assert covenant.document.signed_pdf.read() == signed
    assert covenant.document.revisions.get().signer == "Hoàng Ngọc Ân"
    assert [hashlib.sha256(StoredFile.objects.get(sha256=sha).read()).hexdigest() for sha in scans] == scans


def test_the_ceremony_comes_back(dossier, load):
    load(dossier)

    ceremony = Ceremony.objects.get()
    came = ceremony.delegates.exclude(attended=None)
    assert [(d.name, d.membership and d.membership.unit.slug, d.attended) for d in came] == [
        ("Lê Thị Thủy", None, True),
        ("Hoàng Ngọc Ân", "ttbnv", False),
    ]
    assert ceremony.agenda.count() > 3
    assert "Tán thành 6" in ceremony.adoptions.get(title="Báo cáo tổng hợp").votes(0)
    minutes = ceremony.meeting_papers.get(kind="bien-ban")
    assert minutes.document.code == "BBBB-MMMM-2222"
    assert minutes.clauses.exists()
    assert (ceremony.host.slug, ceremony.secretary, ceremony.article.photos.count()) == ("ttbtp", "Đỗ Thị Ngọc Ánh", 1)


def test_its_leader_opens_it_with_the_pages_of_the_program(dossier, load):
    back = load(dossier)
    client = Client()
    client.force_login(make_user("moi", unit=Unit.objects.get(slug="ttbtp"), duty="head"))

    for name in (
        "desk:year_board", "documents:document_list", "pledges:registration_list", "pledges:covenant_detail",
        "ceremonies:ceremony_detail", "pledges:text_list", "blocs:member_list",
    ):  # fmt: skip
        assert client.get(back.url(name)).status_code == 200, name


def rows():
    return [model._default_manager.count() for model in CARRIED] + [Unit.objects.count(), StoredFile.objects.count()]


def refused(load, content):
    """The sentences, once nothing is stored: neither a row nor a file."""
    before, kept = rows(), sorted(file for file in settings.MEDIA_ROOT.rglob("*") if file.is_file())
    with pytest.raises(CommandError) as failed:
        load(content)
    assert rows() == before
    assert sorted(file for file in settings.MEDIA_ROOT.rglob("*") if file.is_file()) == kept
    assert str(failed.value).endswith("Chưa có gì được nạp.")
    return str(failed.value)


def test_not_twice(dossier, load):
    load(dossier)

    assert "Năm 2027 của Khối thi đua số II đã có" in refused(load, dossier)


def records_of(dossier):
    with zipfile.ZipFile(io.BytesIO(dossier)) as archive:
        return json.loads(archive.read(RECORDS_FILE))


def test_whatever_is_wrong_brings_nothing_back(dossier, load):
    settings.MEDIA_ROOT.mkdir()
    paper = next(t["path"] for t in records_of(dossier)["files"].values() if t["path"].startswith("1 "))

    changed = rewritten(dossier, {paper: a_pdf(9, "khac")}, listed=False)
    assert f"ĐÃ BỊ SỬA: {paper}" in refused(load, changed)
    assert f"BỊ THIẾU: {paper}" in refused(load, rewritten(dossier, {paper: None}, listed=False))
    assert "THỪA, không có trong danh mục: la.txt" in refused(load, rewritten(dossier, {"la.txt": b""}, listed=False))
    # With a manifest made anew: what the records say of the file is another.
    assert "không phải là tệp mà dữ liệu" in refused(load, rewritten(dossier, {paper: a_pdf(9, "khac")}))
    assert "nói đến tệp không có trong hồ sơ" in refused(load, rewritten(dossier, {paper: None}))


BROKEN = [
    (lambda data: data.update(format=2), "phiên bản mới hơn"),
    (lambda data: data["rows"].update({"pledges.Dream": []}), "phiên bản mới hơn"),
    (lambda data: data["rows"]["pledges.Clause"][0].update(colour="red"), "phiên bản mới hơn"),
    (lambda data: data["rows"]["pledges.Clause"][0].update(covenant=77), "không đúng dạng"),
    (lambda data: data["rows"]["pledges.Clause"][0].update(level="x"), "không đúng dạng"),
    (lambda data: data["rows"]["pledges.Clause"][0].update(order=0), "không khớp"),
    (lambda data: data["rows"]["blocs.BlocYear"].clear(), "không đúng dạng"),
    (lambda data: data["rows"]["ceremonies.Ceremony"][0].update(kind="la"), "không đúng dạng"),
    (lambda data: data["rows"]["ceremonies.Ceremony"][0].update(name="x\x00y"), "không đúng dạng"),
    (lambda data: data["rows"]["pledges.HonourLine"][0].update(honour="CHUA-CO"), "không đúng dạng"),
    (lambda data: data["rows"].pop("pledges.Covenant"), "không đúng dạng"),
    (lambda data: data.pop("units"), "không đúng dạng"),
    (lambda data: data.update(files=[]), "không đúng dạng"),
    (lambda data: data["bloc"].update(organiser="khong-co"), "không đúng dạng"),
]


def test_records_that_fit_nothing_here(dossier, load):
    settings.MEDIA_ROOT.mkdir()
    said = []
    for change, why in BROKEN:
        data = records_of(dossier)
        change(data)
        said.append(why in refused(load, rewritten(dossier, {RECORDS_FILE: json.dumps(data).encode()})))

    assert said == [True] * len(BROKEN)


def test_a_paper_that_could_act_is_refused(dossier, load):
    data = records_of(dossier)
    sha256 = next(sha for sha, told in data["files"].items() if told["path"].startswith("1 "))
    path = data["files"][sha256]["path"]
    acting = a_pdf().replace(
        b"/Type /Catalog", b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Type /Catalog"
    )
    digest = hashlib.sha256(acting).hexdigest()
    told = json.dumps(data).replace(sha256, digest).encode()
    settings.MEDIA_ROOT.mkdir()

    assert "JavaScript" in refused(load, rewritten(dossier, {path: acting, RECORDS_FILE: told}))


def zipped(*entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


LINK = zipfile.ZipInfo("lien-ket")
LINK.external_attr = 0o120777 << 16
HOSTILE = {
    "no ZIP": (b"PK khong phai ZIP", "không phải là ZIP còn nguyên vẹn"),
    "nothing": (b"", "không phải là ZIP còn nguyên vẹn"),
    "cut off": (zipped(("a", b"x" * 999))[:60], "không phải là ZIP còn nguyên vẹn"),
    "not ours": (zipped(("a.txt", b"x")), "không phải là hồ sơ lưu trữ do chương trình này lập"),
    "only a manifest": (
        zipped((MANIFEST, hashlib.sha256(b"x").hexdigest() + "  a.txt\n"), ("a.txt", b"x")), "không có “6 Dữ liệu/",
    ),
    "upwards": (zipped(("../../etc/passwd", b"x")), "tên tệp không an toàn"),
    "upwards inside": (zipped(("a/../../b", b"x")), "tên tệp không an toàn"),
    "from the root": (zipped(("/etc/passwd", b"x")), "tên tệp không an toàn"),
    "of Windows": (zipped(("a\\..\\b", b"x")), "tên tệp không an toàn"),
    "another drive": (zipped(("C:/b", b"x")), "tên tệp không an toàn"),
    "a link": (zipped((LINK, "/etc/passwd")), "liên kết thay cho tệp"),
    "a bomb": (zipped(("a", b"\0" * 70_000_000)), "phình quá lớn"),
    "too many": (zipped(*((f"{number}", b"") for number in range(20_001))), "nhiều nhất là 20000"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_words(load, name):
    content, why = HOSTILE[name]
    settings.MEDIA_ROOT.mkdir(exist_ok=True)

    assert why in refused(load, content)


def test_a_zip_with_a_password_is_refused(load):
    settings.MEDIA_ROOT.mkdir(exist_ok=True)
    content = bytearray(zipped(("a", b"x")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1

    assert "có mật khẩu" in refused(load, bytes(content))
