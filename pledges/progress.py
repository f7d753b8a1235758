"""Where each unit of a year stands with registration, opinion and signature."""

from dataclasses import replace

from django.db.models import Prefetch

from blocs import clock
from blocs import rules as blocs_rules
from blocs.board import Cell, Column, Stage, days_left
from blocs.members import fetch_members, grouped
from blocs.models import BlocYear, Membership, Step
from pledges import rules
from pledges.models import ConsultationRound, Covenant, Opinion, Pledge, Registration, Reminder
from pledges.models.registration import has_handed_in, registration_of, words_of

Status = Registration.Status
# What asks somebody to act: the receiver, or the unit.
TAGS: dict[str, str] = {Status.SUBMITTED: "wait", Status.RETURNED: "ask"}

# Of records with many columns, those that this module and ``pledges.tasks`` look at.
OF_REGISTRATIONS = (
    "status", "submitted_at", "first_submitted_at", "decided_at", "ready_at", "return_reason", "paper_received_on",
)  # fmt: skip
MEMBERS = Membership.objects.select_related("unit", "registration").only(
    "bloc_year", "role", "order", "signatory", "unit__slug", *(f"registration__{name}" for name in OF_REGISTRATIONS)
)
OF_COVENANTS = "bloc_year", "status", "document", "copies", "frozen_at", "scan_uploaded_at"
ROUNDS = Prefetch("rounds", ConsultationRound.objects.defer("words").prefetch_related("opinions"))
COVENANTS = Covenant.objects.current().only(*OF_COVENANTS).with_originals_counted().order_by("-version")


def fetch(years, user):
    """Fetch, for all ``years`` at once, whatever this module and ``pledges.tasks`` look at for ``user``."""
    fetch_members(years, user, MEMBERS)
    covenants = COVENANTS.filter(bloc_year__in=years).prefetch_related(ROUNDS, "pledges")
    covenants_of = grouped("bloc_year_id", covenants)
    led = [bloc_year for bloc_year in years if blocs_rules.leads(user, bloc_year)]
    reminders = Reminder.objects.waiting().filter(membership__bloc_year__in=led).order_by()
    reminded = set(reminders.values_list("membership", flat=True))
    for bloc_year in years:
        bloc_year.current_covenant = next(iter(covenants_of[bloc_year.pk]), None)
        bloc_year.reminded = [m for m in bloc_year.fetched_members if m.pk in reminded]
        if bloc_year.current_covenant:
            bloc_year.current_covenant.bloc_year = bloc_year


def progress(bloc_year, memberships, user):
    """The board's columns of this app, for ``memberships`` of a year that was fetched, as ``user`` may open them."""
    covenant = bloc_year.current_covenant
    cells = {m.pk: _registration_cell(registration_of(m), m) for m in memberships}
    overseen = blocs_rules.may_manage_year(user, bloc_year)
    led_with = blocs_rules.deputises(user, bloc_year)
    awaited = f"{bloc_year.url('pledges:registration_list')}?trang-thai=con-thieu"
    extension = extension_url(bloc_year, "tong-quan") if overseen and may_still_hand_in(bloc_year, covenant) else ""
    for m in memberships:
        handed_in = has_handed_in(m)
        if extension and cells[m.pk].tag == "late":
            cells[m.pk] = replace(cells[m.pk], extend_url=f"{extension}{m.unit.slug}")
        if extension and not handed_in and any(e.step == Step.REGISTRATION for e in m.known_extensions):
            cells[m.pk] = replace(cells[m.pk], withdraw_url=withdrawal_url(m, "tong-quan"))
        others = handed_in and (overseen or (led_with and m.role == m.Role.LEADER))
        if not others and m.unit_id not in blocs_rules.units_of(user):
            cells[m.pk] = replace(cells[m.pk], url=f"{awaited}#{m.unit.slug}" if overseen else "")
    return [
        Column("Đăng ký thi đua", cells),
        _opinions(covenant, memberships, user),
        _signatures(bloc_year, memberships, user),
    ]


def may_still_hand_in(bloc_year, covenant) -> bool:
    """More time is of use: the year is open and no covenant stands that was made without the unit."""
    return bloc_year.status == BlocYear.Status.OPEN and (covenant is None or not covenant.document_id)


def extension_url(bloc_year, back: str) -> str:
    """Where more time to register is given; the unit's slug goes to its end.

    back  whence one goes there and returns to: a key of ``blocs.views.members.RETURNS``
    """
    return f"{bloc_year.url('blocs:extension_grant')}?buoc={Step.REGISTRATION}&ve={back}&don-vi="


def withdrawal_url(membership, back: str) -> str:
    """Where that time is taken back; ``back`` as above."""
    address = membership.bloc_year.url("blocs:extension_withdraw", membership.unit.slug, Step.REGISTRATION)
    return f"{address}?ve={back}"


def _registration_cell(registration, membership):
    year = membership.bloc_year
    url = year.url("pledges:registration_detail", membership.unit.slug)
    words = words_of(registration)
    if registration is None or not registration.is_handed_in:
        tag = "" if registration else "ask"
        if year.status == BlocYear.Status.PREPARING:
            return Cell(words, "", url)
        due = year.due(Step.REGISTRATION, membership)
        late = due is not None and clock.day_is_over(due)
        return Cell(f"{words}, quá hạn", "late", url) if late else Cell(words, tag, url)
    return Cell(words, TAGS.get(registration.status, ""), url)


