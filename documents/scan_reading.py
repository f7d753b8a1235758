"""What a scan shows to a machine: how finely and in what colour its pages are scanned, what its QR codes say.

Read in a process of its own that can neither last nor grow. Nothing is refused for what is not found: a fold across the
code, a telephone's shadow.
"""

import json
import sys
import time
from dataclasses import dataclass

from documents import own_process
from documents.wording import runs

SECONDS = 25
RENDER_SECONDS = 15  # pages that come later are measured and not looked at
MOST_PAGES = 200
RENDERED_DPI, MOST_POINTS_A_SIDE = 200, 3000
FILLS = 0.5  # the share of a page from which on a picture is the scan of it
COLOURED, ENOUGH = 48, 40  # how far the channels of a point lie apart, and how many such points are no noise
FEWEST_DPI = 200  # Nghị định 30/2020/NĐ-CP
ROUNDED = 2  # dpi: a page a little larger than its picture


@dataclass(frozen=True)
class ScannedPage:
    """``dpi`` is None where no picture fills the page, ``in_colour`` what its picture could show."""

    dpi: int | None
    in_colour: bool


@dataclass(frozen=True)
class Reading:
    """``is_coloured`` is None when not all pages were looked at."""

    pages: tuple[ScannedPage, ...]
    codes: tuple[str, ...]
    is_coloured: bool | None


def read(content: bytes) -> Reading | None:
    """None when the file kept its reader busy for too long, or brought it down."""
    try:
        found = json.loads(own_process.run("documents.scan_reading", content, SECONDS))
    except own_process.Failed:
        return None
    return Reading(tuple(ScannedPage(*page) for page in found["pages"]), tuple(found["codes"]), found["is_coloured"])


def quality_doubts(reading: Reading, issued_pages: int | None) -> list[str]:
    """What Nghị định 30/2020/NĐ-CP asks of a scan and this one does not give; none of it stands in the way."""
    found = []
    numbered = list(enumerate(reading.pages, start=1))
    if coarse := [number for number, page in numbered if page.dpi is not None and page.dpi < FEWEST_DPI - ROUNDED]:
        least = min(reading.pages[number - 1].dpi or 0 for number in coarse)
        found.append(
            f"Độ phân giải thấp (trang {runs(coarse)}; thấp nhất {least} dpi); quy định là từ {FEWEST_DPI} dpi."
        )
    if grey := [number for number, page in numbered if page.dpi is not None and not page.in_colour]:
        found.append(f"Không quét màu (trang {runs(grey)}); quy định là ảnh màu.")
    elif reading.is_coloured is False:
        found.append("Không thấy màu trên trang nào (mực xanh, dấu đỏ); quy định là ảnh màu.")
    if drawn := [number for number, page in numbered if page.dpi is None]:
        found.append(f"Không phải ảnh quét (trang {runs(drawn)}).")
    if issued_pages and len(numbered) < issued_pages:
        found.append(f"Bản quét có {len(numbered)} trang, bản chính thức có {issued_pages} trang; có thể thiếu trang.")
    return found


def _read(content):
    import pypdfium2  # only this process pays for it

    document = pypdfium2.PdfDocument(content)
    until = time.monotonic() + RENDER_SECONDS
    pages, codes, points, looked_at_all = [], [], 0, True
    for place in range(min(len(document), MOST_PAGES)):
        page = document[place]
        pages.append(_measured(page))
        if time.monotonic() < until:
            picture = _rendered(page)
            codes += [code for code in _codes_in(picture) if code not in codes]
            points = max(points, _coloured_points(picture))
        else:
            looked_at_all = False
        page.close()
    is_coloured = points >= ENOUGH or (None if not looked_at_all else False)
    return {"pages": pages, "codes": codes, "is_coloured": is_coloured}


def _measured(page):
    """The finest of the pictures that fill the page: some scanners lay writing over a coarser ground."""
    from pypdfium2 import raw

    width, height = page.get_size()
    best, colour = None, False
    for picture in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) < FILLS * width * height:
            continue
        told = picture.get_metadata()
        dpi = round(min(told.horizontal_dpi, told.vertical_dpi))
        best = dpi if best is None else max(best, dpi)
        colour = colour or told.bits_per_pixel >= 24 or told.colorspace == raw.FPDF_COLORSPACE_INDEXED
    return best, colour


def _rendered(page):
    longest = max(page.get_size())
    scale = min(RENDERED_DPI / 72, MOST_POINTS_A_SIDE / longest)
    return page.render(scale=scale).to_pil().convert("RGB")


def _codes_in(picture):
    import zxingcpp

    found = zxingcpp.read_barcodes(picture.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [code.text[:300] for code in found]


def _coloured_points(picture):
    from PIL import ImageChops

    red, green, blue = picture.reduce(2).split()
    apart = ImageChops.lighter(ImageChops.difference(red, blue), ImageChops.difference(red, green))
    return sum(apart.histogram()[COLOURED:])


if __name__ == "__main__":
    own_process.limit(SECONDS)
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)
