from django.urls import path

from archive import views

app_name = "archive"
YEAR = "khoi/<slug:bloc>/<int:year>/luu-tru/"

urlpatterns = [
    path(YEAR, views.dossier_list, name="dossier_list"),
    path(f"{YEAR}lap/", views.dossier_make, name="dossier_make"),
    path(f"{YEAR}<int:pk>.zip", views.dossier_file, name="dossier_file"),
    path(f"{YEAR}<int:pk>.pdf", views.dossier_index, name="dossier_index"),
    path("kiem-tra-ho-so/", views.dossier_check, name="dossier_check"),
]
