"""Files that nobody should take, made on the spot, each with the reason why it is refused."""

import io
import struct
import zlib
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from documents import pdf as papers


def pdf(change=None, **saving):
    """The bytes of a one-page PDF after ``change(pdf)``."""
    opened = pikepdf.new()
    opened.add_blank_page(page_size=(595, 842))
    if change:
        change(opened)
    out = io.BytesIO()
    opened.save(out, deterministic_id="encryption" not in saving, **saving)
    return out.getvalue()


def with_text(*lines):
    """A page that a word processor could have made."""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return papers.HTML(string=f"<html><body>{body}</body></html>").write_pdf()


def script(**more):
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"), **more)


def opening_script(opened):
    opened.Root.OpenAction = script()


def script_on_a_page_event(opened):
    opened.pages[0].AA = Dictionary(O=opened.make_indirect(script()))


def script_inside_an_annotation(opened):
    button = Dictionary(Type=Name.Annot, Subtype=Name.Link, A=Dictionary(Next=Array([script()])))
    opened.pages[0].Annots = Array([button])


def script_in_a_stream(opened):
    opened.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=opened.make_stream(b"app.alert(1)"))


def script_by_name(opened):
    opened.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), opened.make_indirect(script())])))


def script_deep_inside(opened):
    nested = script()
    for _ in range(90):
        nested = Array([nested])
    opened.Root.PieceInfo = Dictionary(Deep=nested)


def script_in_the_trailer(opened):
    opened.trailer.Extra = script()


def launch(opened):
    opened.Root.OpenAction = Dictionary(S=Name.Launch, F=String("cmd.exe"))


def submit(opened):
    opened.Root.OpenAction = Dictionary(S=Name.SubmitForm, F=String("https://example.com"))


def data_from_outside(opened):
    opened.Root.OpenAction = Dictionary(S=Name.ImportData, F=String("x.fdf"))


def file_of_another_host(opened):
    opened.Root.OpenAction = Dictionary(S=Name.GoToR, F=String(r"\\192.0.2.1\share\x.pdf"))


def stream_in_another_file(opened):
    stream = opened.make_stream(b"")
    stream.F = String("/etc/passwd")
    opened.pages[0].Contents = stream


def attachment(opened):
    opened.attachments["ghi-chu.exe"] = b"MZ"


def attachment_of_an_annotation(opened):
    file = Dictionary(Type=Name.Filespec, EF=Dictionary(F=opened.make_stream(b"MZ")))
    opened.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, FS=file)])


def portfolio(opened):
    opened.Root.Collection = Dictionary()


def xfa(opened):
    opened.Root.AcroForm = Dictionary(XFA=Array([]), Fields=Array([]))


def film(opened):
    opened.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Screen, A=Dictionary(S=Name.Rendition))])


def instructions_that_swell(opened):
    opened.pages[0].Contents = opened.make_stream(b"")
    opened.pages[0].Contents.write(zlib.compress(bytes(150 * 1024 * 1024), 9), filter=Name.FlateDecode)


def instructions_that_swell_twice(opened):
    inner = zlib.compress(bytes(150 * 1024 * 1024), 9)
    opened.pages[0].Contents = opened.make_stream(b"")
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    opened.pages[0].Contents.write(zlib.compress(inner, 9), filter=filters, decode_parms=Array([None, None]))


def picture_that_swells(opened):
    sides = {"Width": 60_000, "Height": 60_000, "BitsPerComponent": 1, "ColorSpace": Name.DeviceGray}
    image = opened.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, **sides)
    image.write(b"\0", filter=Name.JBIG2Decode)
    opened.pages[0].Resources = Dictionary(XObject=Dictionary(Im=image))


def many_objects(opened):
    opened.Root.PieceInfo = Dictionary(Many=Array([opened.make_indirect(Array([])) for _ in range(200_001)]))


def many_pages(opened):
    for _ in range(500):
        opened.add_blank_page()


def no_pages(opened):
    del opened.pages[0]


def pages_in_a_circle(opened):
    pages = opened.make_indirect(Dictionary(Type=Name.Pages, Count=2))
    pages.Kids = Array([pages, pages])
    opened.Root.Pages = pages


