from django.urls import include, path

from ceremonies import morning_urls
from ceremonies.views import article, minutes, papers, plan

app_name = "ceremonies"

YEAR = "khoi/<slug:bloc>/<int:year>/le-ky-ket/"

urlpatterns = [
    path(YEAR, plan.ceremony_detail, name="ceremony_detail"),
    path(f"{YEAR}lap-ke-hoach/", plan.ceremony_plan, name="ceremony_plan"),
    path(f"{YEAR}thong-tin/", plan.ceremony_edit, name="ceremony_edit"),
    path(f"{YEAR}da-moi/", plan.ceremony_invite, name="ceremony_invite"),
    path(f"{YEAR}khai-mac/", plan.ceremony_start, name="ceremony_start"),
    path(f"{YEAR}be-mac/", plan.ceremony_close, name="ceremony_close"),
    path(f"{YEAR}huy/", plan.ceremony_cancel, name="ceremony_cancel"),
    path(f"{YEAR}diem-danh/", plan.attendance_mark, name="attendance_mark"),
    path(f"{YEAR}chuong-trinh.pdf", papers.agenda_pdf, name="agenda_pdf"),
    path(f"{YEAR}chuong-trinh.docx", papers.agenda_word, name="agenda_word"),
    path(f"{YEAR}dai-bieu.pdf", papers.delegates_pdf, name="delegates_pdf"),
    path(f"{YEAR}dai-bieu.docx", papers.delegates_word, name="delegates_word"),
    path(f"{YEAR}bien-ban/", minutes.minutes_detail, name="minutes_detail"),
    path(f"{YEAR}bien-ban/lap/", minutes.minutes_start, name="minutes_start"),
    path(f"{YEAR}bien-ban/thong-tin-chung/", minutes.minutes_edit, name="minutes_edit"),
    path(f"{YEAR}bien-ban/noi-dung/", minutes.minutes_content, name="minutes_content"),
    path(f"{YEAR}bien-ban/bo-du-thao/", minutes.minutes_discard, name="minutes_discard"),
    path(f"{YEAR}bien-ban/ban-hanh/", minutes.minutes_issue, name="minutes_issue"),
    path(f"{YEAR}bien-ban.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{YEAR}bien-ban.docx", minutes.minutes_word, name="minutes_word"),
    path(f"{YEAR}bai-viet/soan/", article.article_start, name="article_start"),
    path(f"{YEAR}bai-viet/", article.article_edit, name="article_edit"),
    path(f"{YEAR}bai-viet/dang/", article.article_publish, name="article_publish"),
    path(f"{YEAR}bai-viet/go/", article.article_withdraw, name="article_withdraw"),
    path(f"{YEAR}bai-viet/anh/", article.photo_add, name="photo_add"),
    path(f"{YEAR}bai-viet/anh/<int:photo>/bo/", article.photo_remove, name="photo_remove"),
    path(YEAR, include(morning_urls)),
    path(f"{YEAR}<slug:section>/", plan.rows_edit, name="rows_edit"),
    path("tin-tuc/<int:year>/<slug:slug>/", article.article_public, name="article_public"),
    path("tin-tuc/<int:year>/<slug:slug>/anh/<int:photo>/", article.article_photo, name="article_photo"),
]
