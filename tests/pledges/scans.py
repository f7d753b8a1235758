"""Scans as a machine makes them: pictures of the printed pages in one PDF."""

import io

import pypdfium2
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import ImageDraw


def scanned(
    content: bytes, *, dpi=200, mode="RGB", pages=slice(None), stamped=True, hidden=False
) -> SimpleUploadedFile:
    """``content`` printed, stamped in red at the foot, and scanned.

    hidden  a sheet of paper lies over each page
    """
    document = pypdfium2.PdfDocument(content)
    pictures = [page.render(scale=dpi / 72).to_pil().convert("RGB") for page in document]
    for picture in pictures:
        drawn, (width, height) = ImageDraw.Draw(picture), picture.size
        if hidden:
            drawn.rectangle((0, 0, width, height), fill="white")
        if stamped:
            drawn.ellipse((width * 0.4, height * 0.9, width * 0.5, height * 0.97), outline="#c8102e", width=dpi // 40)
    first, *others = [picture.convert(mode) for picture in pictures[pages]]
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=dpi, quality=70)
    return SimpleUploadedFile("ban ky.pdf", out.getvalue(), "application/pdf")
