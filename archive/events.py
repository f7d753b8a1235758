"""The ceremony, the register of papers and the covenant of a file as records."""

import re
from datetime import time
from operator import attrgetter

from archive.handed_in import count, day_or_none, moment
from archive.reading import Refused
from archive.rounds import enter_rounds
from archive.texts import clauses_of
from blocs import clock
from blocs.models import LegalBasis
from blocs.text import first_free, slug
from blocs.workflow import Conflict
from ceremonies.models import Adoption, AgendaItem, Article, Ceremony, Delegate
from ceremonies.programme import read_clock
from documents.models import IssuedDocument
from pledges import drafting, freezing
from pledges.models import CitedBasis, Clause, Covenant
from pledges.taking_over import write


def enter_ceremony(bloc_year, data, members):
    told = data.get("ceremony")
    if not told:
        return
    chair = told.get("chair") or {}
    ceremony = Ceremony.objects.create(
        bloc_year=bloc_year,
        kind=told.get("type") or Ceremony.Kind.SIGNING,
        name=told["name"],
        held_on=day_or_none(told.get("date")),
        session=told.get("session") or "",
        begins_at=_hour(told.get("begins")),
        ends_by=_hour(told.get("ends_by")),
        place=told.get("place") or "",
        host=members[told["host"]].unit if told.get("host") else None,
        chair=chair.get("name") or "",
        chair_post=chair.get("title") or "",
        basis=told.get("basis") or "",
        closes_year=count(told.get("closes_year")),
        opens_year=count(told.get("opens_year")),
    )
    _add_agenda(ceremony, told)
    _add_people_and_papers(ceremony, told)
    if press := told.get("press"):
        _add_article(ceremony, press)


def _add_agenda(ceremony, told):
    items = [
        AgendaItem(
            ceremony=ceremony,
            order=int(item["order"]),
            starts_at=_hour(item.get("start")),
            fixed_at=_hour(item["start"]) if item.get("fixed") else None,
            minutes=count(item.get("minutes")),
            text=item["item"],
            speaker=item.get("speaker") or "",
            paper=item.get("paper") or "",
        )
        for item in told.get("agenda") or []
    ]
    read_clock(ceremony, sorted(items, key=attrgetter("order")))
    ceremony.save()
    AgendaItem.objects.bulk_create(items)


def _hour(words):
    return time.fromisoformat(words) if words else None


def _add_people_and_papers(ceremony, told):
    guests = enumerate(told.get("guests") or [], start=1)
    Delegate.objects.bulk_create(_guest(ceremony, order, guest) for order, guest in guests)
    Adoption.objects.bulk_create(
        Adoption(ceremony=ceremony, order=order, title=title)
        for order, title in enumerate(told.get("adopted") or [], start=1)
    )


def _guest(ceremony, order, told):
    sent = told.get("substitute") or {}
    return Delegate(
        ceremony=ceremony,
        order=order,
        name=told.get("name") or "",
        honorific=told.get("honorific") or Delegate.Honorific.UNKNOWN,
        post=told.get("title") or "",
        organisation=told.get("organisation") or "",
        role=told.get("role") or Delegate.Role.ATTENDING,
        group=told.get("group") or Delegate.Group.GUEST,
        answer=Delegate.Answer.SENDS if sent else told.get("answer") or Delegate.Answer.NONE,
        substitute=sent.get("name") or "",
        substitute_post=sent.get("title") or "",
    )


def _add_article(ceremony, press):
    base = f"{slug(press['title'])[:90]}-{ceremony.bloc_year.year}"
    taken = set(Article.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    Article.objects.create(
        ceremony=ceremony,
        slug=first_free(base, taken),
        title=press["title"],
        body=press.get("text") or "",
        author=press.get("author") or "",
        source=press.get("source") or "",
    )


def enter_documents(bloc_year, data):
    for paper in data.get("documents") or []:
        symbol = paper.get("number") or ""
        day = day_or_none(paper["date"])
        IssuedDocument.objects.create(
            bloc_year=bloc_year,
            kind=paper["type"],
            number=int(symbol.partition("/")[0]) if symbol else None,
            symbol=symbol,
            dated=day,
            title=paper["title"],
            issued_at=moment(day),
        )


def enter_covenant(bloc_year, data, members):
    told = data.get("covenant")
    if not told:
        return
    covenant = drafting.draft_covenant(bloc_year)  # for its opening and closing words, where the file has none
    covenant.title = told.get("title") or covenant.title
    covenant.subtitle = told.get("subtitle") or ""
    covenant.place = told.get("place") or ""
    covenant.dated = day_or_none(told.get("date"))
    covenant.copies = count(told.get("copies"))
    witness = told.get("witness") or {}
    covenant.witness = witness.get("name") or ""
    covenant.witness_post = witness.get("title") or ""
    covenant.witness_organisation = witness.get("organisation") or ""
    covenant.opening = told.get("opening") or covenant.opening
    covenant.closing = told.get("closing") or covenant.closing
    covenant.save()
    _cite(covenant, told.get("legal_basis") or [])
    if told.get("clauses"):
        write(clauses_of(Clause, told), covenant=covenant)
    else:
        drafting.write_clauses(covenant)
    enter_rounds(covenant, told, members)
    if any(entry["status"] == "da_chot" for entry in data.get("registrations") or []):
        _freeze(covenant)


def _cite(covenant, bases):
    covenant.bases.all().delete()
    texts = [unmarked(basis if isinstance(basis, str) else basis["text"]) for basis in bases]
    catalogue = {basis.citation: basis for basis in LegalBasis.objects.filter(citation__in=texts)}
    CitedBasis.objects.bulk_create(
        CitedBasis(
            covenant=covenant,
            order=order,
            basis=catalogue.get(text),
            own_text="" if text in catalogue else text,
        )
        for order, text in enumerate(texts, start=1)
    )


def unmarked(sentence) -> str:
    """A citation without the semicolon or full stop it ends with."""
    return re.sub(r"[\s;.]+\Z", "", sentence)


def _freeze(covenant):
    """As the file says it stood: nobody of this office froze it, and nobody is told."""
    try:
        document = freezing.issue(covenant, by=None)
    except Conflict as too_long:
        raise Refused(f"covenant: {too_long.reason}") from None
    Covenant.objects.filter(pk=covenant.pk).update(
        status=Covenant.Status.FROZEN, document=document, frozen_at=clock.now()
    )
    freezing.open_pledges(Covenant.objects.get(pk=covenant.pk))
