"""The bloc's texts from their first draft to the issued paper, and to the version that takes its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import models, transaction

from blocs import clock
from blocs.constraints import fitting
from blocs.models import BlocYear, LegalBasis
from blocs.sequence import by_when
from blocs.workflow import check, perform
from documents import issuing
from documents.models import IssuedDocument
from pledges import criteria, skeletons, taking_over
from pledges.models import BlocText, Criterion, TextClause
from pledges.papers.leader import name_on
from pledges.papers.text import document_title, text_paper
from pledges.taking_over import write

Kind = BlocText.Kind
SUBJECTS = {
    Kind.REGULATION: "hoạt động của {name}",
    Kind.PLAN: "công tác thi đua, khen thưởng năm {year} của {name}",
    Kind.CRITERIA: "chấm điểm thi đua năm {year} của {name}",
}
OPENINGS = {
    Kind.PLAN: "{name} xây dựng Kế hoạch công tác thi đua, khen thưởng năm {year} như sau:",
    Kind.CRITERIA: "Các đơn vị tự chấm điểm theo Bảng tiêu chí này; {leader} và {deputy} kiểm tra chéo, {bloc} thống "
    "nhất điểm tại hội nghị tổng kết. Điểm thưởng, điểm trừ phải có tài liệu minh chứng.",
}  # fmt: skip
CLOSINGS = {
    Kind.PLAN: "Trong quá trình thực hiện, nếu có khó khăn, vướng mắc, các đơn vị phản ánh về {leader} để xem xét, "
    "giải quyết.",
}  # fmt: skip
COPIED = ("promulgation", "subject", "bases", "opening", "closing")


class Source(models.TextChoices):
    """What a first draft is begun from."""

    LAST = "last", "Văn bản năm trước"
    TEMPLATE = "template", "Mẫu của chương trình"
    EMPTY = "empty", "Để trống, tự soạn"


def last_years(bloc_year: BlocYear, kind: str, user) -> BlocText | None:
    return taking_over.last_years(BlocText.objects.visible_to(user).issued().filter(kind=kind), bloc_year)


@transaction.atomic
def start(bloc_year: BlocYear, kind: str, source: str, last: BlocText | None = None) -> BlocText:
    """The first draft of the year, from ``source``, or from ``last``."""
    words = _words(bloc_year)
    text = BlocText(bloc_year=bloc_year, kind=kind, bases=_bases_in_force())
    text.subject = proposed_subject(bloc_year, kind)
    if kind == Kind.PLAN:
        text.promulgation = BlocText.Promulgation.NAMED
    if source == Source.LAST and last:
        _begin_from(text, last)
    elif source == Source.TEMPLATE:
        text.opening, text.closing = _said(OPENINGS, kind, words), _said(CLOSINGS, kind, words)
        text.save()
        _write(text, *_of_template(bloc_year, kind, words))
    else:
        text.save()
    return text


def proposed_subject(bloc_year, kind) -> str:
    return fitting(BlocText, "subject", _said(SUBJECTS, kind, _words(bloc_year)))


def _begin_from(text, before):
    """Its words; "năm 2026" in the general part becomes "năm 2027", in the rows the editor marks it."""

    def moved(words):
        return words.replace(f"năm {before.bloc_year.year}", f"năm {text.bloc_year.year}")

    text.promulgation = before.promulgation
    text.subject, text.opening, text.closing = map(moved, (before.subject, before.opening, before.closing))
    text.save()
    _write(text, list(before.clauses.all()), list(before.criteria.all()))


def _write(text, clauses, rows):
    """Make copies of these rows, stored or not, the text's own."""
    criteria.give_codes(text, rows)
    for each in (clauses, rows):
        write(each, owner=text)


def _of_template(bloc_year, kind, words):
    clauses = [
        TextClause(order=order, level=level, text=text.format(**words))
        for order, (level, text) in enumerate(_outline(bloc_year, kind), start=1)
    ]
    table = skeletons.CRITERIA if kind == Kind.CRITERIA else ()
    rows = [
        Criterion(order=order, kind=row, content=content.format(**words), max_points=points, scoring=scoring)
        for order, (row, content, points, scoring) in enumerate(table, start=1)
    ]
    return clauses, rows


def _outline(bloc_year, kind):
    if kind == Kind.REGULATION:
        return skeletons.REGULATION
    if kind != Kind.PLAN:
        return ()
    dates = [(1, f"{d.get_step_display()}: {by_when(d.step, d.due)}.") for d in bloc_year.known_deadlines]
    progress = [(0, skeletons.PROGRESS), *dates] if dates else []
    return (*skeletons.PLAN, *progress, *skeletons.CARRYING_OUT)


def _said(texts, kind, words):
    return texts.get(kind, "").format(**words)


def _words(bloc_year):
    bloc = bloc_year.bloc
    return {
        "bloc": bloc.word,
        "name": bloc.name,
        "leader": bloc.leader_title,
        "deputy": bloc.deputy_title,
        "organiser": name_on(bloc.organiser, clock.today()),
        "year": bloc_year.year,
    }


def _bases_in_force():
    return "\n".join(LegalBasis.objects.acts_in_force(clock.today()).values_list("citation", flat=True))


def ceremony_of(bloc_year: BlocYear):
    """Where the year's texts are adopted, held or to be held; None when nothing is planned."""
    ceremony = getattr(bloc_year, "ceremony", None)  # belongs to the app above
    return None if ceremony is None or ceremony.status == "cancelled" else ceremony


def proposed_issue(text: BlocText) -> dict[str, Any]:
    """Day and place of the ceremony, once its day has come: there the text was adopted."""
    ceremony = ceremony_of(text.bloc_year)
    if ceremony is None or ceremony.held_on is None or ceremony.held_on > clock.today():
        return {}
    place = ", ".join(filter(None, [ceremony.name, ceremony.place]))[:200]
    return {"place": place, "dated": ceremony.held_on}


@transaction.atomic
def issue(text: BlocText, typed: Mapping[str, Any], *, by) -> BlocText:
    """Issue the text under a number of the bloc's register. Call it with the year locked. Raises Conflict.

    typed  number (int, absent where the text bears none), dated (date), signer and place (texts)
    """
    check(text.issue, by=by)  # before the long work of printing
    document = IssuedDocument(
        bloc_year=text.bloc_year,
        kind=text.document_kind,
        number=typed.get("number"),
        title=document_title(text),
        version=text.version,
        issued_by=by,
    )
    paper = text_paper(text, issuing.new_issue(document, typed))
    issuing.issue(document, paper, supersedes=text.supersedes.document if text.supersedes else None)
    perform(text.issue, by=by, document=document)
    return text


@transaction.atomic
def next_version(text: BlocText, *, by) -> BlocText:
    """A new draft with the same words, which takes the place of ``text`` once it is issued itself."""
    perform(text.revise, by=by)
    words = {name: getattr(text, name) for name in COPIED}
    draft = BlocText.objects.create(
        bloc_year=text.bloc_year, kind=text.kind, version=text.version + 1, supersedes=text, **words
    )
    _write(draft, list(text.clauses.all()), list(text.criteria.all()))
    return draft
