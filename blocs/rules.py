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
    return serves(user, bloc_year.bloc.organiser)


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
    blocs = _blocs_run_by(user, unit)
    return bool(blocs) and not _is_staffed(unit) and not _commands_elsewhere(unit, blocs)


@predicate
def organises_blocs(user, _=None):
    """Serves a unit that organises blocs already, or Thanh tra Chính phủ itself."""
    return any(_founds_blocs(d.unit) for d in duties(user))


@predicate
def organises_bloc(user, bloc):
    return serves(user, bloc.organiser)


def units_of(user):
    """The ids of the units that ``user`` serves."""
    return [d.unit_id for d in duties(user)]


def _blocs_run_by(user, unit):
    """The ids of the blocs in which ``unit`` has a year, not closed, that a unit of ``user`` leads or organises."""
    units = units_of(user)
    led = Q(bloc_year__memberships__role="leader", bloc_year__memberships__unit__in=units)
    organised = Q(bloc_year__bloc__organiser__in=units)
    places = unit.memberships.exclude(bloc_year__status="closed").filter(led | organised)
    return set(places.values_list("bloc_year__bloc", flat=True))


def _is_staffed(unit):
    """Somebody whose duty in ``unit`` has not ended has chosen a password."""
    came = ~Q(user__password="") & ~Q(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return unit.officers.exclude(ends_on__lt=clock.today()).filter(came).exists()


def _commands_elsewhere(unit, blocs):
    """``unit`` organises blocs, or has led a year outside ``blocs``."""
    led = unit.memberships.filter(role="leader").exclude(bloc_year__bloc__in=blocs)
    return _founds_blocs(unit) or led.exists()


def _founds_blocs(unit):
    return unit.kind == unit.Kind.CENTRAL or unit.organised_blocs.exists()


may_manage_year = leads | organises
may_prepare_year = leads | organises | led_last_year | administers
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
