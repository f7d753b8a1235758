"""When the article may be shown to the public, and by whom."""

from functools import partial

from blocs import clock
from blocs.models import Officer
from blocs.workflow import Conflict
from ceremonies import rules
from ceremonies.models import Article, Ceremony


def who_publishes(bloc_year) -> str:
    """A sentence with the names of those who can."""
    bloc, leader = bloc_year.bloc, bloc_year.leader
    units = [unit for unit in (leader, bloc.organiser) if unit]
    serving = Officer.objects.current().filter(unit__in=units, user__is_active=True)
    heads = serving.filter(duty=Officer.Duty.HEAD).select_related("user")
    names = sorted({str(head.user) for head in heads})
    named = f": {', '.join(names)}" if names else ", nay chưa ai có tài khoản; mời ở trang của đơn vị"
    leading = f"{leader} ({bloc.leader_title}) hoặc " if leader else ""
    return f"Chỉ lãnh đạo {leading}{bloc.organiser} đăng, gỡ bài được{named}."


def why_not_published(article: Article) -> tuple[str, str] | tuple[()]:
    """Why the article cannot be published now, and what to do first; () when it can."""
    if article.published_at:
        return "Bài viết đã đăng.", ""
    if article.ceremony.status != Ceremony.Status.HELD:
        return "Buổi lễ chưa bế mạc nên chưa đăng bài được.", "Bế mạc buổi lễ, xem lại bài, rồi đăng."
    if not article.body.strip():
        return "Bài viết chưa có nội dung.", "Viết nội dung, lưu, rồi đăng."
    return ()


def may_change(user, article: Article) -> bool:
    """What the public reads is changed only by those who may publish."""
    rule = rules.may_publish_article if article.published_at else rules.may_run_ceremony
    return rule(user, article.ceremony)


def standing(article: Article, user) -> dict:
    """What pages say of it: whether the user writes or publishes, why it cannot be published now, and who does."""
    return {
        "may_write": may_change(user, article),
        "may_publish": rules.may_publish_article(user, article.ceremony),
        "why_not": why_not_published(article),
        "who_publishes": partial(who_publishes, article.ceremony.bloc_year),
    }


def check_change(user, article: Article) -> None:
    """Raise Conflict when the article is out of the hands of ``user``, who may run its ceremony."""
    if not may_change(user, article):
        hint = f"{who_publishes(article.ceremony.bloc_year)} Bài đã gỡ thì Anh/chị sửa được."
        raise Conflict("Bài viết đã đăng, người đọc thấy ngay mọi chỗ sửa nên Anh/chị không sửa được.", hint)


def check_publish(article: Article) -> None:
    """Raise Conflict unless it can be published now."""
    if why_not := why_not_published(article):
        raise Conflict(*why_not)


def publish(article: Article, *, by) -> None:
    check_publish(article)
    article.published_at, article.published_by = clock.now(), by
    _save(article, by)


def withdraw(article: Article, *, by) -> None:
    if not article.published_at:
        raise Conflict("Bài viết chưa đăng.")
    article.published_at = article.published_by = None
    _save(article, by)


def changed(article: Article, *, by) -> None:
    """Text or photos were changed."""
    _save(article, by)


def _save(article, by):
    article.changed_at, article.changed_by = clock.now(), by
    article.save(update_fields=["published_at", "published_by", "changed_at", "changed_by"])
