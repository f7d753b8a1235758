from django.urls import include, path, register_converter
from django.urls.converters import StringConverter

from ceremonies import guest_urls, morning_urls, pack_urls, rehearsal_urls
from ceremonies.models import MeetingPaper
from ceremonies.views import (
    arrivals,
    article,
    back_planning,
    guest_page,
    meeting_papers,
    news,
    papers,
    photos,
    plan,
    programme,
    steps,
)

app_name = "ceremonies"

YEAR = "khoi/<slug:bloc>/<int:year>/le-ky-ket/"
ARTICLE = "tin-tuc/<int:year>/<slug:slug>/"
WRITTEN = f"{YEAR}<meeting_paper:kind>"


class MeetingPaperConverter(StringConverter):
    regex = "|".join(MeetingPaper.Kind.values)


register_converter(MeetingPaperConverter, "meeting_paper")

urlpatterns = [
    path("khoi/<slug:bloc>/<int:year>/moc-thoi-gian/", back_planning.back_plan, name="back_plan"),
    path(YEAR, plan.ceremony_detail, name="ceremony_detail"),
    path(f"{YEAR}lap-ke-hoach/", plan.ceremony_plan, name="ceremony_plan"),
    path(f"{YEAR}thong-tin/", plan.ceremony_edit, name="ceremony_edit"),
    path(f"{YEAR}da-moi/", steps.ceremony_invite, name="ceremony_invite"),
    path(f"{YEAR}khai-mac/", steps.ceremony_start, name="ceremony_start"),
    path(f"{YEAR}be-mac/", steps.ceremony_close, name="ceremony_close"),
    path(f"{YEAR}huy/", steps.ceremony_cancel, name="ceremony_cancel"),
    path(f"{YEAR}diem-danh/", arrivals.attendance_mark, name="attendance_mark"),
    path(f"{YEAR}chuong-trinh/", programme.agenda_edit, name="agenda_edit"),
    path(f"{YEAR}chuong-trinh/mau/", programme.agenda_restart, name="agenda_restart"),
    path(f"{YEAR}chuong-trinh.pdf", papers.agenda_pdf, name="agenda_pdf"),
    path(f"{YEAR}chuong-trinh.docx", papers.agenda_word, name="agenda_word"),
    path(f"{YEAR}dai-bieu.pdf", papers.delegates_pdf, name="delegates_pdf"),
    path(f"{YEAR}dai-bieu.docx", papers.delegates_word, name="delegates_word"),
    path(f"{WRITTEN}/", meeting_papers.meeting_paper_detail, name="meeting_paper_detail"),
    path(f"{WRITTEN}/lap/", meeting_papers.meeting_paper_start, name="meeting_paper_start"),
    path(f"{WRITTEN}/thong-tin-chung/", meeting_papers.meeting_paper_edit, name="meeting_paper_edit"),
    path(f"{WRITTEN}/noi-dung/", meeting_papers.meeting_paper_content, name="meeting_paper_content"),
    path(f"{WRITTEN}/so-lieu-moi/", meeting_papers.meeting_paper_redraft, name="meeting_paper_redraft"),
    path(f"{WRITTEN}/bo-du-thao/", meeting_papers.meeting_paper_discard, name="meeting_paper_discard"),
    path(f"{WRITTEN}/ban-hanh/", meeting_papers.meeting_paper_issue, name="meeting_paper_issue"),
    path(f"{WRITTEN}.pdf", meeting_papers.meeting_paper_pdf, name="meeting_paper_pdf"),
    path(f"{WRITTEN}.docx", meeting_papers.meeting_paper_word, name="meeting_paper_word"),
    path(f"{YEAR}bai-viet/soan/", article.article_start, name="article_start"),
    path(f"{YEAR}bai-viet/", article.article_edit, name="article_edit"),
    path(f"{YEAR}bai-viet/dang/", article.article_publish, name="article_publish"),
    path(f"{YEAR}bai-viet/go/", article.article_withdraw, name="article_withdraw"),
    path(f"{YEAR}bai-viet/anh/", photos.photo_add, name="photo_add"),
    path(f"{YEAR}bai-viet/anh/<int:photo>/", photos.photo_edit, name="photo_edit"),
    path(f"{YEAR}bai-viet/anh/<int:photo>/chuyen/", photos.photo_move, name="photo_move"),
    path(f"{YEAR}bai-viet/anh/<int:photo>/bo/", photos.photo_remove, name="photo_remove"),
    path(YEAR, include(morning_urls)),
    path(YEAR, include(rehearsal_urls)),
    path(YEAR, include(pack_urls)),
    path(YEAR, include(guest_urls)),
    path("giay-moi/<str:token>/", guest_page.guest_answer, name="guest_answer"),
    path(f"{YEAR}<slug:section>/", plan.rows_edit, name="rows_edit"),
    path("tin-tuc/<slug:bloc>/", news.article_list, name="article_list"),
    path("tin-tuc/<slug:bloc>/rss.xml", news.article_feed, name="article_feed"),
    path(ARTICLE, news.article_public, name="article_public"),
    path(f"{ARTICLE}anh/<int:photo>/", news.article_photo, name="article_photo"),
    path(f"{ARTICLE}anh/<int:photo>/nho/", news.article_photo_small, name="article_photo_small"),
]
