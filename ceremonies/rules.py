from rules import predicate

from blocs import rules as blocs_rules


@predicate
def runs_the_year(user, ceremony):
    """``ceremony`` or what hangs on it."""
    return blocs_rules.may_manage_year(user, ceremony.bloc_year)


@predicate
def heads_the_year(user, ceremony):
    """Heads the unit that leads the year, or the one that organises its bloc."""
    year = ceremony.bloc_year
    return blocs_rules.heads(user, year.leader) or blocs_rules.heads(user, year.bloc.organiser)


may_run_ceremony = runs_the_year
may_publish_article = heads_the_year
may_write_meeting_paper = runs_the_year


@predicate
def leads_the_year(user, ceremony):
    return blocs_rules.leads(user, ceremony.bloc_year)


# Drafts of the office go into it.
may_make_pack = leads_the_year
