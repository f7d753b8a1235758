from django.urls import include, path

from pledges.views import text_edit, texts

of_one = [
    path("", texts.text_detail, name="text_detail"),
    path("soan/", texts.text_start, name="text_start"),
    path("thong-tin-chung/", text_edit.text_edit, name="text_edit"),
    path("noi-dung/", text_edit.text_content, name="text_content"),
    path("xem-truoc.pdf", text_edit.text_preview, name="text_preview"),
    path("de-sua.docx", text_edit.text_word, name="text_word"),
    path("van-ban.pdf", texts.text_paper, name="text_paper"),
    path("ban-hanh/", texts.text_issue, name="text_issue"),
    path("phien-ban-moi/", texts.text_revise, name="text_revise"),
    path("bo-du-thao/", texts.text_discard, name="text_discard"),
]

urlpatterns = [
    path("khoi/<slug:bloc>/<int:year>/van-ban-cua-khoi/", texts.text_list, name="text_list"),
    path("khoi/<slug:bloc>/<int:year>/van-ban-cua-khoi/<slug:kind>/", include(of_one)),
]
