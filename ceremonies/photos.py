"""Photos of the article: re-encoded, so that neither location data nor anything else hides in them."""

from documents import pictures, uploads

MOST_BYTES = 10 * uploads.MEGABYTE
LONGEST_SIDE = 1600


def as_jpeg(upload) -> bytes:
    """The picture as a JPEG of at most 1600 px a side, upright, without metadata.

    Raises ValidationError with a sentence for the form when it is not a picture we take.
    """
    content = uploads.received(upload, MOST_BYTES, "Anh/chị chọn ảnh nhỏ hơn.")
    return pictures.jpeg(pictures.upright(content, LONGEST_SIDE))
