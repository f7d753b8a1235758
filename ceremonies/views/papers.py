"""The ceremony's papers as PDF."""

from django.views.decorators.http import require_safe

from ceremonies.papers import agenda_paper, delegates_paper
from ceremonies.views.plan import ceremony_or_404
from documents.downloads import file_response
from documents.pdf import render as render_pdf


@require_safe
def agenda_pdf(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    return file_response(render_pdf(agenda_paper(ceremony)), f"chuong-trinh-{bloc}-{year}.pdf")


@require_safe
def delegates_pdf(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    return file_response(render_pdf(delegates_paper(ceremony)), f"danh-sach-dai-bieu-{bloc}-{year}.pdf")
