"""Who may do what in a bloc's year, as predicates that read like a policy.

They answer for the present moment: a duty that ended yesterday gives nothing today.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Q
from rules import predicate

from blocs import clock


def once_in_a_request(user, what, find):
    """What ``find`` gives about ``user``, kept under the name ``what`` as long as the clock is held."""
    kept = user.__dict__.setdefault("_kept_facts", {})
    if what not in kept or kept[what][0] != clock.now():
        kept[what] = (clock.now(), find())
    return kept[what][1]


def duties(user):
    """The current duties of ``user``, asked for once in a request."""
    if not user.is_authenticated:
        return []
    return once_in_a_request(user, "duties", lambda: list(user.duties.current().select_related("unit")))


def serves(user, unit):
    """True while ``user`` holds a duty in ``unit``."""
    return unit is not None and any(d.unit_id == unit.pk for d in duties(user))


def heads(user, unit):
    return unit is not None and any(d.unit_id == unit.pk and d.duty == d.Duty.HEAD for d in duties(user))


def hands_in_for(user, unit):
    """The head, or a clerk whom the head has entitled."""
    return heads(user, unit) or any(d.unit_id == unit.pk and d.may_submit for d in duties(user))


@predicate
def leads(user, bloc_year):
    return serves(user, bloc_year.leader)


@predicate
def deputises(user, bloc_year):
    return serves(user, bloc_year.deputy)


@predicate
def organises(user, bloc_year):
    return bloc_year.bloc.organiser_id in units_of(user)


@predicate
def takes_part(user, bloc_year):
    mine = units_of(user)
    return any(m.unit_id in mine for m in bloc_year.known_members)


@predicate
def led_last_year(user, bloc_year):
    """The outgoing leader's office prepares the next year until it is opened."""
    before = bloc_year.bloc.years.filter(year=bloc_year.year - 1).first()
    return before is not None and serves(user, before.leader)


@predicate
def administers(user, _=None):
    return user.is_active and user.is_superuser


@predicate
def heads_unit(user, unit):
    return heads(user, unit)


@predicate
def gives_first_access(user, unit):
    """The office of the leader or organiser of a year of ``unit``, until somebody there has an account of their own.

    Nobody gets into a unit by making it a member: whoever commands elsewhere is staffed by itself only.
    """
    return unit.pk in _given_first_access(user, [unit])


@predicate
def organises_blocs(user, _=None):
    """Serves a unit that organises blocs already, or Thanh tra Chính phủ itself."""
    return any(_founds_blocs(d.unit) for d in duties(user))


@predicate
def organises_bloc(user, bloc):
    return bloc.organiser_id in units_of(user)


def units_of(user):
    """The ids of the units that ``user`` serves."""
    return [d.unit_id for d in duties(user)]


def invitable(user, units):
    """The ids of those of ``units`` for which ``may_invite_officers`` holds, in a fixed number of queries."""
    own = {unit.pk for unit in units if heads(user, unit) or administers(user)}
    return own | _given_first_access(user, [unit for unit in units if unit.pk not in own])


def _given_first_access(user, units):
    """The ids of those of ``units`` whose first people ``user`` may invite."""
    run = _blocs_run_by(user, units)
    if not run:
        return set()
    kept_out = _staffed(units) | _commanding_elsewhere(units, run)
    return {unit.pk for unit in units if unit.pk in run and unit.pk not in kept_out and not _is_central(unit)}


def _blocs_run_by(user, units):
    """Unit id → ids of the blocs in which it has a year, not closed, that a unit of ``user`` leads or organises."""
    mine = units_of(user)
    led = Q(bloc_year__memberships__role="leader", bloc_year__memberships__unit__in=mine)
    organised = Q(bloc_year__bloc__organiser__in=mine)
    found: dict[int, set[int]] = {}
    if mine and units:
        places = units[0].memberships.model.objects.filter(unit__in=units).exclude(bloc_year__status="closed")
        for unit, bloc in places.filter(led | organised).values_list("unit", "bloc_year__bloc"):
            found.setdefault(unit, set()).add(bloc)
    return found


def _staffed(units):
    """Units where somebody whose duty has not ended has chosen a password."""
    came = ~Q(user__password="") & ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    officers = units[0].officers.model.objects.filter(came, unit__in=units).exclude(ends_on__lt=clock.today())
    return set(officers.values_list("unit", flat=True))


def _commanding_elsewhere(units, run):
    """Units that organise blocs, or have led a year outside the blocs of ``run``."""
    first = units[0]
    organisers = first.organised_blocs.model.objects.filter(organiser__in=units).values_list("organiser", flat=True)
    led = first.memberships.model.objects.filter(unit__in=units, role="leader").values_list("unit", "bloc_year__bloc")
    return {*organisers, *(unit for unit, bloc in led if bloc not in run.get(unit, ()))}


def _is_central(unit):
    return unit.kind == unit.Kind.CENTRAL


def _founds_blocs(unit):
    return _is_central(unit) or unit.organised_blocs.exists()


may_manage_year = leads | organises
may_prepare_year = administers | leads | organises | led_last_year
may_prepare_next_year = leads | organises | administers
may_create_bloc = administers | organises_blocs
may_edit_bloc = organises_bloc | administers
may_invite_officers = heads_unit | gives_first_access | administers
# A new link opens the account: whoever has a password keeps it from the leader's office.
may_reset_password = heads_unit | administers


@predicate
def may_edit_year(user, bloc_year):
    """Members, deadlines, goals: whoever opens the year while it is prepared, then the leader's office."""
    rule = may_prepare_year if bloc_year.status == "preparing" else may_manage_year
    return rule(user, bloc_year)
