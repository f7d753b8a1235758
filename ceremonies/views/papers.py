"""The ceremony's papers, as PDF and as Word files for editing."""

from django.views.decorators.http import require_safe

from ceremonies.papers import agenda_paper, delegates_paper
from ceremonies.views.plan import ceremony_or_404
from documents import press, word
from documents.downloads import WORD, file_response


@require_safe
def agenda_pdf(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    return file_response(press.printed(agenda_paper(ceremony)), f"chuong-trinh-{bloc}-{year}.pdf")


@require_safe
def agenda_word(request, bloc, year):
    content = word.render(agenda_paper(ceremony_or_404(request, bloc, year)))
    return file_response(content, f"Chương trình lễ ký kết năm {year}.docx", WORD, attachment=True)


@require_safe
def delegates_pdf(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    return file_response(press.printed(delegates_paper(ceremony)), f"danh-sach-dai-bieu-{bloc}-{year}.pdf")


@require_safe
def delegates_word(request, bloc, year):
    content = word.render(delegates_paper(ceremony_or_404(request, bloc, year)))
    return file_response(content, f"Danh sách đại biểu lễ ký kết năm {year}.docx", WORD, attachment=True)
