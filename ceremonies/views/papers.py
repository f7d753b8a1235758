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
    ceremony = ceremony_or_404(request, bloc, year)
    return _editable("Chương trình", ceremony, word.render(agenda_paper(ceremony)))


@require_safe
def delegates_pdf(request, bloc, year):
    return _printed(delegates_paper(ceremony_or_404(request, bloc, year)), f"danh-sach-dai-bieu-{bloc}-{year}.pdf")


@require_safe
def delegates_word(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    return _editable("Danh sách đại biểu", ceremony, word.render(delegates_paper(ceremony)))


@require_safe
def script_pdf(request, bloc, year):
    return _printed(script_paper(run_or_refused(request, bloc, year)), f"kich-ban-dieu-hanh-{bloc}-{year}.pdf")


@require_safe
def script_word(request, bloc, year):
    ceremony = run_or_refused(request, bloc, year)
    return _editable("Kịch bản điều hành", ceremony, word.render(script_paper(ceremony)))


@require_safe
def seating_pdf(request, bloc, year):
    return _drawn(sheets.seating(run_or_refused(request, bloc, year)), f"so-do-cho-ngoi-{bloc}-{year}.pdf")


@require_safe
def seating_word(request, bloc, year):
    return _written(sheets.seating, run_or_refused(request, bloc, year))


@require_safe
def plates_pdf(request, bloc, year):
    return _drawn(sheets.plates(run_or_refused(request, bloc, year)), f"bien-ten-{bloc}-{year}.pdf")


@require_safe
def plates_word(request, bloc, year):
    return _written(sheets.plates, run_or_refused(request, bloc, year))


@require_safe
def ballots_pdf(request, bloc, year):
    return _drawn(sheets.ballots(run_or_refused(request, bloc, year)), f"phieu-bieu-quyet-{bloc}-{year}.pdf")


@require_safe
def ballots_word(request, bloc, year):
    return _written(sheets.ballots, run_or_refused(request, bloc, year))


def _printed(paper, name):
    return file_response(press.printed(paper), name)


def _editable(title, ceremony, content):
    name = f"{title} {ceremony.word} năm {ceremony.bloc_year.year}.docx"
    return file_response(content, name, WORD, attachment=True)


def _drawn(sheet, name):
    return file_response(press.run(sheets.render, sheet), name)


def _written(describe, ceremony):
    sheet = describe(ceremony)
    return _editable(sheet.heading, ceremony, sheets_word.render(sheet))
