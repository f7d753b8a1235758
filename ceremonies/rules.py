from rules import predicate

from blocs import rules as blocs_rules


@predicate
def runs_the_year(user, ceremony):
    return blocs_rules.may_manage_year(user, ceremony.bloc_year)


may_run_ceremony = runs_the_year