def _opinions(covenant, memberships, user):
    """Of the newest round; of units whose opinion ``user`` may not read only whether they answered."""
    consulted = covenant.last_round if covenant else None
    if consulted is None:
        return Column("Góp ý giao ước", {m.pk: Cell() for m in memberships})
    given, url = grouped("membership_id", consulted.opinions.all()), covenant.get_absolute_url()
    asked = covenant.status == Covenant.Status.CONSULTING
    cells = {m.pk: _silent_cell(m, url) if asked else Cell() for m in memberships if m.pk not in given}
    reads_all, own = rules.may_read_opinions(user, consulted), blocs_rules.units_of(user)
    for m in (m for m in memberships if m.pk in given):
        cells[m.pk] = _opinion_cell(given[m.pk], url) if reads_all or m.unit_id in own else Cell("Đã trả lời", "", url)
    return Column("Góp ý giao ước", cells)


def _silent_cell(membership, url):
    due = membership.bloc_year.due(Step.COVENANT_OPINIONS, membership)
    if due is not None and clock.day_is_over(due):
        return Cell("Chưa trả lời, quá hạn", "late", url)
    return Cell("Chưa trả lời", "ask", url)


def _opinion_cell(opinions, url):
    """What stands furthest from agreeing; it waits while any part of it has no answer."""
    stances = {opinion.stance for opinion in opinions}
    furthest = next(stance for stance in reversed(Opinion.Stance) if stance in stances)
    waits = any(o.stance != Opinion.Stance.AGREES and not o.response for o in opinions)
    return Cell(furthest.label, "wait" if waits else "", url)


def _signatures(bloc_year, memberships, user):
    covenant, url = bloc_year.current_covenant, bloc_year.url("pledges:covenant_detail")
    pledges = {p.membership_id: p for p in covenant.pledges.all()} if covenant else {}
    waits = Cell("Chờ chốt giao ước" if covenant else "Chờ soạn giao ước", "", url)
    return Column("Ký giao ước", {m.pk: _signature_cell(pledges.get(m.pk), m, waits, user) for m in memberships})


def _signature_cell(pledge, membership, waits, user):
    url = waits.url
    if pledge is None and not membership.signatory:
        named_by = Pledge(covenant=Covenant(bloc_year=membership.bloc_year), membership=membership)
        if rules.may_name_signatory(user, named_by):
            url = membership.bloc_year.url("pledges:pledge_signatory", membership.unit.slug)
        return Cell("Chưa ghi người ký", "ask", url)
    if pledge is None:
        return waits
    if pledge.status == Pledge.Status.SIGNED:
        return Cell(f"Đã ký {pledge.signed_on:%d/%m/%Y}", "", url)
    if pledge.status == Pledge.Status.DECLINED:
        return Cell("Từ chối", "late", url)
    return Cell("Chờ ký", "ask", url)


def stages(bloc_year, user):
    """This app's part of the strip: registration, consolidation, covenant."""
    registrations = [registration_of(m) for m in bloc_year.known_members]
    members, received = len(registrations), sum(r is not None and r.status == Status.ACCEPTED for r in registrations)
    covenant = bloc_year.current_covenant
    frozen = covenant is not None and covenant.status in (Covenant.Status.FROZEN, Covenant.Status.SIGNED)
    complete = members > 0 and received == members
    adopted = bloc_year.reports.order_by("-number").values_list("document__symbol", flat=True).first()
    reads = rules.may_read_consolidation(user, bloc_year)
    consolidation = bloc_year.url("pledges:consolidation_detail") if reads else ""
    return [
        _stage(
            "Đăng ký",
            f"đã tiếp nhận {received}/{members}",
            complete or frozen,
            (bloc_year.due(Step.REGISTRATION), bloc_year.url("pledges:registration_list")),
        ),
        _stage(
            "Tổng hợp",
            f"đã thông qua, số {adopted}" if adopted else "",
            frozen or adopted is not None,
            (bloc_year.due(Step.CONSOLIDATED_REPORT), consolidation),
        ),
        _stage(
            "Giao ước",
            _covenant_words(covenant, members),
            covenant is not None and covenant.status == Covenant.Status.SIGNED and not covenant.lacks_on_originals,
            (_opinions_due(covenant, bloc_year), bloc_year.url("pledges:covenant_detail")),
        ),
    ]


def _covenant_words(covenant, members):
    if covenant is None:
        return "chưa soạn"
    if covenant.status == Covenant.Status.FROZEN:
        return f"đã ký {sum(p.status == Pledge.Status.SIGNED for p in covenant.pledges.all())}/{members}"
    said = covenant.get_status_display().lower()
    lacking = covenant.status == Covenant.Status.SIGNED and covenant.lacks_on_originals
    return f"{said}, bản gốc chưa đủ" if lacking else said


def _opinions_due(covenant, bloc_year):
    """Until when opinions are awaited; None while nobody is asked."""
    asked = covenant is not None and covenant.status == Covenant.Status.CONSULTING
    return bloc_year.due(Step.COVENANT_OPINIONS) if asked else None


def _stage(title, detail, done, due_and_url):
    due, url = due_and_url
    if due and not done:
        detail = " · ".join(filter(None, [detail, f"hạn {due:%d/%m}, {days_left(due)}"]))
    return Stage(title, detail or ("xong" if done else ""), "done" if done else "", url)
