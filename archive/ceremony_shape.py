"""The shape of the ceremony in a bloc file."""

from archive.shapes import LARGEST_ORDER, NULL_CODE, choice, day, flag, hour, many, text, thing, whole
from ceremonies.models import Ceremony, Delegate

GUEST = thing(
    name=text(100),
    honorific=choice([Delegate.Honorific.MR.value, Delegate.Honorific.MRS.value]),
    title=text(200),
    organisation=text(200),
    role=choice(Delegate.Role.values),
    group=choice(Delegate.Group.values),
    answer=choice([Delegate.Answer.COMES.value, Delegate.Answer.DECLINES.value]),
    substitute=thing(needs=["name"], name=text(100, needed=True), title=text(200)),
)
CEREMONY = thing(
    needs=["name"],
    nullable=True,
    type=choice(Ceremony.Kind.values),
    name=text(300, needed=True),
    date=day(),
    session=choice(Ceremony.Session.values, nullable=True),
    begins=hour(),
    ends_by=hour(),
    place=text(200),
    host=NULL_CODE,
    guests=many(GUEST),
    chair=thing(nullable=True, name=text(100), title=text(200)),
    adopted=many(text(400, needed=True)),
    basis=text(400),
    closes_year=whole(1948, 2200, nullable=True),
    opens_year=whole(1948, 2200, nullable=True),
    agenda=many(
        thing(
            needs=["order", "item"],
            order=whole(1, LARGEST_ORDER),
            start=hour(),
            fixed=flag(),
            minutes=whole(0, 1440, nullable=True),
            item=text(300, needed=True),
            speaker=text(200),
            paper=text(300),
        )
    ),
    press=thing(
        nullable=True,
        needs=["title"],
        title=text(300, needed=True),
        author=text(100),
        source=text(150),
        text=text(20000),
    ),
)
