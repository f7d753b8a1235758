from django.urls import path

from documents import views

app_name = "documents"

urlpatterns = [
    path("xac-minh/", views.verify_form, name="verify_form"),
    path("xac-minh/<str:code>/", views.verify, name="verify"),
    path("xac-minh/<str:code>/tep/", views.verify_file, name="verify_file"),
    path("chung-thu-so/", views.trust_list, name="trust_list"),
    path("khoi/<slug:bloc>/<int:year>/van-ban/", views.document_list, name="document_list"),
    path("khoi/<slug:bloc>/<int:year>/van-ban/them/", views.document_add, name="document_add"),
    path("khoi/<slug:bloc>/<int:year>/van-ban/<int:document>/sua/", views.document_edit, name="document_edit"),
    path("khoi/<slug:bloc>/<int:year>/van-ban/<int:document>/bo/", views.document_remove, name="document_remove"),
    path("khoi/<slug:bloc>/<int:year>/van-ban/<str:code>.pdf", views.document_file, name="document_file"),
    path("khoi/<slug:bloc>/<int:year>/van-ban/<str:code>.docx", views.document_word, name="document_word"),
]
