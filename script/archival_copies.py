"""Every paper of the tests' written year as PDF/A-1a, for a checker of level 1b: archival_copies.py FOLDER."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import django
import pikepdf

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakhoi.settings")
django.setup()

import time_machine  # noqa: E402
from auditlog.context import disable_auditlog  # noqa: E402

from archive.printing import KINDS  # noqa: E402
from documents import pdf  # noqa: E402
from documents.description import Verification  # noqa: E402
from tests.cast import Cast  # noqa: E402
from tests.conftest import DAY  # noqa: E402
from tests.written_year import written_year  # noqa: E402

PREFIXES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
ISSUED = {"draft": False, "verification": Verification("K7QF-2MXA-9T", "https://thidua.example.vn/xac-minh/K7QF/")}


def main(folder: Path) -> None:
    with time_machine.travel(DAY, tick=False), disable_auditlog():
        year = written_year(Cast(), 7)
        _write(year, year.ordered_memberships[0], folder)


def _write(year, unit, folder):
    for name, kind in KINDS.items():
        paper = kind.paper(unit if kind.of_unit else year)
        for state, written in (("draft", paper), ("issued", replace(paper, **ISSUED))):
            file = folder / f"{name}-{state}.pdf"
            file.write_bytes(pdf.render(written, variant="pdf/a-1a"))
            say_prefixes_again(file)


def say_prefixes_again(file: Path) -> None:
    """PDFBox knows a prefix only where it stands on the description itself; the meaning is the same."""
    declared = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in PREFIXES.items())
    with pikepdf.open(file, allow_overwriting_input=True) as document:
        told = document.Root.Metadata.read_bytes().decode()
        stream = document.make_stream(re.sub("<rdf:Description ", f"<rdf:Description {declared} ", told).encode())
        stream.Type, stream.Subtype = pikepdf.Name.Metadata, pikepdf.Name.XML
        document.Root.Metadata = stream
        document.save(file, object_stream_mode=pikepdf.ObjectStreamMode.disable)


main(Path(sys.argv[1]))
