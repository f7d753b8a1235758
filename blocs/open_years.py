"""A year's records change while it is open, not before and not after."""

from blocs.models import BlocYear
from blocs.workflow import Conflict, condition


def why_not_open(bloc_year) -> str:
    """Why nothing may be done in ``bloc_year`` now; "" while it is open."""
    return {
        "preparing": "Năm thi đua chưa mở.",
        "closed": "Năm thi đua đã đóng nên không thay đổi được nữa.",
    }.get(bloc_year.status, "")


def whom_to_ask(bloc_year) -> str:
    """Who opens what ``why_not_open`` says is closed."""
    if bloc_year.status == BlocYear.Status.PREPARING:
        return f"Anh/chị chờ {bloc_year.bloc.leader_title} hoặc cơ quan tổ chức ({bloc_year.bloc.organiser}) mở năm."
    return (
        f"Mọi nội dung giữ nguyên để xem và in. Cần sửa, Anh/chị liên hệ cơ quan tổ chức ({bloc_year.bloc.organiser})."
    )


@condition(lambda record: why_not_open(record.bloc_year), lambda record: whom_to_ask(record.bloc_year))
def year_is_open(record):
    """For the transitions of whatever has a ``bloc_year``."""
    return not why_not_open(record.bloc_year)


def open_or_conflict(bloc_year):
    """For changes that are no transition. Raises Conflict."""
    if reason := why_not_open(bloc_year):
        raise Conflict(reason, whom_to_ask(bloc_year))


def lock_year(**which):
    """Wait for whoever writes in that year, and make others wait until the end of the transaction."""
    list(BlocYear.objects.select_for_update().filter(**which).values_list("pk"))
