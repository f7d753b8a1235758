"""Anybody may hold a PDF against an issued paper: the same byte for byte, with further valid signatures, or neither."""

import io
import resource
import zlib
from datetime import date, datetime

import pikepdf
import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from lxml import html
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from documents import signatures, signed_files, verification
from documents.models import IssuedDocument, StoredFile
from tests.look.reading import words

from . import signers
from .measure import printed
from .samples import covenant

pytestmark = pytest.mark.any_database

CODE = "K7QF-2MXA-9TBC"
SAME = "Đúng là văn bản này, đúng từng byte như khi phát hành."
NEITHER = f"Tệp này không phải là văn bản mang mã {CODE}, hoặc không còn nguyên vẹn."
JUSTICE, DEFENCE = "Thanh tra Bộ Tư pháp", "Thanh tra Bộ Quốc phòng"


@pytest.fixture(autouse=True)
def believed(db, settings, tmp_path):
    cache.clear()
    settings.TRUST_DIR = tmp_path / "trust"
    signers.trusted(settings.TRUST_DIR)


@pytest.fixture
def paper(cast):
    return IssuedDocument.objects.create(
        bloc_year=cast.year,
        kind="GU",
        dated=date(2027, 3, 15),
        title="GIAO ƯỚC THI ĐUA",
        version=1,
        code=CODE,
        pdf=StoredFile.keep(printed(covenant(7)).data, "application/pdf"),
    )


@pytest.fixture
def compare(client, paper):
    def sent(content):
        file = SimpleUploadedFile("giao-uoc.pdf", content, "application/pdf")
        answer = client.post(f"/xac-minh/{CODE}/tep/", {"file": file})
        assert answer.status_code == 200
        return answer.content.decode()

    return sent


def accepted(paper, field="ky-1", organisation=JUSTICE):
    """The paper with a signature that came back and was taken."""
    content = signers.signed(signed_files.current(paper).read(), field, signers.holder(organisation))
    (signature,) = signed_files.judged(paper, content)
    signed_files.keep(paper, content, signature, by=None)
    return content


def test_the_paper_itself(compare, paper):
    before = StoredFile.objects.count()
    shown = compare(paper.pdf.read())
    assert SAME in shown
    assert StoredFile.objects.count() == before  # what is sent is never kept


def test_with_signatures_that_were_taken(compare, paper):
    one = accepted(paper)
    two = accepted(paper, "ky-2", DEFENCE)
    for content, count in ((one, 1), (two, 2)):
        shown = compare(content)
        assert f"Đúng là văn bản này với {count} chữ ký số đã được nhận." in shown
        assert "Người ký của Thanh tra Bộ Tư pháp" in shown
        assert "Hợp lệ, 09:00 25/02/2027 (theo đồng hồ máy người ký)" in shown
    assert SAME in compare(paper.pdf.read())


def test_with_further_ones(compare, paper):
    one = accepted(paper)
    shown = compare(signers.signed(one, "ky-2", signers.holder(DEFENCE), with_time=True))
    assert "có thêm chữ ký số hợp lệ mà chương trình chưa nhận" in shown
    assert "(thời điểm được chứng thực) (chưa được nhận)" in " ".join(shown.split())


def test_without_a_list_of_revoked_certificates_it_says_so(compare, paper, settings):
    for file in settings.TRUST_DIR.glob("*.crl"):
        file.unlink()
    shown = compare(signers.signed(paper.pdf.read(), "ky-1", signers.holder(JUSTICE)))
    assert "Hợp lệ, chưa kiểm tra thu hồi" in shown


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        ("expired", "Chứng thư số đã hết hạn ngày 01/02/2027."),
        (
            "of an unknown authority",
            "Không rõ nguồn cấp: chứng thư số do “Không ai biết” cấp, không dẫn tới chứng thư gốc",
        ),
    ],
)
def test_the_paper_is_untouched_and_a_signature_is_not_relied_on(compare, paper, kind, why):
    shown = words(html.fromstring(compare(signers.signed(paper.pdf.read(), "ky-3", signers.holder("Ai", kind)))))
    assert "Đúng là văn bản này, nội dung không bị sửa; nhưng có chữ ký số thêm vào chưa đủ tin cậy." in shown
    assert NEITHER not in shown
    told = "Chưa đủ tin cậy, 09:00 25/02/2027 (theo đồng hồ máy người ký) (chưa được nhận)"
    assert f"{told} {why}" in shown
    assert shown.count(why) == 1


def test_a_list_that_is_out_of_date_still_tells_who_was_revoked(compare, paper, settings):
    gone = signers.holder("Thanh tra Bộ đã bị thu hồi")
    (settings.TRUST_DIR / "cap-duoi.crl").write_bytes(
        signers.revoked_list(signers.authority(), gone, issued=datetime(2026, 12, 1))
    )
    assert "Chứng thư số đã bị thu hồi ngày 10/02/2027." in compare(signers.signed(paper.pdf.read(), "ky-1", gone))
    good = compare(signers.signed(paper.pdf.read(), "ky-1", signers.holder(JUSTICE)))
    assert "Hợp lệ, chưa kiểm tra thu hồi" in good


