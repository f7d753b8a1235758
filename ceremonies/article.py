"""A first text of the article, from what the records know; the office edits it."""

from blocs.constraints import fitting
from blocs.text import first_free, slug
from ceremonies import agreed
from ceremonies.models import Article
from documents.wording import ended, uncapitalised


def draft_article(ceremony):
    """An unpublished article about ``ceremony``; saved."""
    wanted = slug(ceremony.name)[:100] or "bai-viet"
    taken = set(Article.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    return Article.objects.create(
        ceremony=ceremony,
        slug=first_free(wanted, taken),
        title=ceremony.name,
        body="\n\n".join(paragraphs(ceremony)),
        source=fitting(Article, "source", str(ceremony.host or "")),
    )


def paragraphs(ceremony):
    """When, where and who; which units; what was adopted; theme and goals."""
    year = ceremony.bloc_year
    came = ceremony.who_came()
    yield f"{agreed.held(ceremony)}."
    if guests := agreed.guests(ceremony):
        yield f"Dự buổi lễ có {'; '.join(guests)}."
    there = {delegate.membership_id for delegate in came}
    units = [str(member.unit) for member in year.ordered_memberships if member.pk in there]
    if units:
        yield f"Tham gia ký kết có lãnh đạo {len(units)} đơn vị: {'; '.join(units)}."
    adopted = [ended(a.title, "") for a in ceremony.adoptions.all()]
    if adopted:
        yield f"Hội nghị đã thông qua: {'; '.join(adopted)}."
    if year.theme:
        yield f"Chủ đề thi đua năm {year.year}: “{year.theme}”."
    goals = [uncapitalised(ended(text, "")) for text in agreed.contents(year)]
    if goals:
        yield f"Các đơn vị thống nhất thi đua với các nội dung: {'; '.join(goals)}."
