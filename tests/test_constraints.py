"""What the database refuses, whoever writes past the forms."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from accounts.models import Invitation
from blocs.models import Honour, LegalBasis
from ceremonies.models import Article, Ceremony
from documents.models import IssuedDocument, StoredFile
from pledges.models import BlocText, Covenant, HonourLine, Pledge

OURS = ("accounts", "blocs", "documents", "pledges", "ceremonies")


class Stage:
    """One record of each kind, each as it may be."""

    def __init__(self, cast):
        self.bloc_year, self.membership = cast.year, cast.memberships["ttbnv"]
        self.goal, self.common_target = cast.year.goals.get(), cast.common_target
        self.extension = self.membership.extensions.create(step="registration", due=date(2027, 3, 5), reason="Bận")
        self.registration = cast.registration("ttbnv")
        self.honour_line, self.target = self.registration.honours.get(), self.registration.targets.get()
        self.initiative, self.movement = self.registration.initiatives.get(), self.registration.movements.get()
        self.honour = self.honour_line.honour
        self.revision = self.registration.revisions.create(number=1, content={}, made_at=timezone.now())
        self.legal_basis = LegalBasis.objects.create(citation="Luật", title="Luật")
        self.covenant = Covenant.objects.create(bloc_year=cast.year)
        self.clause = self.covenant.clauses.create(text="Khoản")
        self.round = self.covenant.rounds.create(number=1)
        self.covenant.rounds.create(number=2, closed_at=timezone.now())
        self.cited_basis = self.covenant.bases.create(own_text="Căn cứ")
        self.pledge = Pledge.objects.create(covenant=self.covenant, membership=self.membership)
        self.document = IssuedDocument.objects.create(
            bloc_year=cast.year, kind="BC", dated=date(2027, 3, 1), title="BC"
        )
        self.bloc_text = BlocText.objects.create(bloc_year=cast.year, kind="tieu-chi", subject="chấm điểm")
        self.text_clause = self.bloc_text.clauses.create(text="Khoản")
        self.criterion = self.bloc_text.criteria.create(content="Tiêu chí", code="TC01", max_points=10)
        self.ceremony = Ceremony.objects.create(bloc_year=cast.year, name="Lễ")
        self.agenda_item = self.ceremony.agenda.create(text="Khai mạc")
        self.delegate = self.ceremony.delegates.create(name="Khách")
        self.adoption = self.ceremony.adoptions.create(title="Quy chế")
        self.article = Article.objects.create(ceremony=self.ceremony, slug="le", title="Lễ")
        self.photo = self.article.photos.create(file=StoredFile.keep(b"anh", "image/jpeg"), caption="Ảnh", alt="Ảnh")
        self.invitation, _ = Invitation.issue(cast["member_clerk"])
        self.officer = cast["member_clerk"].duties.get()
        self.somebody = cast["leader_clerk"]


IMPOSSIBLE = [
    # who without when
    ("bloc_year", {"opened_by": "somebody", "opened_at": None}),
    ("registration", {"submitted_by": "somebody", "submitted_at": None}),
    ("registration", {"decided_by": "somebody"}),
    ("registration", {"ready_by": "somebody"}),
    ("covenant", {"frozen_by": "somebody"}),
    ("covenant", {"revised_by": "somebody"}),
    ("round", {"shared_by": "somebody"}),
    ("round", {"closed_by": "somebody"}),
    ("bloc_text", {"issued_by": "somebody"}),
    ("covenant", {"scan_uploaded_by": "somebody"}),
    ("pledge", {"marked_by": "somebody"}),
    ("ceremony", {"changed_by": "somebody"}),
    ("article", {"published_by": "somebody"}),
    ("article", {"changed_by": "somebody"}),
    # a status without what it rests on
    ("registration", {"status": "submitted", "submitted_at": None}),
    ("registration", {"status": "accepted", "submitted_at": None}),
    ("registration", {"status": "returned", "return_reason": ""}),
    ("pledge", {"status": "signed", "signed_on": None}),
    ("pledge", {"status": "declined", "declined_reason": ""}),
    ("covenant", {"status": "frozen"}),
    ("bloc_text", {"status": "issued"}),
    ("criterion", {"max_points": None}),
    ("criterion", {"max_points": 0}),
    ("criterion", {"code": ""}),
    ("criterion", {"kind": "group"}),
    ("text_clause", {"level": 4}),
    ("extension", {"reason": ""}),
    ("registration", {"headcount": 31, "women": 32}),
    # days in order
    ("movement", {"starts_on": date(2027, 3, 2), "ends_on": date(2027, 3, 1)}),
    ("officer", {"ends_on": date(2019, 12, 31)}),
    ("honour", {"valid_from": date(2027, 3, 2), "valid_to": date(2027, 3, 1)}),
    ("legal_basis", {"valid_from": date(2027, 3, 2), "valid_to": date(2027, 3, 1)}),
    ("invitation", {"expires_at": timezone.now() - timedelta(days=9000)}),
    # numbers from 1
    ("document", {"number": 0}),
    ("document", {"version": 0}),
    ("covenant", {"version": 0}),
    ("bloc_text", {"version": 0}),
    ("revision", {"number": 0}),
    ("round", {"number": 0}),
    ("round", {"number": 2}),  # which is another
    ("honour_line", {"count": 0}),
    *[
        (listed, {"order": 0})
        for listed in (
            "membership", "goal", "common_target", "honour_line", "target", "initiative", "movement", "clause",
            "cited_basis", "agenda_item", "delegate", "adoption", "photo", "text_clause", "criterion",
        )
    ],
]  # fmt: skip


@pytest.mark.parametrize(("record", "fields"), IMPOSSIBLE, ids=lambda part: part if isinstance(part, str) else None)
def test_the_database_refuses(cast, record, fields):
    stage = Stage(cast)
    found = getattr(stage, record)
    known = {name: stage.somebody if value == "somebody" else value for name, value in fields.items()}

    with pytest.raises(IntegrityError), transaction.atomic():
        type(found).objects.filter(pk=found.pk).update(**known)


def test_one_round_of_opinions_runs_at_a_time(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Stage(cast).covenant.rounds.filter(number=2).update(closed_at=None)


def pairs():
    """(model, step) for every ``<step>_by`` of ours."""
    for model in apps.get_models():
        if model._meta.app_label in OURS:
            yield from ((model, f.name[:-3]) for f in model._meta.fields if f.is_relation and f.name.endswith("_by"))


def test_who_did_something_is_never_told_without_when():
    """``superseded_by`` is another paper, not a person."""
    untold = [
        f"{model.__name__}.{step}" for model, step in pairs() if step != "superseded" and not _always_dated(model, step)
    ]
    assert untold == []


def _always_dated(model, step):
    constraints = {constraint.name for constraint in model._meta.constraints}
    return not model._meta.get_field(f"{step}_at").null or f"{model.__name__.lower()}_{step}_by_has_at" in constraints


def test_every_place_in_a_list_counts_from_1():
    """In the catalogues the number only sorts."""
    uncounted = [
        model.__name__
        for model in apps.get_models()
        if model._meta.app_label in OURS
        and model not in (Honour, LegalBasis)
        and any(isinstance(f, models.PositiveSmallIntegerField) and f.name == "order" for f in model._meta.fields)
        and not any(constraint.name.endswith("_order_from_1") for constraint in model._meta.constraints)
    ]
    assert uncounted == []


@pytest.mark.parametrize(
    ("whom", "scope", "said"),
    [
        ("for_individual", "tap_the_lon", "“Danh hiệu” không dành cho tập thể."),
        ("for_individual", "tap_the_nho", "“Danh hiệu” không dành cho tập thể."),
        ("for_collective", "ca_nhan", "“Danh hiệu” không dành cho cá nhân."),
    ],
)
def test_an_honour_goes_to_whom_it_is_for(cast, whom, scope, said):
    honour = Honour.objects.create(code="X", name="Danh hiệu", kind="title", **{whom: True})
    line = HonourLine(registration=cast.registration("ttbnv"), honour=honour, scope=scope, count=1)

    with pytest.raises(ValidationError) as refused:
        line.full_clean()

    assert refused.value.messages == [said]
