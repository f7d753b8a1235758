"""A table of a page, to take along as Excel or CSV under the page's title."""

from django.http import HttpResponse

from documents import sheets
from documents.csv_file import csv_file
from documents.description import Table
from documents.downloads import CSV, WORKBOOK, file_response


def workbook_response(table: Table, sheet: str, *, title: str, choice: str, mark: str) -> HttpResponse:
    """``choice``: how the rows were chosen, in words; ``mark``: that they are sample data, or ""."""
    note = " · ".join(filter(None, [choice, mark]))
    content = sheets.workbook({sheet: table}, title=title, note=note)
    return file_response(content, f"{title}.xlsx", WORKBOOK, attachment=True)


def csv_response(table: Table, *, title: str, mark: str) -> HttpResponse:
    name = " - ".join(filter(None, [title, mark]))
    return file_response(csv_file(table, note=mark), f"{name}.csv", CSV, attachment=True)
