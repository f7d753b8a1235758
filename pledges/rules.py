"""Who may do what with registrations, the covenant and the pledges under it."""

from rules import predicate

from blocs import rules as blocs_rules


@predicate
def owns(user, registration):
    return blocs_rules.serves(user, registration.membership.unit)


@predicate
def hands_in(user, registration):
    return blocs_rules.hands_in_for(user, registration.membership.unit)


@predicate
def leads_its_year(user, record):
    """The leader's office; ``record`` is anything that knows its ``bloc_year``."""
    return blocs_rules.leads(user, record.bloc_year)


@predicate
def is_leaders_own(_user, registration):
    return registration.membership.role == registration.membership.Role.LEADER


@predicate
def deputises_its_year(user, record):
    return blocs_rules.deputises(user, record.bloc_year)


@predicate
def organises_its_year(user, record):
    return blocs_rules.organises(user, record.bloc_year)


@predicate
def takes_part(user, record):
    return blocs_rules.takes_part(user, record.bloc_year)


def acts_for(user, membership):
    """The unit in whose name ``user`` handles what ``membership`` registers; None for anybody else."""
    year = membership.bloc_year
    sides = (membership.unit, year.bloc.organiser, year.leader, year.deputy)
    return next((unit for unit in sides if user is not None and blocs_rules.serves(user, unit)), None)


def receiver(membership):
    """The unit that decides on what ``membership`` hands in: nobody receives their own."""
    year = membership.bloc_year
    return year.deputy or year.bloc.organiser if membership.role == membership.Role.LEADER else year.leader


may_fill = owns
may_submit = hands_in
may_receive = ~owns & ((leads_its_year & ~is_leaders_own) | (deputises_its_year & is_leaders_own) | organises_its_year)
# Whose task it is: the organiser may, where the leader's office is to.
is_to_receive = may_receive & (leads_its_year | is_leaders_own)


may_draft_covenant = may_draft_text = leads_its_year


@predicate
def is_shared(_user, consultation):
    return consultation.is_shared


# The last digital signature completes the covenant, whoever brings it.
may_complete_covenant = leads_its_year | takes_part
# Of a ConsultationRound: all that was said in it. A member reads its own at any time.
may_read_opinions = leads_its_year | organises_its_year | (takes_part & is_shared)


@predicate
def speaks_for_member(user, record):
    """``record`` is an Opinion or a Pledge: it belongs to one membership."""
    return blocs_rules.serves(user, record.membership.unit)


@predicate
def decides_for_member(user, record):
    return blocs_rules.hands_in_for(user, record.membership.unit)


@predicate
def edits_its_year(user, record):
    return blocs_rules.may_edit_year(user, record.bloc_year)


may_mark_signed = leads_its_year
# The member signs; the leader's office frees the file that goes round, and decides on foreign certificates.
may_sign_digitally = leads_its_year | speaks_for_member
# A unit declines by its head, or the clerk who may hand in; the leader's office records what it was told.
may_decline = leads_its_year | decides_for_member
may_name_signatory = edits_its_year | speaks_for_member


@predicate
def reads_after_freezing(user, bloc_year):
    """Members read the consolidated report from the day it stands in the frozen covenant's annex."""
    member = blocs_rules.takes_part(user, bloc_year)
    return member and bloc_year.covenants.filter(status__in=["frozen", "signed"]).exists()


may_remind = leads_its_year


def leads_open_year(user, bloc_year):
    return bloc_year.status == "open" and blocs_rules.leads(user, bloc_year)


may_read_consolidation = blocs_rules.leads | blocs_rules.organises | reads_after_freezing
