"""The members of several years at once, for pages that show or ask about all of them."""

from collections import defaultdict

from django.db.models import Prefetch, prefetch_related_objects

from blocs.models import Extension, Membership, UnitName


def fetch_members(years, *related):
    """Fetch for all ``years`` at once their members, with units, names, extensions and these one-to-one records.

    Names and extensions become plain lists: a prefetch prepares a query for each unit, which takes longer
    than the rest of a page.
    """
    names, extensions = defaultdict(list), defaultdict(list)
    for name in UnitName.objects.filter(unit__memberships__bloc_year__in=years).distinct():
        names[name.unit_id].append(name)
    for extension in Extension.objects.filter(membership__bloc_year__in=years):
        extensions[extension.membership_id].append(extension)
    prefetch_related_objects(years, Prefetch("memberships", Membership.objects.select_related("unit", *related)))
    for membership in (m for bloc_year in years for m in bloc_year.memberships.all()):
        membership.unit.fetched_names = names[membership.unit_id]
        membership.fetched_extensions = extensions[membership.pk]
