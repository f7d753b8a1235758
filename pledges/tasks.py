"""What a person has to do with registrations and the covenant, now."""

from django.urls import reverse

from blocs import rules as blocs_rules
from blocs.board import Task
from blocs.models import BlocYear, Step
from pledges.models import Covenant, Pledge, Registration

Status = Registration.Status


def tasks_for(user):
    """The tasks of ``user`` in every open year they may see."""
    years = BlocYear.objects.visible_to(user).filter(status=BlocYear.Status.OPEN).with_members()
    years = years.prefetch_related("deadlines", "memberships__extensions")
    return [task for year in years for task in tasks_in(user, year)]


def tasks_in(user, bloc_year):
    """The tasks of ``user`` in one open year."""
    if bloc_year.status != BlocYear.Status.OPEN:
        return []
    covenant = Covenant.objects.of(bloc_year).current().first()
    mine = [m for m in bloc_year.ordered_memberships if blocs_rules.serves(user, m.unit)]
    tasks = [task for membership in mine for task in _as_member(membership, covenant)]
    if blocs_rules.leads(user, bloc_year):
        tasks += _as_leader(bloc_year, covenant)
    elif blocs_rules.deputises(user, bloc_year) or blocs_rules.organises(user, bloc_year):
        tasks += _receive(bloc_year, leaders_own=True)
    return tasks


def _as_member(membership, covenant):
    yield from _own_registration(membership, covenant)
    if covenant is None:
        return
    waiting = covenant.status == Covenant.Status.CONSULTING
    if waiting and not covenant.opinions.filter(membership=membership).exists():
        yield Task(
            f"Góp ý dự thảo giao ước thi đua năm {membership.bloc_year.year}", covenant.get_absolute_url(),
            "Xem và góp ý", str(membership.unit), membership.bloc_year.due(Step.CEREMONY),
        )


def _own_registration(membership, covenant):
    year = membership.bloc_year
    registration = Registration.objects.filter(membership=membership).first()
    frozen = covenant is not None and covenant.document_id
    if frozen or (registration and registration.status in (Status.SUBMITTED, Status.ACCEPTED)):
        return
    due = year.due(Step.REGISTRATION, membership)
    url = reverse("pledges:registration_detail", args=[*year.url_args, membership.unit.slug])
    detail = f"{membership.unit} · {year.bloc}"
    if registration and registration.status == Status.RETURNED:
        yield Task(f"Bổ sung đăng ký thi đua năm {year.year}", url, "Bổ sung", registration.return_reason)
    elif registration:
        yield Task(f"Hoàn thành và gửi đăng ký thi đua năm {year.year}", url, "Tiếp tục", detail, due)
    else:
        yield Task(f"Đăng ký thi đua năm {year.year}", url, "Bắt đầu đăng ký", detail, due)


def _receive(bloc_year, *, leaders_own):
    waiting = Registration.objects.of(bloc_year).filter(status=Status.SUBMITTED).select_related("membership")
    units = {m.pk: m for m in bloc_year.ordered_memberships}
    for registration in waiting.order_by("submitted_at"):
        membership = units[registration.membership_id]
        if (membership.role == membership.Role.LEADER) == leaders_own:
            yield Task(
                f"Tiếp nhận đăng ký của {membership.unit}",
                reverse("pledges:registration_detail", args=[*bloc_year.url_args, membership.unit.slug]),
                "Xem bản đăng ký", str(bloc_year), bloc_year.due(Step.CONSOLIDATED_REPORT),
            )


def _as_leader(bloc_year, covenant):
    yield from _receive(bloc_year, leaders_own=False)
    received = Registration.objects.of(bloc_year).received().count()
    if covenant is None and received:
        yield _covenant_task(bloc_year, "Soạn giao ước thi đua", "Soạn giao ước")
    elif covenant is not None and covenant.status == Covenant.Status.DRAFTING:
        yield _covenant_task(bloc_year, "Hoàn thiện và chốt giao ước thi đua", "Mở giao ước")
    elif covenant is not None and covenant.status == Covenant.Status.CONSULTING:
        yield _covenant_task(bloc_year, "Tiếp thu góp ý dự thảo giao ước", "Xem góp ý")
    elif covenant is not None and covenant.status == Covenant.Status.FROZEN:
        left = covenant.pledges.exclude(status=Pledge.Status.SIGNED).count()
        yield _covenant_task(bloc_year, f"Ghi nhận chữ ký giao ước: còn {left} đơn vị", "Ghi nhận chữ ký")


def _covenant_task(bloc_year, title, button):
    url = reverse("pledges:covenant_detail", args=bloc_year.url_args)
    return Task(title, url, button, str(bloc_year), bloc_year.due(Step.CEREMONY))
