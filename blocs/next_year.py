"""Opening a year from the one before it: a proposal, all of it editable until the year is opened."""

from datetime import date

from blocs import rules
from blocs.models import BlocYear, CommonTarget, Deadline, Membership

Role = Membership.Role
SIGNATORY = ["signatory", "signatory_post", "signatory_authority", "signatory_rank"]
PROMISE = ["code", "order", "text", "kind", "operator", "value", "unit_of_measure"]


def prepare(before: BlocYear) -> BlocYear:
    """The year after ``before``, in preparation: members, order, deadlines, common targets, next leader.

    Last year's deputy is proposed as leader; without a deputy the leader stays. The new deputy,
    the theme and the goals are left open. Saved; raises IntegrityError when the year exists.
    """
    after = BlocYear.objects.create(bloc=before.bloc, year=before.year + 1, is_sample=before.is_sample)
    next_leader = heir(before)
    Membership.objects.bulk_create(
        Membership(
            bloc_year=after,
            unit=member.unit,
            role=Role.LEADER if member == next_leader else Role.MEMBER,
            order=order,
            **{name: getattr(member, name) for name in SIGNATORY},
        )
        for order, member in enumerate(before.ordered_memberships, start=1)
    )
    Deadline.objects.bulk_create(
        Deadline(bloc_year=after, step=d.step, due=a_year_later(d.due)) for d in before.deadlines.all()
    )
    CommonTarget.objects.bulk_create(
        CommonTarget(bloc_year=after, **{name: getattr(target, name) for name in PROMISE})
        for target in before.common_targets.all()
    )
    return after


def may_be_prepared(bloc_year, user) -> bool:
    """Whether ``user`` may begin the year after ``bloc_year`` now: it was opened, and none follows yet."""
    if bloc_year.status == BlocYear.Status.PREPARING or not rules.may_prepare_next_year(user, bloc_year):
        return False
    return not bloc_year.bloc.years.filter(year=bloc_year.year + 1).exists()


def heir(before):
    """The membership in ``before`` whose unit is proposed as the next leader; None without an office held."""
    return before.holder_of(Role.DEPUTY) or before.holder_of(Role.LEADER)


def a_year_later(day: date) -> date:
    """The same day of the next year; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year + 1, 2, 28)
    return day.replace(year=day.year + 1)
