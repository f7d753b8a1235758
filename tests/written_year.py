"""A year in which every paper has something to say."""

from ceremonies.models import Ceremony
from ceremonies.planning import plan_ceremony
from pledges import drafting
from tests.pledges.consolidating import grown, receive_all, remind


def written_year(cast, total):
    """A year of ``total`` units: registrations, covenant, ceremony with guests, a reminder."""
    for slug in list(cast.units)[total:]:
        cast.memberships[slug].delete()
    bloc_year = grown(cast, total)
    receive_all(bloc_year)
    drafting.reload_clauses(drafting.draft_covenant(bloc_year))
    ceremony = plan_ceremony(bloc_year, held_on=bloc_year.due("ceremony"))
    for number in range(total):
        ceremony.delegates.create(name=f"Nguyễn Văn Ân {number}", post="Vụ trưởng", organisation="Thanh tra Chính phủ")
    Ceremony.objects.update(status="invited", place="Bộ Tư pháp")
    remind(bloc_year.memberships.get(unit__slug="ttbtp"))
    return type(bloc_year).objects.get(pk=bloc_year.pk)
