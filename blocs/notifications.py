"""Who is told of what happens to a year and to its people, one function for each event."""

from django.urls import reverse

from accounts.notifications import notify
from blocs.models import Officer


def officers_of(*units):
    """The people who serve any of ``units`` today."""
    serving = Officer.objects.current().filter(unit__in=[u for u in units if u]).select_related("user")
    return list({officer.user_id: officer.user for officer in serving}.values())


def members_but(by, bloc_year):
    """The people of the member units, who are told of what happens to their year; ``by`` knows."""
    return [p for p in officers_of(*(m.unit_id for m in bloc_year.memberships.all())) if p != by]


def year_opened(bloc_year, by):
    text = f"{bloc_year} đã mở. Anh/chị có thể đăng ký thi đua."
    notify(members_but(by, bloc_year), text, bloc_year.get_absolute_url())


def extension_granted(extension, by):
    step = extension.get_step_display().lower()
    text = f"Đơn vị được gia hạn {step} đến hết ngày {extension.due:%d/%m/%Y}."
    membership = extension.membership
    _tell(officers_of(membership.unit_id), by, text, membership.bloc_year.get_absolute_url())


def extension_withdrawn(extension, by):
    step = extension.get_step_display().lower()
    text = f"Đơn vị không còn được gia hạn {step}; thời hạn chung được áp dụng."
    membership = extension.membership
    _tell(officers_of(membership.unit_id), by, text, membership.bloc_year.get_absolute_url())


def hold_set(hold, by):
    membership = hold.membership
    text = (
        f"Đơn vị tạm dừng được xét khen thưởng năm {membership.bloc_year.year}, {hold.period}. Đây không phải là từ "
        f"chối. Lý do: {hold.reason}"
    )
    _tell(officers_of(membership.unit_id), by, text, membership.bloc_year.get_absolute_url())


def hold_ended(hold, by):
    membership = hold.membership
    text = f"Tạm dừng xét khen thưởng năm {membership.bloc_year.year} đối với đơn vị kết thúc: {hold.period}."
    _tell(officers_of(membership.unit_id), by, text, membership.bloc_year.get_absolute_url())


def officer_invited(officer, by):
    duty = officer.get_duty_display().lower()
    text = f"{officer.user} được mời làm {duty} của {officer.unit} trên chương trình."
    _tell(officers_of(officer.unit_id), by, text, reverse("blocs:unit_detail", args=[officer.unit.slug]), officer)


def _tell(people, by, text, url, about=None):
    notify([p for p in people if p != by and (about is None or p.pk != about.user_id)], text, url)
