"""Who may do what in a bloc's year, as predicates that read like a policy.

They answer for the present moment: a duty that ended yesterday gives nothing today.
"""

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
def leads_a_year_of(user, unit):
    """The office of a leader whose bloc has ``unit`` as a member this year or in one being prepared."""
    led = Q(bloc_year__memberships__role="leader", bloc_year__memberships__unit__in=units_of(user))
    return _years_of(unit).filter(led).exists()


@predicate
def organises_a_year_of(user, unit):
    return _years_of(unit).filter(bloc_year__bloc__organiser__in=units_of(user)).exists()


@predicate
def organises_blocs(user, _=None):
    """Serves a unit that organises blocs already, or Thanh tra Chính phủ itself."""
    return any(d.unit.kind == d.unit.Kind.CENTRAL or d.unit.organised_blocs.exists() for d in duties(user))


@predicate
def organises_bloc(user, bloc):
    return serves(user, bloc.organiser)


def units_of(user):
    """The ids of the units that ``user`` serves."""
    return [d.unit_id for d in duties(user)]


def _years_of(unit):
    """Places of ``unit`` in years that are not closed."""
    return unit.memberships.exclude(bloc_year__status="closed")


may_manage_year = leads | organises
may_prepare_year = leads | organises | led_last_year | administers
may_prepare_next_year = leads | organises | administers
may_create_bloc = administers | organises_blocs
may_edit_bloc = organises_bloc | administers
may_invite_officers = heads_unit | leads_a_year_of | organises_a_year_of | administers
# A new link opens the account: whoever has a password keeps it from the leader's office.
may_reset_password = heads_unit | administers


@predicate
def may_edit_year(user, bloc_year):
    """Members, deadlines, goals: whoever opens the year while it is prepared, then the leader's office."""
    rule = may_prepare_year if bloc_year.status == "preparing" else may_manage_year
    return rule(user, bloc_year)
