"""Pictures that somebody sends: made anew from their points alone, so that neither place nor anything else hides."""

import struct
import warnings
from io import BytesIO

import pikepdf
from django.core.exceptions import ValidationError
from pikepdf import Dictionary, Name
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)
# What Pillow raises on damaged pictures, damaged metadata included.
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error)
IPHONE = (b"ftypheic", b"ftypheix", b"ftyphevc", b"ftypmif1")

A4 = (595.28, 841.89)  # points
A4_AT_200_DPI = (1654, 2339)


def upright(content: bytes, longest_side: int) -> Image.Image:
    """The picture as one sees it, at most ``longest_side`` px a side, in colour on white, without metadata.

    Raises ValidationError with a sentence for the form when it is not a picture we take.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as picture:
                picture.draft("RGB", (2 * longest_side, 2 * longest_side))
                turned = _on_white(ImageOps.exif_transpose(picture))
    except TOO_LARGE as bomb:
        raise ValidationError("Ảnh có quá nhiều điểm ảnh; Anh/chị thu nhỏ ảnh rồi tải lại.") from bomb
    except BROKEN as broken:
        raise ValidationError(_why_not(content)) from broken
    turned.thumbnail((longest_side, longest_side))
    return turned


def _on_white(picture):
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGBA", seen.size, "white")
    return Image.alpha_composite(paper, seen).convert("RGB")


def _why_not(content):
    if content[4:12] in IPHONE:
        return (
            "Ảnh có định dạng HEIC nên chương trình không đọc được. Trên iPhone, Anh/chị chọn Cài đặt → Camera → Định "
            "dạng → Tương thích nhất rồi chụp lại, hoặc quét thành PDF."
        )
    return "Tệp này không phải ảnh JPEG, PNG hoặc WebP, hoặc bị hỏng."


def jpeg(picture: Image.Image, quality: int = 85) -> bytes:
    out = BytesIO()
    picture.info.clear()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def pages(contents: list[bytes]) -> bytes:
    """Photos of a paper as one PDF: a page A4 for each, lying as the photo lies, at 200 dpi at most."""
    document = pikepdf.new()
    for content in contents:
        _add_page(document, upright(content, max(A4_AT_200_DPI)))
    out = BytesIO()
    document.save(out, deterministic_id=True)
    return out.getvalue()


def _add_page(document, picture):
    """The photo as large as the page allows, in its middle."""
    lies = picture.width > picture.height
    page, box = (A4[::-1], A4_AT_200_DPI[::-1]) if lies else (A4, A4_AT_200_DPI)
    picture.thumbnail(box)
    scale = min(page[0] / picture.width, page[1] / picture.height)
    width, height = picture.width * scale, picture.height * scale
    left, bottom = (page[0] - width) / 2, (page[1] - height) / 2
    image = document.make_stream(
        jpeg(picture, quality=80),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=picture.width,
        Height=picture.height,
        ColorSpace=Name.DeviceRGB,
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
    )
    document.add_blank_page(page_size=page)
    added = document.pages[-1]
    added.Resources = Dictionary(XObject=Dictionary(Photo=image))
    placed = f"q {width:.2f} 0 0 {height:.2f} {left:.2f} {bottom:.2f} cm /Photo Do Q"
    added.Contents = document.make_stream(placed.encode())
