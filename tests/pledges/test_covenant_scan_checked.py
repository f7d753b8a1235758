"""A scan of the signed covenant is held against the version that is being signed, and against NĐ 30/2020/NĐ-CP."""

import io

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from pledges import drafting, freezing
from pledges.models import Covenant
from tests.pledges.covenants import url
from tests.pledges.scans import scanned


@pytest.fixture(autouse=True)
def as_leader(client, cast):
    client.force_login(cast["leader_clerk"])


def sent(client, scan, **ticked):
    typed = {"scan": scan, "incomplete": "on", **ticked}
    return client.post(url("covenant_scan_upload"), typed, follow=True).content.decode()


def doubts():
    covenant = Covenant.objects.order_by("-version").first()
    assert covenant.scan is not None  # kept all the same
    return covenant.scan_doubts


@pytest.mark.parametrize("dpi", [200, 300])
def test_a_whole_scan_in_colour_raises_no_doubt(client, frozen, dpi):
    page = sent(client, scanned(frozen.document.pdf.read(), dpi=dpi))

    assert doubts() == []
    assert "xem lại" not in page


def test_what_the_decree_asks_of_a_scan_is_said_and_stops_nobody(client, frozen):
    issued = frozen.document.pdf.read()

    page = sent(client, scanned(issued, dpi=100, mode="L", pages=slice(-1, None)))

    assert doubts() == [
        "Độ phân giải thấp (trang 1; thấp nhất 100 dpi); quy định là từ 200 dpi.",
        "Không quét màu (trang 1); quy định là ảnh màu.",
        "Bản quét có 1 trang, bản chính thức có 2 trang; có thể thiếu trang.",
    ]
    for doubt in doubts():
        assert doubt in page


def test_grey_pages_in_a_file_of_colours_are_grey(client, frozen):
    sent(client, scanned(frozen.document.pdf.read(), stamped=False))
    assert doubts() == ["Không thấy màu trên trang nào (mực xanh, dấu đỏ); quy định là ảnh màu."]


def test_an_older_version_is_refused_with_both_named(client, cast, frozen):
    old = frozen.document
    new = freezing.freeze(freezing.next_version(frozen, by=cast["leader_clerk"]), by=cast["leader_clerk"]).document

    page = sent(client, scanned(old.pdf.read()))

    assert (
        f"Bản quét là phiên bản 1 (mã {old.code}), còn văn bản đang ký là phiên bản 2 (mã {new.code}). Anh/chị quét "
        f"văn bản mang mã {new.code} rồi tải lên."
    ) in page
    assert not Covenant.objects.exclude(scan=None).exists()
    sent(client, scanned(new.pdf.read()))
    assert doubts() == []


def test_a_code_nobody_can_read_is_left_to_the_eye(client, frozen):
    page = sent(client, scanned(frozen.document.pdf.read(), hidden=True), compared="on")

    said = f"Không đọc được mã QR trên bản quét. Anh/chị so mã xác minh in trên bản giấy với {frozen.document.code}."
    assert doubts() == [said]
    assert said in page


def test_missing_signatures_and_a_missing_code_are_confirmed_apart(client, frozen):
    assert "Đã so mã xác minh" not in client.get(url("covenant_scan_upload")).content.decode()
    hidden = scanned(frozen.document.pdf.read(), hidden=True)

    page = sent(client, hidden)

    assert (
        f"Không đọc được mã QR trên bản quét. Anh/chị so mã xác minh in trên bản giấy với {frozen.document.code}."
        in page
    )
    assert 'name="compared"' in page
    hidden.seek(0)
    sent(client, hidden, incomplete="", compared="on")
    assert Covenant.objects.get().scan is None


def test_a_code_of_elsewhere_is_left_to_the_eye(client, frozen):
    """A year that was loaded from its file has codes of its own; its signed papers bear the old ones."""
    issued, code = frozen.document.pdf.read(), frozen.document.code
    type(frozen.document).objects.update(code="ABCD-EFGH-JKMN")

    page = sent(client, scanned(issued))
    assert "Nếu đúng, Anh/chị chọn lại tệp và đánh dấu ô này." in page
    assert Covenant.objects.get().scan is None
    sent(client, scanned(issued), compared="on")

    assert doubts() == [
        f"Mã trên bản quét ({code}) không do chương trình này cấp. Anh/chị so mã xác minh in trên bản giấy với "
        "ABCD-EFGH-JKMN."
    ]


def test_the_covenant_of_another_bloc_is_refused_whatever_is_ticked(client, cast, frozen):
    theirs = drafting.draft_covenant(cast.other_year)
    drafting.write_clauses(theirs)
    other = freezing.freeze(theirs, by=cast["another_bloc"]).document

    page = sent(client, scanned(other.pdf.read()), compared="on")

    assert f"mã {other.code}. Anh/chị quét văn bản mang mã {frozen.document.code} rồi tải lên." in page
    assert Covenant.objects.get(pk=frozen.pk).scan is None


def test_another_paper_is_refused_by_its_name(client, cast, frozen):
    other = frozen.document
    type(other).objects.filter(pk=other.pk).update(kind="BC", title="Báo cáo tổng hợp")
    issued = freezing.issue(frozen, by=cast["leader_clerk"])
    Covenant.objects.update(document=issued)

    page = sent(client, scanned(other.pdf.read()))

    assert f"Bản quét là văn bản khác: Báo cáo tổng hợp, mã {other.code}." in page
    assert Covenant.objects.get().scan is None


def test_a_reader_that_is_brought_down_stops_nobody(client, frozen, monkeypatch):
    """The scan is looked at within limits; what does not fit is for the eye."""
    monkeypatch.setattr("documents.scan_reading.SECONDS", 0.01)

    sent(client, scanned(frozen.document.pdf.read()), compared="on")

    assert doubts()[0].startswith("Chương trình không xem được các trang của bản quét.")


def test_a_print_that_was_saved_again_is_no_scan(client, frozen):
    """Not byte for byte what was issued, and still nobody's signature on it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(frozen.document.pdf.read())) as again:
        again.docinfo["/Producer"] = "In lại"
        again.save(out)

    sent(client, SimpleUploadedFile("ban ky.pdf", out.getvalue(), "application/pdf"))

    assert doubts() == [
        "Không thấy màu trên trang nào (mực xanh, dấu đỏ); quy định là ảnh màu.",
        "Không phải ảnh quét (trang 1–2).",
    ]
