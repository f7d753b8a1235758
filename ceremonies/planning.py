"""A ceremony to start from."""

from blocs.constraints import fitting
from blocs.models import Step
from ceremonies import customary_programmes
from ceremonies.models import AgendaItem, Ceremony
from ceremonies.programme import begin_of, set_clock
from documents.wording import post_in

Kind = Ceremony.Kind
STEPS = {Kind.MIDYEAR: Step.MIDYEAR_REVIEW, Kind.FINAL: Step.FINAL_REVIEW}


def plan_ceremony(bloc_year, kind=Kind.SIGNING, *, held_on=None):
    """A planned ceremony of ``bloc_year`` with the customary programme, on the day the year has for it; saved."""
    leader = bloc_year.holder_of("leader")
    closes, opens = customary_programmes.closed_and_opened(kind, bloc_year.year)
    ceremony = Ceremony.objects.create(
        bloc_year=bloc_year,
        kind=kind,
        name=customary_programmes.name(kind, bloc_year),
        held_on=held_on or bloc_year.due(STEPS.get(kind, Step.CEREMONY)),
        session=Ceremony.Session.MORNING,
        host=leader.unit if leader else None,
        chair=leader.signatory if leader else "",
        chair_post=_chair_post(leader) if leader else "",
        closes_year=closes,
        opens_year=opens,
    )
    start_programme(ceremony, kind)
    return ceremony


def start_programme(ceremony, kind):
    """The customary programme of such an event in place of whatever programme there is."""
    items = customary_programmes.items(ceremony, kind)
    set_clock(items, begin_of(ceremony))
    ceremony.agenda.all().delete()
    AgendaItem.objects.bulk_create(items)


def _chair_post(leader):
    post = f"{post_in(leader.signatory_post, str(leader.unit), ' ')}, {leader.role_label}"
    return fitting(Ceremony, "chair_post", post)
