"""A first text of the article, from what the records know; the office edits it."""

from blocs.text import first_free, slug
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
        source=str(ceremony.host or ""),
    )


def paragraphs(ceremony):
    """When, where and who; which units; what was adopted; theme and goals."""
    year = ceremony.bloc_year
    day = f"ngày {ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "mới đây"
    when = f"{ceremony.get_session_display()} {day}" if ceremony.session else day.capitalize()
    yield f"{when}, tại {ceremony.place or '…'}, {year.bloc} đã tổ chức {ceremony.name}."
    guests = [_guest(delegate) for delegate in ceremony.delegates.filter(membership=None)]
    if guests:
        yield f"Dự buổi lễ có {'; '.join(guests)}."
    units = "; ".join(str(m.unit) for m in year.ordered_memberships)
    yield f"Tham gia ký kết có lãnh đạo {len(year.ordered_memberships)} đơn vị: {units}."
    adopted = [ended(a.title, "") for a in ceremony.adoptions.all()]
    if adopted:
        yield f"Hội nghị đã thông qua: {'; '.join(adopted)}."
    if year.theme:
        yield f"Chủ đề thi đua năm {year.year}: “{year.theme}”."
    goals = [uncapitalised(ended(goal.text, "")) for goal in year.goals.all()]
    if goals:
        yield f"Các đơn vị thống nhất thi đua với các nội dung: {'; '.join(goals)}."


def _guest(delegate):
    if delegate.name:
        return f"đồng chí {delegate.described}"
    return uncapitalised(delegate.described) if delegate.post else delegate.organisation
