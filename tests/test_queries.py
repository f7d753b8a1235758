"""Every page and paper asks the database as often for 63 rows of everything as for 7."""

from datetime import date

import pytest
from auditlog.context import disable_auditlog
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Notice
from blocs.models import BlocYear, Honour, LegalBasis
from ceremonies import invitation_printing
from ceremonies.models import Ceremony, Photo
from documents.models import IssuedDocument
from pledges.models import BlocText, Covenant, PreparedDecision, Registration
from tests.cast import make_unit, make_user
from tests.pledges.covenants import say
from tests.scenes import TODAY, Consulting, Drafting, Frozen, Invited
from tests.test_permissions import ACCESS, moment_of

pytestmark = pytest.mark.any_database

CATALOGUES = ["blocs/honour", "blocs/legalbasis", "blocs/unit", "blocs/bloc", "accounts/user"]


def crowd(cast, places):
    """One more row for each of ``places`` of whatever is listed anywhere."""
    for place in places:
        join(cast, place)
        lengthen(cast, f"Dòng {place}", place)


def join(cast, place):
    """A unit that takes part in everything."""
    unit = make_unit(f"dv-{place}", f"Thanh tra tỉnh thứ {place}")
    make_user(f"nguoi-{place}", unit=unit)
    membership = cast.year.memberships.create(unit=unit, order=place + 10, signatory="Lê Văn Ân")
    cast.memberships[unit.slug] = membership
    registration = cast.registration(unit.slug, status="submitted")
    revision = registration.revisions.create(
        number=1, content=registration.snapshot(), made_at=registration.submitted_at
    )
    if place % 2:
        registration.remarks.create(revision=revision, section="chi-tieu", text="Thấp hơn mức chung.")
        PreparedDecision.objects.create(registration=registration, revision=revision, outcome="send_back")
    membership.extensions.create(step="registration", due=date(2027, 3, 5), reason="Công tác")
    covenant = Covenant.objects.get()
    if covenant.last_round:
        say(covenant, membership, text="Ý kiến", given_by=cast["leader_head"])
    if covenant.document:
        covenant.pledges.create(membership=membership, signatory="Lê Văn Ân")


def lengthen(cast, text, place):
    """One more row of every list that is not one for each member."""
    bloc_year = BlocYear.objects.create(bloc=cast.bloc, year=2028 + place, status="closed")
    bloc_year.memberships.create(unit=cast.units["ttbtp"], role="leader")
    bloc_year.memberships.create(unit=cast.units["ttbnv"])
    cast.year.goals.create(order=place + 1, text=text)
    cast.year.common_targets.create(code=f"X{place}", order=place + 5, text=text)
    LegalBasis.objects.create(title=text, citation=text, signed_on=date(2020, 1, 1))
    IssuedDocument.objects.create(bloc_year=cast.year, kind="CV", number=place + 100, dated=TODAY, title=text)
    unit = cast.units["ttbnv"]
    unit.names.create(full_name=text, valid_from=date(1946 + place, 1, 1))
    make_user(f"can-bo-{place}", unit=unit)
    for who in ("leader_head", "member_clerk"):
        Notice.objects.create(user=cast[who], text=text, url="/")
    of_the_registration(Registration.objects.get(membership__unit=unit), text, place, cast["leader_head"])
    of_the_covenant(Covenant.objects.get(), text, place)
    BlocText.objects.get(kind="quy-che").clauses.create(order=place + 90, level=1, text=text)
    of_the_ceremony(Ceremony.objects.get(), text, place)


def of_the_registration(registration, text, place, someone):
    honour = Honour.objects.create(code=f"H{place}", name=text, kind="title", for_individual=True, for_collective=True)
    for scope in ("ca_nhan", "tap_the_nho"):
        registration.honours.create(order=place + 1, honour=honour, scope=scope, count=1, names="Nguyễn Văn An")
    registration.targets.create(order=place + 1, text=text)
    registration.initiatives.create(order=place + 1, author="Nguyễn Văn An", title=text, for_honour=honour)
    registration.movements.create(order=place + 1, name=text)
    first = registration.revisions.first()
    registration.revisions.create(number=place + 2, content=first.content, made_at=first.made_at)
    for sent_at in (None, registration.decided_at):
        registration.remarks.create(
            revision=first, section="phong-trao", line=1, quote=text, text=text, written_by=someone, sent_at=sent_at
        )


def of_the_covenant(covenant, text, place):
    covenant.clauses.create(order=place + 50, level=1, text=text)
    covenant.bases.create(order=place + 50, own_text=text)


def of_the_ceremony(ceremony, text, place):
    ceremony.agenda.create(order=place + 50, text=text)
    ceremony.delegates.create(order=place + 1, name=text)
    if place < 9:  # a ballot for each unit and question: with 63 of both they are too long to be printed
        ceremony.adoptions.create(order=place + 1, title=text)
    for photo in Photo.objects.filter(caption="Ảnh"):
        photo.article.photos.create(order=place + 2, file=photo.file, caption=text, alt=text)


def asked(client, addresses):
    """How many questions each of ``addresses`` asks, those left out that give the person nothing now."""
    found = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(address)
        if answer.status_code == 200:
            found[name] = len(queries)
    return found


def addresses(scene, who):
    """What the person may read in this moment, by name; administrators the catalogues too."""
    names = [name for name, (readers, _) in ACCESS.items() if who in readers and moment_of(name) is type(scene)]
    found = {name: scene.address(name) for name in names}
    return found | {name: f"/quan-tri/{name}/" for name in CATALOGUES if who == "admin"}


@pytest.mark.parametrize(
    ("moment", "who"),
    [
        (Drafting, "leader_head"),
        (Invited, "leader_head"),
        (Consulting, "leader_head"),
        (Frozen, "leader_head"),
        (Consulting, "member_clerk"),
        (Consulting, "admin"),
    ],
)
def test_as_many_queries_for_63_as_for_7(client, cast, moment, who, monkeypatch):
    monkeypatch.setattr(invitation_printing, "AT_ONCE", 0)  # 7 invitations go the way of 63
    scene = moment(cast, who)
    client.force_login(cast[who])
    asked(client, addresses(scene, who))  # what is fetched once a process is not the page's
    with disable_auditlog():
        crowd(cast, range(7))
    seven = asked(client, addresses(scene, who))
    with disable_auditlog():
        crowd(cast, range(7, 63))

    assert asked(client, addresses(scene, who)) == seven
    assert len(seven) > 5
