"""The members of several years at once, for pages that show or ask about all of them."""

from collections import defaultdict

from blocs import rules
from blocs.models import Deadline, Extension, UnitName

OF_NAMES = ("unit_id", "full_name", "short_name", "abbreviation", "parent_body", "valid_from")


def fetch_members(years, user, members):
    """Fetch for all ``years`` at once their deadlines and their members, with units, names and extensions.

    The units that ``user`` serves get their names, too: every page says in whose name one works. All of it is
    kept in plain lists: a prefetch prepares a query for each record it fetches for, which takes longer than
    the rest of a page.

    members  the query for memberships with their units, and with what else is wanted of them
    """
    members = list(members.filter(bloc_year__in=years))
    extensions = Extension.objects.filter(membership__bloc_year__in=years)
    extensions_of = grouped("membership_id", extensions.values_list("membership_id", "step", "due", named=True))
    units = [*(m.unit for m in members), *(duty.unit for duty in rules.duties(user))]
    names = UnitName.objects.filter(unit__in={unit.pk for unit in units}).values_list(*OF_NAMES, named=True)
    names_of = grouped("unit_id", names)
    for unit in units:
        unit.fetched_names = names_of[unit.pk]
    deadlines = Deadline.objects.filter(bloc_year__in=years)
    deadlines_of = grouped("bloc_year_id", deadlines.values_list("bloc_year_id", "step", "due", named=True))
    members_of = grouped("bloc_year_id", members)
    for bloc_year in years:
        bloc_year.fetched_deadlines = deadlines_of[bloc_year.pk]
        bloc_year.fetched_members = members_of[bloc_year.pk]
        for membership in bloc_year.fetched_members:
            membership.bloc_year = bloc_year
            membership.fetched_extensions = extensions_of[membership.pk]


def grouped(key, records):
    """The ``key`` of a record → its records in their order; an empty list for what has none."""
    found = defaultdict(list)
    for record in records:
        found[getattr(record, key)].append(record)
    return found
