"""The bloc's issued texts as the data of a file, and from it as records again."""

from decimal import Decimal

from archive.handed_in import moment
from archive.reading import Refused
from blocs.workflow import Conflict
from documents import issuing
from pledges.models import BlocText, Criterion, TextClause
from pledges.papers.text import ADOPTED_AT, text_paper
from pledges.taking_over import write

WORDS = ("promulgation", "subject", "opening", "closing")


def texts_as_data(bloc_year) -> list[dict]:
    """Of each kind its versions in order; a draft is not in the file."""
    issued = bloc_year.texts.issued().select_related("document").order_by("kind", "version")
    return [said(_text(text)) for text in issued]


def clauses_as_data(clauses) -> list[dict]:
    return [{"level": row.level, **({} if row.numbered else {"numbered": False}), "text": row.text} for row in clauses]


def _text(text):
    adopted = [basis for basis in text.document.snapshot.get("bases", []) if basis.startswith(ADOPTED_AT)]
    return {
        "kind": text.kind,
        **{name: getattr(text, name) for name in WORDS},
        "bases": [line.strip() for line in text.bases.splitlines() if line.strip()],
        "clauses": clauses_as_data(text.clauses.all()),
        "criteria": [said(_criterion(row)) for row in text.criteria.all()],
        "number": text.document.symbol,
        "date": text.document.dated.isoformat(),
        "signer": text.document.signer,
        "place": adopted[-1].removeprefix(ADOPTED_AT) if adopted else "",
    }


def _criterion(row):
    points = row.max_points
    return {
        "kind": row.kind,
        "code": row.code,
        "content": row.content,
        "max_points": points if points is None else int(points) if points == int(points) else float(points),
        "scoring": row.scoring,
    }


def said(entry: dict) -> dict:
    """Without what says nothing."""
    return {key: value for key, value in entry.items() if value not in (None, "", [])}


def enter_texts(bloc_year, data):
    """Issue each anew as the paper that the register of the file has: nobody of this office did, and nobody is told."""
    for place, entry in enumerate(data.get("texts") or []):
        text = _entered(bloc_year, entry)
        try:
            _issue(text, entry)
        except Conflict as too_long:
            raise Refused(f"texts[{place}]: {too_long.reason}") from None


def _entered(bloc_year, entry):
    before = BlocText.objects.of(bloc_year, entry["kind"]).first()
    text = BlocText.objects.create(
        bloc_year=bloc_year,
        kind=entry["kind"],
        version=before.version + 1 if before else 1,
        supersedes=before,
        bases="\n".join(entry.get("bases") or []),
        **{name: entry[name] for name in WORDS if entry.get(name)},
    )
    write(clauses_of(TextClause, entry), owner=text)
    write(map(_row, enumerate(entry.get("criteria") or [], start=1)), owner=text)
    return text


def clauses_of(model, entry):
    return [
        model(order=order, level=int(row["level"]), numbered=row.get("numbered", True), text=row["text"])
        for order, row in enumerate(entry.get("clauses") or [], start=1)
    ]


def _row(numbered):
    order, row = numbered
    points = row.get("max_points")
    return Criterion(
        order=order,
        kind=row["kind"],
        code=row.get("code") or "",
        content=row["content"],
        max_points=None if points is None else Decimal(str(points)),
        scoring=row.get("scoring") or "",
    )


def _issue(text, entry):
    document = text.bloc_year.documents.get(
        kind=text.document_kind, symbol=entry.get("number") or "", dated=entry["date"], code=None
    )
    document.version = text.version
    given = issuing.Issue(
        document.symbol, document.dated, entry["signer"], entry.get("place") or "", issuing.new_verification()
    )
    issuing.issue(document, text_paper(text, given), supersedes=text.supersedes.document if text.supersedes else None)
    BlocText.objects.filter(pk=text.pk).update(
        status=BlocText.Status.ISSUED, document=document, issued_at=moment(document.dated)
    )


def document_of(entry, documents) -> list[dict]:
    """Which of the file's ``documents`` the text was issued as."""
    kind = BlocText(kind=entry["kind"], promulgation=entry.get("promulgation") or BlocText.Promulgation.DECISION)
    wanted = (kind.document_kind, entry.get("number") or "", entry["date"])
    return [d for d in documents if (d["type"], d.get("number") or "", d.get("date")) == wanted]
