"""What the tests of registrations share: addresses, the catalogue, what a clerk types."""

from django.urls import reverse

from blocs import clock
from blocs.models import Honour

BLOC = ["khoi-ii", 2027]
CATALOGUE = [
    ("LDTT", "Lao động tiên tiến", "LĐTT", "title", "person"),
    ("CSTDCS", "Chiến sĩ thi đua cơ sở", "CSTĐCS", "title", "person"),
    ("TTLDXS", "Tập thể lao động xuất sắc", "TTLĐXS", "title", "collective"),
    ("CO_TTCP", "Cờ thi đua của Thanh tra Chính phủ", "Cờ TTCP", "title", "collective"),
    ("BK_TTCP", "Bằng khen của Tổng Thanh tra Chính phủ", "BK TTCP", "award", "both"),
]


def year_url(name):
    return reverse(f"pledges:{name}", args=BLOC)


def url(name, *more, unit="ttbnv"):
    return reverse(f"pledges:{name}", args=[*BLOC, unit, *more])


def catalogue():
    """Code → title or award, as the demonstration has them."""
    for order, (code, name, short, kind, whom) in enumerate(CATALOGUE):
        Honour.objects.update_or_create(
            code=code,
            defaults={
                "name": name,
                "short_name": short,
                "kind": kind,
                "order": order,
                "for_individual": whom in ("person", "both"),
                "for_collective": whom in ("collective", "both"),
            },
        )
    codes = [row[0] for row in CATALOGUE]
    return {honour.code: honour for honour in Honour.objects.filter(code__in=codes)}


def token_on(client, section):
    """The token of the page as a clerk has it before them."""
    return client.get(url("registration_edit", section)).context["token"]


def rows(*typed, **more):
    """What the page posts for ``typed`` rows, each a dict of fields."""
    posted = {"dong-TOTAL_FORMS": str(len(typed)), "dong-INITIAL_FORMS": "0"}
    for place, row in enumerate(typed):
        posted |= {f"dong-{place}-{name}": str(value) for name, value in row.items()}
    return posted | more


def save(client, section, posted):
    """Save ``posted`` with the page's own token."""
    return client.post(url("registration_edit", section), {"token": token_on(client, section)} | posted)


def handed_in(cast, code="ttbnv", **fields):
    """A registration that waits to be received, with its first submission."""
    registration = cast.registration(code, status="submitted", **fields)
    registration.revisions.create(number=1, content=registration.snapshot(), made_at=clock.now())
    return registration
