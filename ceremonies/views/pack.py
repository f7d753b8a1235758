"""What the host reads and what lies on the tables, each by itself: made for the office at once."""

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_safe

from ceremonies import rules, sheets
from ceremonies.script import script_paper
from ceremonies.views.plan import ceremony_or_404
from documents import press, word
from documents.downloads import WORD, file_response


def _run_or_refused(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    if not rules.may_run_ceremony(request.user, ceremony):
        raise PermissionDenied
    return ceremony


@require_safe
def script_pdf(request, bloc, year):
    ceremony = _run_or_refused(request, bloc, year)
    return file_response(press.printed(script_paper(ceremony)), f"kich-ban-dieu-hanh-{bloc}-{year}.pdf")


@require_safe
def script_word(request, bloc, year):
    content = word.render(script_paper(_run_or_refused(request, bloc, year)))
    return file_response(content, f"Kịch bản điều hành lễ ký kết năm {year}.docx", WORD, attachment=True)


@require_safe
def seating_pdf(request, bloc, year):
    return _drawn(sheets.seating(_run_or_refused(request, bloc, year)), f"so-do-cho-ngoi-{bloc}-{year}.pdf")


@require_safe
def plates_pdf(request, bloc, year):
    return _drawn(sheets.plates(_run_or_refused(request, bloc, year)), f"bien-ten-{bloc}-{year}.pdf")


@require_safe
def ballots_pdf(request, bloc, year):
    return _drawn(sheets.ballots(_run_or_refused(request, bloc, year)), f"phieu-bieu-quyet-{bloc}-{year}.pdf")


def _drawn(sheet, name):
    return file_response(press.run(sheets.render, sheet), name)
