"""The scan of the signed covenant: sent by the leader's office, saved by whoever sees the covenant."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import StoredFile
from pledges.models import Covenant
from tests.pledges.covenants import url


def scan(content=None):
    if content is None:
        out = io.BytesIO()
        opened = pikepdf.new()
        opened.add_blank_page()
        opened.save(out)
        content = out.getvalue()
    return SimpleUploadedFile("ban ký.pdf", content, "application/pdf")


def test_a_scan_is_kept_and_saved_by_members(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    sent = scan()
    content = sent.read()
    sent.seek(0)

    assert client.post(url("covenant_scan_upload"), {"scan": sent}).status_code == 302

    covenant = Covenant.objects.get()
    assert covenant.scan.read() == content
    assert covenant.scan_uploaded_by == cast["leader_clerk"]
    assert covenant.scan_uploaded_at is not None
    client.force_login(cast["member_clerk"])
    response = client.get(url("covenant_scan"))
    assert response.content == content
    assert response["Content-Disposition"].startswith('attachment; filename="giao-uoc-thi-dua-nam-2027-ban-ky.pdf"')
    assert "sandbox" in response["Content-Security-Policy"]
    client.force_login(cast["another_bloc"])
    assert client.get(url("covenant_scan")).status_code == 404


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"<html>%PDF-1.7", "Tệp không phải là PDF"), (b"", "không có nội dung"), (b"%PDF-1.7 x", "Tệp PDF bị hỏng")],
)
def test_a_bad_scan_is_refused_with_the_reason(client, cast, frozen, content, reason):
    client.force_login(cast["leader_clerk"])
    files = StoredFile.objects.count()

    response = client.post(url("covenant_scan_upload"), {"scan": scan(content)})

    assert response.status_code == 200
    assert reason in response.content.decode()
    assert Covenant.objects.get().scan is None
    assert StoredFile.objects.count() == files


def test_no_file_at_all(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    response = client.post(url("covenant_scan_upload"), {"save": "Tải lên"})
    assert "Chọn tệp PDF của bản quét." in response.content.decode()
