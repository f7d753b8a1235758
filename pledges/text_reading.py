"""What a reader of the bloc's texts sees: which there are, how far they are, what they say."""

from dataclasses import dataclass

from blocs import workflow
from blocs.board import Tag
from blocs.open_years import why_not_open
from documents.as_read import as_read
from documents.models import IssuedDocument
from pledges import rules
from pledges.models import BlocText
from pledges.papers.text import text_paper

TAGS: dict[str, Tag] = {BlocText.Status.DRAFT: "", BlocText.Status.ISSUED: "done"}


@dataclass(frozen=True)
class Row:
    """One of the kinds: ``issued`` is what is in force, ``draft`` what is being written, as far as one may know."""

    kind: BlocText.Kind
    url: str
    issued: BlocText | None
    draft: BlocText | None
    elsewhere: list[IssuedDocument]


def listed(bloc_year, user) -> list[Row]:
    """A row for each kind of text."""
    found: dict[tuple[str, str], BlocText] = {}
    known = BlocText.objects.visible_to(user).filter(bloc_year=bloc_year).select_related("document")
    for text in known.order_by("version"):
        found[text.kind, text.status] = text
    by_hand = list(IssuedDocument.objects.filter(bloc_year=bloc_year).by_hand())
    return [
        Row(
            kind,
            bloc_year.url("pledges:text_detail", kind),
            found.get((kind, "issued")),
            found.get((kind, "draft")),
            _of_kind(by_hand, kind),
        )
        for kind in BlocText.Kind
    ]


def elsewhere(text: BlocText) -> list[IssuedDocument]:
    """The papers of its kind that were issued outside the program and entered into the register."""
    return _of_kind(IssuedDocument.objects.filter(bloc_year=text.bloc_year).by_hand(), text.kind)


def _of_kind(documents, kind):
    """Such texts, and the decisions that put one into force."""
    own = IssuedDocument.Kind[BlocText.Kind(kind).name]
    decision, word = IssuedDocument.Kind.DECISION, own.label.lower()
    return [d for d in documents if d.kind == own or (d.kind == decision and word in d.title.lower())]


def page(text, user) -> dict:
    """Context of the page of a text."""
    drafts = rules.may_draft_text(user, text)
    known = BlocText.objects.visible_to(user).of(text.bloc_year, text.kind).select_related("document")
    versions = list(known)
    return {
        "said": as_read(text.document, lambda: text_paper(text)),
        "status_tag": TAGS[text.status],
        "actions": workflow.actions(text, user),
        "may_write": drafts and text.status == BlocText.Status.DRAFT and not why_not_open(text.bloc_year),
        "versions": versions if len(versions) > 1 else [],
    }
