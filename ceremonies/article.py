"""A first text of the article, from what the records know; the office edits it."""

from blocs.constraints import fitting
from blocs.text import first_free, slug
from ceremonies import agreed
from ceremonies.models import Article
from documents.wording import ended, uncapitalised
from pledges import measures


def draft_article(ceremony):
    """An unpublished article about ``ceremony``; saved."""
    wanted = slug(ceremony.name)[:100] or "bai-viet"
    taken = set(Article.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return Article.objects.create(
        ceremony=ceremony,
        slug=first_free(wanted, taken),
        title=ceremony.name,
        body="\n\n".join(filter(None, paragraphs(ceremony))),
        source=fitting(Article, "source", str(ceremony.host or "")),
    )


def paragraphs(ceremony):
    """When, where and who; which units; what was adopted; what the units compete in; who spoke; who signed."""
    year = ceremony.bloc_year
    yield f"{agreed.held(ceremony)}{agreed.chaired(ceremony)}."
    if guests := agreed.guests(ceremony):
        yield f"Dự buổi lễ có {'; '.join(guests)}."
    if units := _units(ceremony):
        yield f"Tham dự có đại diện {len(units)} đơn vị: {'; '.join(units)}."
    for verb in ("Thông qua", "Suy cử"):
        if decided := [_decision(*rest) for said, *rest in agreed.decisions(ceremony) if said == verb]:
            yield f"Hội nghị đã {verb.lower()}: {'; '.join(decided)}."
    if year.theme:
        yield f"Chủ đề thi đua năm {year.year}: “{year.theme}”."
    if contents := [uncapitalised(ended(text, "")) for text in agreed.contents(year)]:
        yield f"Các đơn vị thống nhất thi đua với các nội dung: {'; '.join(contents)}."
    if targets := [uncapitalised(measures.sentence(target)) for target in year.common_targets.all()]:
        yield f"Chỉ tiêu chung của các đơn vị: {'; '.join(targets)}."
    yield from _speeches(ceremony)
    yield agreed.signed(ceremony)


def _units(ceremony):
    there = {delegate.membership_id for delegate in ceremony.who_came()}
    return [str(member.unit) for member in ceremony.bloc_year.ordered_memberships if member.pk in there]


def _decision(title, votes):
    return f"{ended(title, '')} ({votes})" if votes else ended(title, "")


def _speeches(ceremony):
    """Who spoke on what, by the programme; what they said is the office's to tell."""
    if said := [f"{uncapitalised(i.text)} ({i.speaker})" for i in ceremony.agenda.exclude(speaker="")]:
        yield f"Theo chương trình, buổi lễ có: {'; '.join(said)}."
    if directing := agreed.directing(ceremony):
        yield f"Phát biểu chỉ đạo tại buổi lễ có {'; '.join(directing)}."
