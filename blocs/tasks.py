"""What a person has to do with the year itself."""

from blocs import rules
from blocs.board import Task
from blocs.models import BlocYear


def tasks_for(user):
    """Years in preparation that ``user`` may open."""
    years = BlocYear.objects.visible_to(user).filter(status=BlocYear.Status.PREPARING).with_members()
    return [
        Task(f"Chuẩn bị và mở năm thi đua {year.year}", year.get_absolute_url(), "Xem và mở năm", str(year.bloc))
        for year in years
        if rules.may_prepare_year(user, year)
    ]
