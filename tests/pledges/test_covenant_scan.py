"""The scan of the signed covenant: sent by the leader's office, saved by whoever sees the covenant."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import StoredFile
from documents.uploads import MEGABYTE
from pledges import signing
from pledges.models import Covenant
from tests.pledges.covenants import SIGNED_ON, url


def scan(content=None):
    if content is None:
        out = io.BytesIO()
        opened = pikepdf.new()
        opened.add_blank_page()
        opened.save(out)
        content = out.getvalue()
    return SimpleUploadedFile("ban ký.pdf", content, "application/pdf")


def test_the_printed_paper_itself_is_no_scan(client, cast, signed):
    client.force_login(cast["leader_clerk"])
    printed = Covenant.objects.get().document.pdf.read()

    page = client.post(url("covenant_scan_upload"), {"scan": scan(printed)})

    assert "Tệp này chính là bản in chưa có chữ ký." in page.content.decode()
    assert Covenant.objects.get().scan is None


def test_a_scan_is_kept_and_saved_by_members(client, cast, signed):
    client.force_login(cast["leader_clerk"])
    sent = scan()
    content = sent.read()
    sent.seek(0)

    assert client.post(url("covenant_scan_upload"), {"scan": sent, "compared": "on"}).status_code == 302

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


def test_what_is_not_signed_by_all_is_said_and_asked(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    for pledge in frozen.pledges.all()[:5]:
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    page = client.get(url("covenant_scan_upload")).content.decode()
    assert "Còn 2/7 đơn vị chưa được ghi nhận đã ký:" in page
    assert "Thanh tra Bộ Tài chính; Cơ quan Thanh tra, giám sát ngân hàng." in page

    refused = client.post(url("covenant_scan_upload"), {"scan": scan(), "compared": "on"})
    assert "Đánh dấu ô này nếu vẫn tải lên bản quét chưa đủ chữ ký." in refused.content.decode()
    assert Covenant.objects.get().scan is None

    assert (
        client.post(url("covenant_scan_upload"), {"scan": scan(), "incomplete": "on", "compared": "on"}).status_code
        == 302
    )
    shown = client.get(url("covenant_detail")).content.decode()
    assert "Chưa đủ chữ ký" in shown
    assert "Hiện 5/7 đơn vị đã ký." in shown


def test_a_scan_older_than_the_last_signature_wants_another(client, cast, frozen, the_day):
    client.force_login(cast["leader_clerk"])
    client.post(url("covenant_scan_upload"), {"scan": scan(), "incomplete": "on", "compared": "on"})
    the_day.shift(timedelta(minutes=10))
    for pledge in frozen.pledges.all():
        signing.mark_signed(pledge, by=cast["leader_clerk"], on=SIGNED_ON)
    assert "Cần thay bản quét" in client.get(url("covenant_detail")).content.decode()

    the_day.shift(timedelta(minutes=10))
    assert client.post(url("covenant_scan_upload"), {"scan": scan(), "compared": "on"}).status_code == 302
    shown = client.get(url("covenant_detail")).content.decode()
    assert "Cần thay bản quét" not in shown
    assert "Chưa đủ chữ ký" not in shown


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


def large(megabytes):
    return scan(b"%PDF-1.7" + b"\0" * (megabytes * MEGABYTE - 8))


def test_the_form_says_how_large_it_is_and_keeps_the_rest(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    files = StoredFile.objects.count()

    response = client.post(url("covenant_scan_upload"), {"scan": large(31), "incomplete": "on"})

    page = response.content.decode()
    assert response.status_code == 200
    assert "Tệp nặng 31 MB, nhiều nhất là 25 MB. Anh/chị quét lại ở độ phân giải thấp hơn." in page
    assert response.context["form"]["incomplete"].value() is True
    assert StoredFile.objects.count() == files


def test_what_nobody_could_mean_is_not_read(client, cast, frozen):
    client.force_login(cast["leader_clerk"])
    response = client.post(url("covenant_scan_upload"), {"scan": large(1)}, CONTENT_LENGTH=str(300 * MEGABYTE))
    assert response.status_code == 400
    assert "Nội dung gửi lên quá lớn" in response.content.decode()
