"""The year that a command names, and the file it writes."""

import os
import tempfile
from pathlib import Path

from archive.reading import Refused
from blocs.models import Bloc, BlocYear


def year_named(slug: str, year: str) -> BlocYear:
    bloc = Bloc.objects.filter(slug=slug).first()
    if bloc is None:
        raise Refused(
            f"Không có khối thi đua “{slug}”.{_known('Các khối', Bloc.objects.values_list('slug', flat=True))}"
        )
    known_year = year.isascii() and year.isdigit() and len(year) == 4
    found = known_year and BlocYear.objects.with_members().filter(bloc=bloc, year=int(year)).first()
    if not found:
        years = bloc.years.order_by("year").values_list("year", flat=True)
        raise Refused(f"{bloc} không có năm {year}.{_known('Các năm', years)}")
    return found


def _known(what, values):
    shown = ", ".join(str(value) for value in values[:20])
    return f" {what} hiện có: {shown}." if shown else ""


def write(path: Path, content: bytes):
    """Write the whole file or nothing; what stood there before stays until the new one is complete."""
    if path.is_dir():
        raise Refused(f"“{path}” là một thư mục; ghi thêm tên tệp.")
    try:
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as failed:
        raise Refused(f"Không ghi được vào thư mục “{path.parent}”: {failed.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(scratch, 0o666 & ~_umask())
        os.replace(scratch, path)
    except OSError as failed:
        os.unlink(scratch)
        raise Refused(f"Không ghi được tệp “{path}”: {failed.strerror}.") from None


def _umask():
    current = os.umask(0)
    os.umask(current)
    return current
