"""What a person has to do with the year itself."""

from blocs import rules
from blocs.board import Task
from blocs.models import BlocYear


def tasks_in(user, bloc_year):
    """A year in preparation is opened by whoever prepares it."""
    if bloc_year.status != BlocYear.Status.PREPARING or not rules.may_prepare_year(user, bloc_year):
        return []
    label = f"Chuẩn bị và mở năm thi đua {bloc_year.year}"
    return [Task(label, bloc_year.get_absolute_url(), "Xem và mở năm", str(bloc_year.bloc))]
