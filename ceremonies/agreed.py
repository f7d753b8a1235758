"""How the meeting went and what it agreed on, as its papers and its article tell it."""

from blocs.text import search_key
from ceremonies.models import Adoption, Delegate
from documents.wording import uncapitalised
from pledges.models import Covenant

MOST_NAMED = 20


def event(ceremony) -> str:
    """Its name within a sentence that has named the bloc."""
    return uncapitalised(ceremony.name.removesuffix(f" của {ceremony.bloc_year.bloc}"))


def held(ceremony) -> str:
    """When, where and what, without a final mark."""
    day = f"ngày {ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "mới đây"
    when = f"{ceremony.half_day} {day}" if ceremony.half_day else day.capitalize()
    return f"{when}, tại {ceremony.place or '…'}, {ceremony.bloc_year.bloc} đã tổ chức {event(ceremony)}"


def chair(ceremony) -> str:
    """ "đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng"; "" where nobody is named."""
    return ", ".join(filter(None, [f"đồng chí {ceremony.chair}", ceremony.chair_post])) if ceremony.chair else ""


def chaired(ceremony) -> str:
    """What goes on after ``held``: ", do đồng chí …, Khối trưởng, chủ trì"; "" where nobody is named."""
    if not ceremony.chair:
        return ""
    return f", do {chair(ceremony)}{',' if ceremony.chair_post else ''} chủ trì"


def guests(ceremony) -> list[str]:
    """Those who came for no member unit nor for the press, the first of many."""
    others = [each for each in ceremony.who_came() if not each.membership_id]
    came = [_guest(each) for each in others if each.group != Delegate.Group.PRESS]
    more = len(came) - MOST_NAMED
    return [*came[:MOST_NAMED], f"{more} đại biểu khác"] if more > 0 else came


def directing(ceremony) -> list[str]:
    """Who gave the directing speech."""
    return [_guest(each) for each in ceremony.who_came() if each.role == Delegate.Role.DIRECTING]


def _guest(delegate):
    if not delegate.name:
        return uncapitalised(delegate.described) if delegate.post else delegate.organisation
    post = delegate.post_and_organisation
    post = uncapitalised(post) if post.startswith("Đại diện") else post
    return ", ".join(filter(None, [f"đồng chí {delegate.name}", post]))


def decisions(ceremony) -> list[tuple[str, str, str]]:
    """“Thông qua” or “Suy cử”, of what or of whom, and the votes in words, "" before the vote."""
    present = ceremony.units_present
    verbs = {Adoption.Kind.PAPER: "Thông qua", Adoption.Kind.ELECTION: "Suy cử"}
    return [
        (verbs[Adoption.Kind(each.kind)], each.title, uncapitalised(each.votes(present)))
        for each in ceremony.adoptions.all()
    ]


def signed(ceremony) -> str:
    """How many units have signed the covenant; "" while it is a draft, and where nothing is signed."""
    covenant = Covenant.objects.of(ceremony.bloc_year).current().first() if ceremony.is_for_signing else None
    if covenant is None or covenant.document is None:
        return ""
    pledges = list(covenant.pledges.all())
    done = sum(pledge.status == pledge.Status.SIGNED for pledge in pledges)
    return f"Đại diện {done}/{len(pledges)} đơn vị thành viên đã ký Giao ước thi đua."


def contents(bloc_year) -> list[str]:
    """What the units compete in: by the covenant once it is frozen, until then by the year's goals."""
    covenant = Covenant.objects.of(bloc_year).settled().first()
    return _below_contents(covenant) if covenant else [goal.text for goal in bloc_year.goals.all()]


def _below_contents(covenant):
    """The items below the covenant's heading of contents; without such a heading, its headings."""
    found, headings, below = [], [], False
    for clause in covenant.clauses.all():
        if clause.level == 0:
            below = search_key(clause.text).startswith("noi dung")
            headings.append(clause.text)
        elif clause.level == 1 and below:
            found.append(clause.text)
    return found or headings
