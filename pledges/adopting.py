"""Adopting the consolidated report: printed once, kept as it is, from then on compared with what stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from blocs.models import BlocYear
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from documents import downloads, issuing
from documents.models import IssuedDocument, StoredFile
from pledges import exports
from pledges.consolidation import Consolidation, consolidate
from pledges.differences import differences
from pledges.models import AdoptedReport, Registration, Revision
from pledges.papers.consolidation import report_paper, report_title

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
    whole = consolidate(bloc_year, on=typed["dated"])
    check(whole)
    document = _register(whole, typed["number"], by)
    paper = report_paper(whole, issuing.new_issue(document, typed))
    replaced = whole.adopted.document if whole.adopted else None
    issuing.issue(document, paper, supersedes=replaced, beside={"units": _units(whole)})
    return AdoptedReport.objects.create(
        bloc_year=bloc_year,
        number=document.version,
        document=document,
        place=typed["place"],
        workbook=StoredFile.keep(exports.consolidation_workbook(whole), downloads.WORKBOOK),
        settled=_settled(bloc_year),
    )


def _register(whole, number, by):
    """The report's line in the register: the one entered by hand under the same number, else a new one."""
    entry = whole.issued if whole.issued and whole.issued.number == number else None
    document = entry or IssuedDocument(bloc_year=whole.bloc_year, kind=IssuedDocument.Kind.REPORT, number=number)
    document.title, document.issued_by = report_title(whole), by
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
