"""What is printed for the day, below the year's ceremony."""

from django.urls import path

from ceremonies.views import pack, papers

urlpatterns = [
    path("bo-tai-lieu/", pack.pack_detail, name="pack_detail"),
    path("bo-tai-lieu/lap/", pack.pack_make, name="pack_make"),
    path("bo-tai-lieu.pdf", pack.pack_pdf, name="pack_pdf"),
    path("bo-tai-lieu.zip", pack.pack_zip, name="pack_zip"),
    path("kich-ban.pdf", papers.script_pdf, name="script_pdf"),
    path("kich-ban.docx", papers.script_word, name="script_word"),
    path("so-do-cho-ngoi.pdf", papers.seating_pdf, name="seating_pdf"),
    path("so-do-cho-ngoi.docx", papers.seating_word, name="seating_word"),
    path("bien-ten.pdf", papers.plates_pdf, name="plates_pdf"),
    path("bien-ten.docx", papers.plates_word, name="plates_word"),
    path("phieu-bieu-quyet.pdf", papers.ballots_pdf, name="ballots_pdf"),
    path("phieu-bieu-quyet.docx", papers.ballots_word, name="ballots_word"),
]
