from rules import predicate

from blocs import rules as blocs_rules


@predicate
def runs_the_year(user, ceremony):
    """``ceremony`` or what hangs on it."""
    return blocs_rules.may_manage_year(user, ceremony.bloc_year)


may_run_ceremony = runs_the_year
may_write_meeting_paper = runs_the_year
