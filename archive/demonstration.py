"""The demonstration: two finished years, one that is open, and people to try it with.

Everything it makes is marked (``is_sample``) and goes again by ``remove``. Its people have a
published password, so it keeps away from whatever somebody really uses: see ``units_in_use``.
"""

from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path

from auditlog.context import disable_auditlog
from django.db import transaction
from django.db.models import Q

from accounts.models import Notice, User
from archive.clearing import remove_year
from archive.handed_in import moment
from archive.loading import store
from archive.reading import read
from archive.sample_people import make_people
from blocs import clock
from blocs.models import Bloc, BlocYear, Officer, Unit
from blocs.workflow import perform
from pledges import chasing, freezing, notifications, signing
from pledges.models import Covenant, Registration, RegistrationEvent

FILES = Path(__file__).parent / "demo"
FINISHED = ("khoi-ii-noi-chinh-kinh-te-tong-hop-2017.json", "cum-trung-du-mien-nui-phia-bac-2026.json")
OPEN = "cum-trung-du-mien-nui-phia-bac-2027.json"
# Registrations of the open year closed so many days ago: some units are late, one has more time.
DAYS_SINCE_CLOSED = 2
# The report is due so many days from today where the file's own date is nearer or over.
DAYS_LEFT = 14
FEWEST_DAYS_LEFT = 7


def demonstrate() -> list[str]:
    """Load what is missing of the demonstration. Returns a sentence for each thing left out."""
    with disable_auditlog(), transaction.atomic():
        loaded, left_out = _load_years()
        people, unmade = make_people(units_in_use())
        for bloc_year in loaded:
            _say_who(bloc_year, people)
            if bloc_year.ceremony.held_on < clock.today():
                _finish(bloc_year, by=people[f"head {bloc_year.leader.slug}"])
    _leave_fresh_notices(loaded)
    return left_out + unmade


def remove():
    """Take out all sample years and sample people, and nothing else."""
    with disable_auditlog(), transaction.atomic():
        years = BlocYear.objects.filter(is_sample=True).select_related("bloc")
        blocs = {bloc_year.bloc_id for bloc_year in years}
        for bloc_year in years:
            remove_year(bloc_year)
        Bloc.objects.filter(pk__in=blocs, years=None).delete()
        User.objects.filter(is_sample=True).delete()


def units_in_use() -> set[int]:
    """Units that real people serve, and those that share a real year with them."""
    served = set(Officer.objects.filter(user__is_sample=False).values_list("unit", flat=True))
    real_years = BlocYear.objects.filter(is_sample=False).filter(
        Q(memberships__unit__in=served) | Q(bloc__organiser__in=served)
    )
    shared = Unit.objects.filter(Q(memberships__bloc_year__in=real_years) | Q(organised_blocs__years__in=real_years))
    return served | set(shared.values_list("pk", flat=True))


def settled(data: dict, today: date) -> dict:
    """The open year's file as if written for ``today``, so that a newcomer can act at once.

    The registration with its papers and its extension ended just now. What is to come keeps its date until that
    comes near; then all of it moves together, so that the report is due in two weeks.
    """
    data = deepcopy(data)
    deadlines = data["deadlines"]
    registering = [(deadlines, "registration"), *((extension, "due") for extension in data["extensions"])]
    registering += [(r, "doc_date") for r in data["registrations"] if r.get("doc_date")]
    registering += [(document, "date") for document in data["documents"]]
    _shift(registering, today - timedelta(days=DAYS_SINCE_CLOSED) - date.fromisoformat(deadlines["registration"]))
    report = date.fromisoformat(deadlines["consolidated_report"])
    if (report - today).days < FEWEST_DAYS_LEFT:
        to_come = [(deadlines, step) for step in deadlines if step not in ("registration", "synthetic")]
        to_come += [(data["ceremony"], "date"), (data["covenant"], "date")]
        _shift(to_come, today + timedelta(days=DAYS_LEFT) - report)
    return data


def _shift(dated, by):
    for thing, key in dated:
        thing[key] = (date.fromisoformat(thing[key]) + by).isoformat()


def _load_years():
    loaded, left_out = [], []
    in_use = units_in_use()
    for name in (*FINISHED, OPEN):
        data = read(FILES / name)
        known = BlocYear.objects.filter(
            bloc__slug=data["slug"].removesuffix(f"-{data['year']}"), year=data["year"]
        ).first()
        members = Unit.objects.filter(slug__in=[member["code"] for member in data["members"]])
        busy = members.filter(pk__in=in_use).first()
        if known and not known.is_sample:
            left_out.append(f"Không nạp {known} để thử: năm này đã có dữ liệu thật.")
        elif busy:
            left_out.append(f"Không nạp năm {data['year']} của {data['name']} để thử: {busy} đang được dùng thật.")
        elif known is None:
            data = settled(data, clock.today()) if name == OPEN else data
            loaded.append(store(data, is_sample=True))
    return loaded, left_out


def _say_who(bloc_year, people):
    """Put names to what the file only says happened."""
    leader = people.get(f"clerk {bloc_year.leader.slug}")
    for registration in Registration.objects.of(bloc_year).handed_in().select_related("membership__unit"):
        registration.submitted_by = people.get(f"head {registration.membership.unit.slug}")
        if registration.decided_at:
            own = registration.membership.role == "leader"
            deputy = bloc_year.deputy and people.get(f"clerk {bloc_year.deputy.slug}")
            registration.decided_by = deputy if own else leader
            decided = registration.events.exclude(kind=RegistrationEvent.Kind.SUBMITTED)
            decided.update(taken_by=registration.decided_by, unit=bloc_year.deputy if own else bloc_year.leader)
        registration.save()
        registration.revisions.update(made_by=registration.submitted_by)
        registration.events.filter(kind=RegistrationEvent.Kind.SUBMITTED).update(taken_by=registration.submitted_by)


def _finish(bloc_year, *, by):
    """Freeze, sign and celebrate on the days when it happened, through the same gates as everybody."""
    covenant = Covenant.objects.of(bloc_year).get()
    ceremony, day = bloc_year.ceremony, covenant.dated
    with clock.held(moment(day - timedelta(days=2), 14)):
        covenant = freezing.freeze(covenant, by=by)
        perform(ceremony.invite, by=by)
    with clock.held(moment(day, 10)):
        perform(ceremony.start, by=by)
        for pledge in covenant.pledges.all():
            signing.mark_signed(pledge, by=by, on=day)
        ceremony.delegates.update(attended=True)
        perform(ceremony.close, by=by)
    if article := getattr(ceremony, "article", None):
        article.published_at, article.published_by = moment(day, 16), by
        article.save()
    if bloc_year.year < clock.today().year:
        bloc_year.refresh_from_db()
        perform(bloc_year.close, by=by)


def _leave_fresh_notices(loaded):
    """What the years' making told the sample people is stale; tell them what waits for them now."""
    Notice.objects.filter(user__is_sample=True).delete()
    for bloc_year in loaded:
        if bloc_year.status != BlocYear.Status.OPEN or Covenant.objects.of(bloc_year).exclude(document=None).exists():
            continue
        for registration in Registration.objects.of(bloc_year).select_related("membership__unit"):
            if registration.status == Registration.Status.SUBMITTED:
                notifications.registration_submitted(registration, registration.submitted_by)
            elif registration.status == Registration.Status.RETURNED:
                notifications.registration_returned(registration, registration.decided_by)
        chasing.prepare(bloc_year.pk)
