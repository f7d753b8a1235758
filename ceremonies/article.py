"""A first text of the article, from what the records know; the office edits it."""

from blocs.constraints import fitting
from blocs.text import first_free, search_key, slug
from ceremonies.models import Article
from documents.wording import ended, uncapitalised
from pledges.models import Covenant

FINAL = [Covenant.Status.FROZEN, Covenant.Status.SIGNED]


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
    day = f"ngày {ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "mới đây"
    when = f"{ceremony.get_session_display()} {day}" if ceremony.session else day.capitalize()
    yield f"{when}, tại {ceremony.place or '…'}, {year.bloc} đã tổ chức {uncapitalised(ceremony.name)}."
    came = ceremony.who_came()
    guests = [_guest(delegate) for delegate in came if not delegate.membership_id]
    if guests:
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
    goals = [uncapitalised(ended(text, "")) for text in _contents(year)]
    if goals:
        yield f"Các đơn vị thống nhất thi đua với các nội dung: {'; '.join(goals)}."


def _contents(year):
    """What the units compete in: by the covenant once it is frozen, until then by the year's goals."""
    covenant = Covenant.objects.of(year).filter(status__in=FINAL).order_by("-version").first()
    return _agreed(covenant) if covenant else [goal.text for goal in year.goals.all()]


def _agreed(covenant):
    """The items below the covenant's heading of contents; without such a heading, its headings."""
    found, headings, below = [], [], False
    for clause in covenant.clauses.all():
        if clause.level == 0:
            below = search_key(clause.text).startswith("noi dung")
            headings.append(clause.text)
        elif clause.level == 1 and below:
            found.append(clause.text)
    return found or headings


def _guest(delegate):
    if not delegate.name:
        return uncapitalised(delegate.described) if delegate.post else delegate.organisation
    post = delegate.post_and_organisation
    post = uncapitalised(post) if post.startswith("Đại diện") else post
    return ", ".join(filter(None, [f"đồng chí {delegate.name}", post]))
