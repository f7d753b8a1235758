"""Photos of the article: re-encoded, so that neither location data nor anything else hides in them."""

import struct
from io import BytesIO

from django.core.exceptions import ValidationError
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 10 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow raises on damaged pictures, damaged metadata included.
BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)


def as_jpeg(uploaded) -> bytes:
    """The picture as a JPEG of at most 1600 px a side, upright, without metadata.

    Raises ValidationError with a sentence for the form when it is not a picture we take.
    """
    if uploaded.size > MOST_BYTES:
        raise ValidationError("Ảnh lớn hơn 10 MB; Anh/chị chọn ảnh nhỏ hơn.")
    try:
        with Image.open(uploaded, formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValidationError("Ảnh có quá nhiều điểm ảnh; Anh/chị thu nhỏ ảnh rồi tải lại.")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except BROKEN as broken:
        raise ValidationError("Tệp này không phải ảnh JPEG, PNG hoặc WebP, hoặc bị hỏng.") from broken
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = BytesIO()
    upright.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue()
