"""Who may do what in a bloc's year, as predicates that read like a policy.

They answer for the present moment: a duty that ended yesterday gives nothing today.
"""

from rules import predicate

from blocs import clock


def duties(user):
    """The current duties of ``user``, asked for once in a request."""
    held = getattr(user, "_held_duties", None)
    if held is None or held[0] != clock.now():
        held = (clock.now(), list(user.duties.current()) if user.is_authenticated else [])
        user._held_duties = held
    return held[1]


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
    return any(leads(user, m.bloc_year) for m in unit.memberships.exclude(bloc_year__status="closed"))


may_manage_year = leads | organises
may_prepare_year = leads | organises | led_last_year | administers
may_prepare_next_year = leads | organises | administers
may_invite_officers = heads_unit | leads_a_year_of | administers
