"""The papers of the day, each by itself and at once; all of them together are the pack (``views.pack``)."""

from django.views.decorators.http import require_safe

from ceremonies import sheets, sheets_word
from ceremonies.papers import agenda_paper, delegates_paper
from ceremonies.script import script_paper
from ceremonies.views.access import ceremony_or_404, run_or_refused
from documents import press, word
from documents.downloads import WORD, file_response


@require_safe
def agenda_pdf(request, bloc, year):
    return _printed(agenda_paper(ceremony_or_404(request, bloc, year)), f"chuong-trinh-{bloc}-{year}.pdf")


@require_safe
def agenda_word(request, bloc, year):
    return _editable(agenda_paper(ceremony_or_404(request, bloc, year)), f"Chương trình lễ ký kết năm {year}.docx")


@require_safe
def delegates_pdf(request, bloc, year):
    return _printed(delegates_paper(ceremony_or_404(request, bloc, year)), f"danh-sach-dai-bieu-{bloc}-{year}.pdf")


@require_safe
def delegates_word(request, bloc, year):
    paper = delegates_paper(ceremony_or_404(request, bloc, year))
    return _editable(paper, f"Danh sách đại biểu lễ ký kết năm {year}.docx")


@require_safe
def script_pdf(request, bloc, year):
    return _printed(script_paper(run_or_refused(request, bloc, year)), f"kich-ban-dieu-hanh-{bloc}-{year}.pdf")


@require_safe
def script_word(request, bloc, year):
    paper = script_paper(run_or_refused(request, bloc, year))
    return _editable(paper, f"Kịch bản điều hành lễ ký kết năm {year}.docx")


@require_safe
def seating_pdf(request, bloc, year):
    return _drawn(sheets.seating(run_or_refused(request, bloc, year)), f"so-do-cho-ngoi-{bloc}-{year}.pdf")


@require_safe
def seating_word(request, bloc, year):
    return _written(sheets.seating(run_or_refused(request, bloc, year)), year)


@require_safe
def plates_pdf(request, bloc, year):
    return _drawn(sheets.plates(run_or_refused(request, bloc, year)), f"bien-ten-{bloc}-{year}.pdf")


@require_safe
def plates_word(request, bloc, year):
    return _written(sheets.plates(run_or_refused(request, bloc, year)), year)


@require_safe
def ballots_pdf(request, bloc, year):
    return _drawn(sheets.ballots(run_or_refused(request, bloc, year)), f"phieu-bieu-quyet-{bloc}-{year}.pdf")


@require_safe
def ballots_word(request, bloc, year):
    return _written(sheets.ballots(run_or_refused(request, bloc, year)), year)


def _printed(paper, name):
    return file_response(press.printed(paper), name)


def _editable(paper, name):
    return file_response(word.render(paper), name, WORD, attachment=True)


def _drawn(sheet, name):
    return file_response(press.run(sheets.render, sheet), name)


def _written(sheet, year):
    content = sheets_word.render(sheet)
    return file_response(content, f"{sheet.heading} lễ ký kết năm {year}.docx", WORD, attachment=True)
