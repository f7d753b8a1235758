"""Adopting the consolidated report: printed once, kept as it is, from then on compared with what stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blocs.models import BlocYear
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from documents import downloads, pdf, word
from documents.issuing import new_verification, not_the_record, snapshot
from documents.models import IssuedDocument, StoredFile, symbol_of
from pledges import exports
from pledges.consolidation import Consolidation, consolidate
from pledges.differences import differences
from pledges.models import AdoptedReport, Registration, Revision
from pledges.papers.consolidation import Issue, report_paper, report_title

Status = Registration.Status


def check(whole: Consolidation) -> None:
    """Raise Conflict while there is nothing to adopt."""
    open_or_conflict(whole.bloc_year)
    if not whole.received:
        raise Conflict(
            "Chưa tiếp nhận bản đăng ký nào nên chưa có gì để thông qua.", "Anh/chị tiếp nhận các bản đăng ký trước."
        )
    if whole.adopted and not differences(whole):
        raise Conflict(
            f"{whole.adopted} đã được thông qua và từ đó đăng ký của các đơn vị không thay đổi.",
            "Khi có đăng ký bổ sung được tiếp nhận, Anh/chị thông qua báo cáo bổ sung.",
        )


def adopt(bloc_year: BlocYear, typed: Mapping[str, Any], *, by) -> AdoptedReport:
    """Issue the report as it stands. Call it with the year locked. Raises Conflict.

    typed  number (int), dated (date), signer and place (texts), as ``AdoptForm`` has cleaned them
    """
    number = typed["number"]
    whole = consolidate(bloc_year, on=typed["dated"])
    check(whole)
    symbol = symbol_of(IssuedDocument.Kind.REPORT, bloc_year, number)
    issue = Issue(symbol, typed["dated"], typed["signer"], typed["place"], new_verification())
    paper = report_paper(whole, issue)
    document = _register(whole, number, issue)
    document.snapshot = {"paper": snapshot(paper), "units": _units(whole)}
    document.pdf = StoredFile.keep(pdf.render(paper), downloads.PDF)
    document.word = StoredFile.keep(word.render(paper, remark=not_the_record(document.code)), downloads.WORD)
    document.issued_by = by
    document.save()
    if whole.adopted:
        IssuedDocument.objects.filter(pk=whole.adopted.document_id).update(superseded_by=document)
    return AdoptedReport.objects.create(
        bloc_year=bloc_year,
        number=document.version,
        document=document,
        place=issue.place,
        workbook=StoredFile.keep(exports.consolidation_workbook(whole), downloads.WORKBOOK),
        settled=_settled(bloc_year),
    )


def _register(whole, number, issue):
    """The report's line in the register: the one entered by hand under the same number, else a new one."""
    entry = whole.issued if whole.issued and whole.issued.number == number else None
    document = entry or IssuedDocument(bloc_year=whole.bloc_year, kind=IssuedDocument.Kind.REPORT, number=number)
    document.symbol, document.dated, document.signer = issue.symbol, issue.dated, issue.signer
    document.title, document.code = report_title(whole), issue.verification.code
    document.version = whole.adopted.number + 1 if whole.adopted else 1
    return document


def _units(whole):
    return [{"unit": unit.slug, "name": unit.name, "content": unit.content} for unit in whole.units]


def _settled(bloc_year):
    """What waits to be received is not settled: once it is, it comes on top of the report."""
    waiting = set(Registration.objects.of(bloc_year).waiting().values_list("membership__unit__slug", flat=True))
    revisions = Revision.objects.filter(registration__membership__bloc_year=bloc_year).order_by("number")
    newest = dict(revisions.values_list("registration__membership__unit__slug", "number"))
    return {unit: number - (unit in waiting) for unit, number in newest.items()}
