"""Who may take a year's archive out of the house."""

from blocs import rules

# It holds what both read, also after the year is closed.
may_make_dossier = rules.may_manage_year