def saved_anew(content):
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda content: content[:5000] + bytes([content[5000] ^ 1]) + content[5001:], "không còn đúng từng byte"),
        (saved_anew, "lưu lại thành tệp mới"),
        (lambda _: printed(covenant(4)).data, "của một văn bản khác"),
        (lambda content: content + b"\n%%EOF\n", "Phần thêm vào tệp bị hỏng"),
        (lambda _: b"<html>", "Tệp không phải là PDF."),
    ],
)
def test_neither(compare, paper, change, why):
    shown = compare(change(paper.pdf.read()))
    assert NEITHER in shown
    assert why in shown
    assert "ký số rồi tải lên" not in shown
    assert "chọn tệp PDF đã ký số" not in shown


def test_the_quicker_reader_reads_what_pyhanko_reads(paper):
    content = paper.pdf.read()
    ours, theirs = signatures.Reader(io.BytesIO(content)), PdfFileReader(io.BytesIO(content))
    known = {(ref.idnum, ref.generation) for ref in theirs.xrefs.explicit_refs_in_revision(0)}

    assert len(known) > 100
    for number in known:
        assert written(ours, *number) == written(theirs, *number), number


def written(reader, number, generation):
    kept = io.BytesIO()
    reader.get_object(generic.Reference(number, generation, reader)).write_to_stream(kept, None)
    return kept.getvalue()


class Written(generic.PdfObject):
    """An object that stands in the file as it is given."""

    def __init__(self, words):
        self.words = words

    def write_to_stream(self, stream, handler=None, container_ref=None):
        stream.write(self.words)


def with_more(content, thing):
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/More"] = writer.add_object(thing)
    writer.update_root()
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def bomb():
    """A stream of 150 MB in 150 kB."""
    packed = zlib.compress(bytes(150 * 1024 * 1024))
    return generic.StreamObject({generic.pdf_name("/Filter"): generic.pdf_name("/FlateDecode")}, encoded_data=packed)


def endless():
    """Some 7 MB that become hundreds when read, in more time than a file has."""
    return Written(b"[" + b"0 " * 3_600_000 + b"]")


@pytest.mark.parametrize(
    ("thing", "seconds", "why"),
    [
        (bomb, signed_files.SECONDS, "Tệp chứa nội dung phình quá lớn khi mở"),
        (endless, 2, "không xem hết được tệp trong thời gian và bộ nhớ"),
    ],
)
def test_a_hostile_file_keeps_and_swells_nobody(compare, paper, monkeypatch, thing, seconds, why):
    monkeypatch.setattr(signed_files, "SECONDS", seconds)
    content = with_more(paper.pdf.read(), thing())
    compare(paper.pdf.read())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    shown = compare(content)

    assert NEITHER in shown
    assert why in shown
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 64 * 1024  # kB


def test_a_byte_of_a_taken_signature(compare, paper):
    one = accepted(paper)
    two = accepted(paper, "ky-2", DEFENCE)
    at = one.index(b"/Contents <") + 300
    shown = compare(two[:at] + bytes([two[at] ^ 1]) + two[at + 1 :])
    assert NEITHER in shown


def test_the_address_that_takes_the_file_is_no_page(client, paper):
    answer = client.get(f"/xac-minh/{CODE}/tep/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Địa chỉ này chỉ nhận nội dung gửi từ một nút bấm, một biểu mẫu" in answer.content.decode()


def test_nothing_chosen(client, paper):
    shown = client.post(f"/xac-minh/{CODE}/tep/").content.decode()
    assert "Chọn tệp PDF." in shown


def test_files_for_an_unknown_code_and_too_many_are_refused(client, paper):
    def send(code):
        return client.post(f"/xac-minh/{code}/tep/", {"file": SimpleUploadedFile("a.pdf", b"%PDF-1.7")}).status_code

    assert send("AAAA-BBBB-CCCC") == 404
    assert [send(CODE) for _ in range(verification.MOST_FILES)] == [200] * (verification.MOST_FILES - 1) + [429]


def test_the_administrator_compares_fingerprints(client, cast, settings):
    (settings.TRUST_DIR / "la-gi.txt").write_text("không phải chứng thư")
    client.force_login(cast["admin"])
    shown = client.get("/chung-thu-so/").content.decode()
    print_of_root = signers.root().certificate.fingerprint(signers.SHA256()).hex(":").upper()
    assert print_of_root in shown
    assert shown.count("Danh sách thu hồi (CRL)</td>") == 2
    assert "Tệp không phải là chứng thư hay danh sách thu hồi" in shown
