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
def leads_its_year(user, registration):
    return blocs_rules.leads(user, registration.membership.bloc_year)


@predicate
def is_leaders_own(_user, registration):
    return registration.membership.role == registration.membership.Role.LEADER


@predicate
def deputises_its_year(user, registration):
    return blocs_rules.deputises(user, registration.membership.bloc_year)


@predicate
def organises_its_year(user, registration):
    return blocs_rules.organises(user, registration.membership.bloc_year)


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


@predicate
def manages_covenant(user, covenant):
    return blocs_rules.leads(user, covenant.bloc_year)


may_draft_covenant = manages_covenant


may_draft_text = manages_covenant  # a BlocText hangs on its year as the covenant does


@predicate
def oversees_covenant(user, covenant):
    return blocs_rules.organises(user, covenant.bloc_year)


@predicate
def takes_part(user, covenant):
    return blocs_rules.takes_part(user, covenant.bloc_year)


@predicate
def is_shared(_user, consultation):
    return consultation.is_shared


# The last digital signature completes the covenant, whoever brings it.
may_complete_covenant = manages_covenant | takes_part
# Of a ConsultationRound: all that was said in it. A member reads its own at any time.
may_read_opinions = manages_covenant | oversees_covenant | (takes_part & is_shared)


@predicate
def speaks_for_member(user, record):
    """``record`` is an Opinion or a Pledge: it belongs to one membership."""
    return blocs_rules.serves(user, record.membership.unit)


@predicate
def keeps_the_table(user, pledge):
    """The leader's office marks at the table who has signed."""
    return blocs_rules.leads(user, pledge.covenant.bloc_year)


@predicate
def edits_its_year(user, pledge):
    return blocs_rules.may_edit_year(user, pledge.covenant.bloc_year)


may_mark_signed = keeps_the_table
# The member signs; the leader's office frees the file that goes round, and decides on foreign certificates.
may_sign_digitally = keeps_the_table | speaks_for_member
may_decline = keeps_the_table | speaks_for_member
may_name_signatory = edits_its_year | speaks_for_member


@predicate
def reads_after_freezing(user, bloc_year):
    """Members read the consolidated report from the day it stands in the frozen covenant's annex."""
    member = blocs_rules.takes_part(user, bloc_year)
    return member and bloc_year.covenants.filter(status__in=["frozen", "signed"]).exists()


@predicate
def chases(user, reminder):
    """The leader's office reminds the units of its year."""
    return blocs_rules.leads(user, reminder.bloc_year)


def leads_open_year(user, bloc_year):
    return bloc_year.status == "open" and blocs_rules.leads(user, bloc_year)


may_read_consolidation = blocs_rules.leads | blocs_rules.organises | reads_after_freezing
