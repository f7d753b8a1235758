"""Scans that are sent: a plain PDF is kept as it is, anything that could act is refused with the reason."""

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from pikepdf import Array, Dictionary, Name, String

from documents.uploads import MOST_BYTES, judged_pdf


def pdf(change=None, **saving):
    """The bytes of a one-page PDF after ``change(pdf)``."""
    opened = pikepdf.new()
    opened.add_blank_page(page_size=(595, 842))
    if change:
        change(opened)
    out = io.BytesIO()
    opened.save(out, **saving)
    return out.getvalue()


def upload(content):
    return SimpleUploadedFile("ban-ky.pdf", content, "application/pdf")


def script(_=None):
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def opening_script(opened):
    opened.Root.OpenAction = script()


def script_inside_an_annotation(opened):
    button = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(Next=Array([script()])))
    opened.pages[0].Annots = Array([button])


def indirect_script(opened):
    opened.pages[0].AA = Dictionary(O=opened.make_indirect(script()))


def launch(opened):
    opened.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def attachment(opened):
    opened.attachments["ghi-chu.txt"] = b"noi dung"


def xfa(opened):
    opened.Root.AcroForm = Dictionary(XFA=Array([]), Fields=Array([]))


def submit(opened):
    opened.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("https://example.com"))


def escaped_name(opened):
    opened.Root.Names = Dictionary({"/JavaScript": Dictionary()})


HOSTILE = [
    (opening_script, "mã JavaScript"),
    (script_inside_an_annotation, "mã JavaScript"),
    (indirect_script, "mã JavaScript"),
    (escaped_name, "mã JavaScript"),
    (launch, "lệnh mở chương trình khác"),
    (attachment, "tệp đính kèm bên trong"),
    (xfa, "biểu mẫu XFA"),
    (submit, "lệnh gửi dữ liệu ra ngoài"),
]


@pytest.mark.parametrize(("change", "danger"), HOSTILE)
@pytest.mark.parametrize("streams", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_what_could_act_is_refused(change, danger, streams):
    with pytest.raises(ValidationError, match=f"Tệp PDF chứa {danger}"):
        judged_pdf(upload(pdf(change, object_stream_mode=streams)))


def test_a_name_in_hexadecimal_is_still_a_script():
    content = pdf(opening_script).replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS", b"/#4a#53")
    assert b"/JS" not in content
    with pytest.raises(ValidationError, match="mã JavaScript"):
        judged_pdf(upload(content))


def test_a_plain_scan_is_kept_byte_for_byte():
    def destination(opened):
        opened.Root.OpenAction = Array([opened.pages[0].obj, Name.Fit])

    content = pdf(destination)
    assert judged_pdf(upload(content)) == content


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html><script>alert(1)</script>" + pdf(), "Tệp không phải là PDF"),
        (b"\n" + pdf(), "Tệp không phải là PDF"),
        (b"PK\x03\x04", "Tệp không phải là PDF"),
        (b"%PDF-1.7", "Tệp PDF bị hỏng"),
        (b"%PDF-1.7\n" + b"[" * 100_000, "Tệp PDF bị hỏng"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 50, "Tệp PDF bị hỏng"),
    ],
)
def test_what_is_no_pdf_is_refused(content, reason):
    with pytest.raises(ValidationError, match=reason):
        judged_pdf(upload(content))


@pytest.mark.parametrize(
    ("encryption", "reason"),
    [
        (pikepdf.Encryption(user="bi-mat", owner="bi-mat"), "Tệp PDF có mật khẩu"),
        (pikepdf.Encryption(user="", owner="bi-mat"), "Tệp PDF chứa mã hóa"),
    ],
)
def test_a_locked_pdf_is_refused(encryption, reason):
    with pytest.raises(ValidationError, match=reason):
        judged_pdf(upload(pdf(encryption=encryption)))


def test_too_large_a_file_is_refused_unread():
    large = upload(pdf() + b"\0" * MOST_BYTES)
    with pytest.raises(ValidationError, match=r"Tệp nặng 25,1 MB, nhiều nhất là 25 MB"):
        judged_pdf(large)
    assert large.tell() == 0
