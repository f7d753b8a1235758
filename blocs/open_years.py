"""A year's records change while it is open, not before and not after."""

from blocs.models import BlocYear
from blocs.workflow import Conflict, condition


def why_not_open(bloc_year) -> str:
    """Why nothing may be done in ``bloc_year`` now; "" while it is open."""
    return {
        "preparing": "Năm thi đua chưa mở.",
        "closed": "Năm thi đua đã đóng nên không thay đổi được nữa.",
    }.get(bloc_year.status, "")


@condition(lambda record: why_not_open(record.bloc_year))
def year_is_open(record):
    """For the transitions of whatever has a ``bloc_year``."""
    return not why_not_open(record.bloc_year)


def open_or_conflict(bloc_year):
    """For changes that are no transition. Raises Conflict."""
    if reason := why_not_open(bloc_year):
        raise Conflict(reason, "Mọi nội dung giữ nguyên để xem và in." if bloc_year.status == "closed" else "")


def lock_year(**which):
    """Wait for whoever writes in that year, and make others wait until the end of the transaction."""
    list(BlocYear.objects.select_for_update().filter(**which).values_list("pk"))