ACTIVE = [
    (opening_script, "mã JavaScript"),
    (script_on_a_page_event, "mã JavaScript"),
    (script_inside_an_annotation, "mã JavaScript"),
    (script_in_a_stream, "mã JavaScript"),
    (script_by_name, "mã JavaScript"),
    (script_deep_inside, "mã JavaScript"),
    (script_in_the_trailer, "mã JavaScript"),
    (launch, "lệnh mở chương trình khác"),
    (submit, "lệnh gửi dữ liệu ra ngoài"),
    (data_from_outside, "lệnh nhập dữ liệu từ ngoài"),
    (file_of_another_host, "liên kết tới tệp bên ngoài"),
    (stream_in_another_file, "liên kết tới tệp bên ngoài"),
    (attachment, "tệp đính kèm bên trong"),
    (attachment_of_an_annotation, "tệp đính kèm bên trong"),
    (portfolio, "tệp đính kèm bên trong"),
    (xfa, "biểu mẫu XFA"),
    (film, "nội dung đa phương tiện"),
    (instructions_that_swell, "nội dung phình quá lớn khi mở"),
    (instructions_that_swell_twice, "nội dung phình quá lớn khi mở"),
    (picture_that_swells, "nội dung phình quá lớn khi mở"),
    (many_objects, "quá nhiều đối tượng"),
    (many_pages, "501 trang"),
]
BROKEN = [no_pages, pages_in_a_circle]


def hexadecimal_script():
    return pdf(opening_script).replace(b"/JavaScript", b"/Java#53cript").replace(b"/JS", b"/#4a#53")


def huge_png():
    """A picture of 100 000 × 100 000 points in a few bytes."""
    header = struct.pack("!IIBBBBB", 100_000, 100_000, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    packed = [struct.pack("!I", len(d)) + k + d + struct.pack("!I", zlib.crc32(k + d)) for k, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def photo(kind="JPEG", size=(800, 1100), colour="white", **saving):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **saving)
    return out.getvalue()


def pages_before():
    return b"<html><script>alert(1)</script>" + pdf()


NO_PICTURE = "không phải ảnh JPEG, PNG hoặc WebP"
NO_PDF = "Tệp mang đuôi .pdf nhưng không phải là PDF."
LOCKED = pikepdf.Encryption(user="bi-mat", owner="bi-mat")
RESTRICTED = pikepdf.Encryption(user="", owner="bi-mat")
PACKED = pikepdf.ObjectStreamMode.generate
# (what it is, its name, a function that makes its bytes, part of the reason)
FILES = [
    *((change.__name__, "ban-quet.pdf", partial(pdf, change), f"Tệp PDF chứa {danger}") for change, danger in ACTIVE),
    *((change.__name__, "ban-quet.pdf", partial(pdf, change), "Tệp PDF bị hỏng") for change in BROKEN),
    ("packed", "ban-quet.pdf", partial(pdf, opening_script, object_stream_mode=PACKED), "Tệp PDF chứa mã JavaScript"),
    ("hexadecimal", "ban-quet.pdf", hexadecimal_script, "Tệp PDF chứa mã JavaScript"),
    ("noise", "ban-quet.pdf", lambda: b"%PDF-1.7\n" + bytes(range(256)) * 50, "Tệp PDF bị hỏng"),
    ("nested", "ban-quet.pdf", lambda: b"%PDF-1.7\n" + b"[" * 100_000, "Tệp PDF bị hỏng"),
    ("password", "ban-quet.pdf", partial(pdf, encryption=LOCKED), "Tệp PDF có mật khẩu"),
    ("owner password", "ban-quet.pdf", partial(pdf, encryption=RESTRICTED), "Tệp PDF chứa mã hóa"),
    ("page before a PDF", "ban-quet.pdf", pages_before, NO_PDF),
    ("drawing", "ban-quet.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", NO_PICTURE),
    ("program", "ban-quet.pdf", lambda: b"MZ" + bytes(200), NO_PDF),
    ("archive", "ban-quet.pdf", lambda: b"PK\x03\x04" + bytes(200), NO_PDF),
    ("picture cut off", "anh.jpg", lambda: photo(colour="red")[:300], NO_PICTURE),
    ("picture of another kind", "anh.jpg", partial(photo, "GIF"), NO_PICTURE),
    ("picture of an iPhone", "anh.heic", lambda: b"\0\0\0\x18ftypheic" + bytes(200), "định dạng HEIC"),
    ("huge picture", "anh.png", huge_png, "Ảnh có quá nhiều điểm ảnh"),
    ("empty", "ban-quet.pdf", bytes, "không có nội dung"),
    ("too large", "ban-quet.pdf", lambda: pdf() + bytes(25 * 1024 * 1024), "Tệp nặng 25,1 MB"),
    ("secret by name", "Đăng ký TỐI MẬT.pdf", pdf, "Tên tệp ghi “TỐI MẬT”"),
    ("secret by text", "ban-quet.pdf", partial(with_text, "BỘ CÔNG AN", "MẬT"), "Trang 1 của tệp ghi “MẬT”"),
]
