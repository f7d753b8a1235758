"""The signed registration as a scan beside the data: by the unit, for each submission, seen like the registration."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import StoredFile
from pledges.models import Registration, Scan
from tests.documents.hostile_scans import FILES, pdf, photo
from tests.pledges.registering import url

UPLOAD, REMOVE, SCAN = url("registration_scan_upload"), url("registration_scan_remove"), url("registration_scan")


def file(content=None, name="bản ký.pdf"):
    return SimpleUploadedFile(name, pdf() if content is None else content, "application/pdf")


@pytest.fixture
def registration(client, cast):
    client.force_login(cast["member_clerk"])
    return cast.registration("ttbnv")


def handed_in(registration, status="submitted"):
    """As after handing in, with what lies beside the registration."""
    number = registration.submissions + 1
    revision = registration.revisions.create(number=number, content={}, made_at="2027-02-25T02:00Z")
    registration.scans.filter(revision=None).update(revision=revision)
    more = {"submitted_at": "2027-02-25T02:00Z", "return_reason": "Bổ sung" if status == "returned" else ""}
    Registration.objects.filter(pk=registration.pk).update(status=status, **more)


def test_a_scan_lies_beside_the_draft_and_goes_along(client, cast, registration):
    assert "Chưa có bản quét đã ký" in client.get(url("registration_detail")).content.decode()

    assert client.post(UPLOAD, {"scan": file()}).status_code == 302

    scan = Scan.objects.get()
    assert (scan.revision, scan.uploaded_by, scan.file.read()) == (None, cast["member_clerk"], pdf())
    assert "Bản quét đã ký: <a" in client.get(url("registration_detail")).content.decode()
    response = client.get(SCAN)
    assert response.content == pdf()
    assert response["Content-Disposition"].startswith(
        'attachment; filename="ban-dang-ky-thi-dua-2027-thanh-tra-bo-noi-vu-ban-ky.pdf"'
    )
    assert response["X-Content-Type-Options"] == "nosniff"


def test_photos_become_one_pdf(client, registration):
    photos = [file(photo(), f"trang {number}.jpg") for number in (2, 1)]
    assert client.post(UPLOAD, {"scan": photos}).status_code == 302
    assert client.get(SCAN).content.startswith(b"%PDF-")
    assert StoredFile.objects.get().content_type == "application/pdf"


def test_each_submission_keeps_its_own(client, cast, registration):
    client.post(UPLOAD, {"scan": file()})
    handed_in(registration, "returned")

    client.post(UPLOAD, {"scan": file(pdf(lambda opened: opened.add_blank_page()))})
    assert client.get(url("revision_scan", 1)).content == pdf()
    assert client.get(SCAN).content != pdf()
    client.force_login(cast["leader_clerk"])
    assert client.get(SCAN).status_code == 404  # beside what is not handed in
    assert client.get(url("revision_scan", 1)).content == pdf()


def test_one_that_is_replaced_is_gone(client, registration, django_capture_on_commit_callbacks):
    handed_in(registration, "accepted")
    client.post(UPLOAD, {"scan": file()})
    first = StoredFile.objects.get()

    with django_capture_on_commit_callbacks(execute=True):
        client.post(UPLOAD, {"scan": file(photo(), "anh.jpg")})

    assert [scan.revision.number for scan in Scan.objects.all()] == [1]
    assert StoredFile.objects.get() != first
    assert not first.file.storage.exists(first.file.name)


def test_the_same_file_again_is_kept_once(client, registration):
    client.post(UPLOAD, {"scan": file()})
    client.post(UPLOAD, {"scan": file()})
    assert StoredFile.objects.count() == Scan.objects.count() == 1


def test_a_file_that_something_else_needs_stays(client, registration):
    stored = StoredFile.keep(pdf(), "application/pdf")
    handed_in(registration)
    registration.scans.create(revision=registration.revisions.get(), file=stored, uploaded_at="2027-02-25T02:00Z")
    Registration.objects.update(status="draft")
    client.post(UPLOAD, {"scan": file()})

    assert client.post(REMOVE).status_code == 302

    assert list(StoredFile.objects.all()) == [stored]
    assert client.post(REMOVE).status_code == 404


@pytest.mark.parametrize(("name", "make", "reason"), [f[1:] for f in FILES], ids=[f[0] for f in FILES])
def test_nothing_of_a_hostile_file_is_stored(client, registration, tmp_path, name, make, reason):
    response = client.post(UPLOAD, {"scan": file(make(), name)})

    assert response.status_code == 200
    assert reason in response.content.decode()
    assert Scan.objects.count() == StoredFile.objects.count() == 0
    assert not list((tmp_path / "files").rglob("*.*"))


def test_no_file_at_all(client, registration):
    assert "Chọn tệp PDF của bản quét" in client.post(UPLOAD, {"save": ""}).content.decode()


@pytest.mark.parametrize(
    ("who", "read", "write"),
    [
        ("member_head", 200, 302),
        ("leader_clerk", 200, 403),
        ("organiser", 200, 403),
        ("neighbour_clerk", 404, 404),
        ("deputy_head", 404, 404),
        ("another_bloc", 404, 404),
    ],
)
def test_it_is_seen_like_the_registration(client, cast, registration, who, read, write):
    client.post(UPLOAD, {"scan": file()})
    handed_in(registration)
    client.force_login(cast[who])

    assert client.get(SCAN).status_code == client.get(url("revision_scan", 1)).status_code == read
    assert client.post(UPLOAD, {"scan": file()}).status_code == write
    assert client.post(REMOVE).status_code == write


def test_the_system_administrator_reads_no_scans(client, cast, registration):
    client.post(UPLOAD, {"scan": file()})
    handed_in(registration)
    administrator = cast["member_head"].__class__.objects.create_superuser(
        "quan-tri", password="x" * 12, is_sample=True
    )
    client.force_login(administrator)
    assert client.get(SCAN).status_code == 404


def test_once_the_covenant_is_frozen_it_stays(client, registration, request):
    client.post(UPLOAD, {"scan": file()})
    handed_in(registration, "accepted")
    request.getfixturevalue("frozen")

    for response in (client.get(UPLOAD), client.post(UPLOAD, {"scan": file(b"x")}), client.post(REMOVE)):
        assert response.status_code == 409
        assert "đã chốt" in response.content.decode()
    assert client.get(SCAN).content == pdf()


def test_what_waits_for_the_antivirus_is_said_and_not_served(client, settings, registration):
    settings.CLAMD = "/nowhere/clamd.sock"
    client.post(UPLOAD, {"scan": file()})

    assert "Đang chờ kiểm tra vi-rút" in client.get(url("registration_detail")).content.decode()
    refused = client.get(SCAN)
    assert refused.status_code == 409
    assert "Tệp đang chờ kiểm tra vi-rút nên chưa tải về được." in refused.content.decode()


def test_submitting_takes_it_along(client, cast, registration):
    client.post(UPLOAD, {"scan": file()})
    client.force_login(cast["member_head"])

    assert client.post(url("registration_submit")).status_code == 302

    assert Scan.objects.get().revision == registration.revisions.get()
    client.force_login(cast["leader_clerk"])
    assert client.get(SCAN).content == pdf()
