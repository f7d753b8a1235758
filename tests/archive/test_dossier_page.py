"""The archive from the year's page: asked for, made beside the pages, downloaded, checked by anybody signed in."""

import hashlib
import io
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archive.clearing import remove_year
from archive.dossier import CHECKER, INDEX
from archive.kiem_tra import MANIFEST
from archive.models import Dossier
from blocs import clock
from blocs.models import BlocYear
from documents.models import StoredFile
from tests.archive.conftest import packed
from tests.archive.full_year import rewritten
from tests.archive.test_dossier import read
from tests.look.reading import tree, words
from tests.plumbing import work

pytestmark = pytest.mark.django_db
CHECK = "/kiem-tra-ho-so/"


def url(name, *more):
    return reverse(f"archive:dossier_{name}", args=["khoi-ii", 2027, *more])


@pytest.fixture
def office(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def shown(response):
    assert response.status_code == 200
    return words(tree(response))


def content_of(response):
    assert response.status_code == 200
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_made_beside_the_pages_and_downloaded(office, cast):
    board = office.get(cast.year.get_absolute_url())
    assert url("list") in board.content.decode()
    assert "Lập hồ sơ" in shown(office.get(url("list")))

    assert office.post(url("make")).status_code == 302
    waiting = office.get(url("list"))
    assert ("Đang chờ đến lượt" in shown(waiting), waiting["Refresh"]) == (True, "3")
    work()

    page = office.get(url("list"))
    made = Dossier.objects.get()
    assert "Refresh" not in page
    assert made.manifest_sha256 in shown(page)
    answer = office.get(url("file", made.pk))
    archive = content_of(answer)
    assert answer["Content-Disposition"].startswith('attachment; filename="ho-so-nam-2027-khoi-thi-dua-so-ii.zip"')
    assert (answer["Content-Type"], int(answer["Content-Length"])) == ("application/zip", len(archive))
    assert archive == packed(cast.year)[0]
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert hashlib.sha256(opened.read(MANIFEST)).hexdigest() == made.manifest_sha256
    index = content_of(office.get(url("index", made.pk)))
    assert made.manifest_sha256 in read(index).replace(" ", "")


def test_progress_is_shown(office, cast):
    office.post(url("make"))
    Dossier.objects.update(done=12, parts=40)

    page = tree(office.get(url("list")))

    bar = page.find(".//progress")
    assert (bar.get("value"), bar.get("max")) == ("12", "40")


def test_one_at_a_time(office, cast):
    office.post(url("make"))

    second = office.post(url("make"))

    assert second.status_code == 409
    assert "Hồ sơ của năm đang được lập." in second.content.decode()
    assert Dossier.objects.count() == 1


def test_only_the_last_zip_is_kept_and_every_hash(office, cast, django_capture_on_commit_callbacks):
    for theme in ("Một", "Hai"):
        BlocYear.objects.filter(pk=cast.year.pk).update(theme=theme)
        office.post(url("make"))
        with django_capture_on_commit_callbacks(execute=True):
            work()

    newer, older = Dossier.objects.all()

    assert (older.package, newer.package.content_type) == (None, "application/zip")
    assert StoredFile.objects.filter(content_type="application/zip").count() == 1
    assert older.manifest_sha256 != newer.manifest_sha256
    assert {older.manifest_sha256, newer.manifest_sha256} <= set(shown(office.get(url("list"))).split())
    assert office.get(url("file", older.pk)).status_code == 404
    assert content_of(office.get(url("index", older.pk))).startswith(b"%PDF")


def test_a_closed_year_is_archived_and_one_in_preparation_is_not(office, client, cast):
    years = BlocYear.objects.filter(pk=cast.year.pk)
    years.update(status="preparing")
    refused = office.post(url("make"))
    years.update(status="closed")
    client.force_login(cast["organiser"])

    assert (refused.status_code, "Năm thi đua chưa mở" in refused.content.decode()) == (409, True)
    assert client.post(url("make")).status_code == 302
    work()
    assert Dossier.objects.get().package


OTHERS = {"member_head": 403, "deputy_head": 403, "admin": 403, "another_bloc": 404, "former": 404}


def test_nobody_else_has_it(client, cast, archive):
    pk = Dossier.objects.get().pk
    for who, status in OTHERS.items():
        client.force_login(cast[who])

        asked = [
            client.get(url("list")),
            client.get(url("file", pk)),
            client.get(url("index", pk)),
            client.post(url("make")),
        ]

        assert [answer.status_code for answer in asked] == [status] * 4, who
        assert Dossier.objects.count() == 1
        assert url("list") not in client.get(cast.year.get_absolute_url()).content.decode()


def test_who_lost_the_office_meanwhile_gets_nothing(office, cast):
    office.post(url("make"))
    cast["leader_clerk"].duties.update(ends_on=clock.today() - timedelta(days=1))
    work()

    failed = Dossier.objects.get()
    assert (failed.failure, failed.package) == ("Người yêu cầu không còn quyền lập hồ sơ của năm này.", None)


def test_what_fails_says_why_and_can_be_asked_again(office, cast):
    held = StoredFile.keep(b"%PDF-1.7 dang cho", "application/pdf", is_checked=False)
    document = cast.year.documents.create(kind="BC", dated=clock.today(), title="BC", code="AAAA-BBBB-2222", pdf=held)
    office.post(url("make"))
    work()

    assert "Có tệp của năm còn chờ kiểm tra vi-rút." in shown(office.get(url("list")))
    document.delete()
    assert office.post(url("make")).status_code == 302
    work()
    assert [bool(one.made_at) for one in Dossier.objects.all()] == [True]


def test_a_worker_that_never_came_does_not_block(office, cast, the_day):
    office.post(url("make"))
    the_day.shift(180)

    assert "manage.py work" in shown(office.get(url("list")))
    assert office.post(url("make")).status_code == 302
    work()
    assert Dossier.objects.get().made_at


def test_a_year_taken_out_takes_its_archive_along(office, cast, django_capture_on_commit_callbacks):
    office.post(url("make"))
    work()

    with django_capture_on_commit_callbacks(execute=True):
        remove_year(cast.year)

    assert not StoredFile.objects.exists()


@pytest.fixture
def archive(office, cast):
    office.post(url("make"))
    work()
    return content_of(office.get(url("file", Dossier.objects.get().pk)))


def check(client, content, name="ho-so.zip"):
    return client.post(CHECK, {"file": SimpleUploadedFile(name, content, "application/zip")})


def test_anybody_signed_in_may_check(client, cast, archive):
    for who in ("leader_head", "member_clerk", "another_bloc", "former", "admin"):
        client.force_login(cast[who])

        said = shown(check(client, archive))

        assert "Hồ sơ còn nguyên vẹn" in said
        assert Dossier.objects.get().manifest_sha256 in said
        assert "do chính chương trình lập lúc 09:00 25/02/2027 cho Khối thi đua số II, năm 2027" in said


def test_strangers_sign_in_first(client, cast, archive):
    client.logout()

    sent = check(client, archive)

    assert (sent.status_code, "đăng nhập lại" in sent.content.decode()) == (409, True)
    assert "MANIFEST" not in sent.content.decode()
    assert client.get(CHECK)["Location"].startswith("/tai-khoan/dang-nhap/")


def test_what_differs_is_named(office, dossier):
    changes = {INDEX: b"%PDF-1.7 khac", CHECKER: None, "thêm <b>.txt": b"la"}
    said = shown(check(office, rewritten(dossier, changes, listed=False)))

    assert "1 tệp bị sửa, 1 tệp thiếu, 1 tệp thừa" in said
    assert said.index("Bị sửa") < said.index(INDEX) < said.index("Bị thiếu") < said.index(CHECKER)
    assert "thêm <b>.txt" in said


def test_a_manifest_made_anew_is_not_ours(client, cast, archive):
    said = shown(check(client, rewritten(archive, {INDEX: b"%PDF-1.7 khac"})))

    assert "Hồ sơ còn nguyên vẹn" in said
    assert "chưa từng lập danh mục mang mã này" in said
    assert "do chính chương trình lập" not in said


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"khong phai ZIP", "Tệp không phải là ZIP còn nguyên vẹn"),
        (b"", "Tệp không có nội dung. Chọn tệp ZIP của hồ sơ."),
        (rewritten, "tên tệp không an toàn"),
    ],
)
def test_what_is_no_dossier_is_refused_beside_the_field(office, dossier, content, why):
    if content is rewritten:
        content = rewritten(dossier, {"../a.txt": b"x"})

    assert why in shown(check(office, content))


def test_a_dossier_may_be_larger_than_a_scan_but_not_without_end(office, dossier, monkeypatch):
    big = rewritten(dossier, {"thêm.bin": b"\xff" * 27 * 1024**2}, listed=False)
    assert "0 tệp bị sửa, 0 tệp thiếu, 1 tệp thừa" in shown(check(office, big))

    monkeypatch.setitem(__import__("documents.streaming").streaming.ROOM, "archive:dossier_check", 1024)
    assert "Tệp nặng hơn 200 MB. Anh/chị giải nén rồi chạy kiem-tra.py" in shown(check(office, big))
