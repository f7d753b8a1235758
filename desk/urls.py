from django.urls import path

from desk import views

app_name = "desk"

urlpatterns = [
    path("", views.home, name="home"),
    path("tro-giup/", views.help_page, name="help"),
    path("khoi/<slug:bloc>/<int:year>/", views.year_board, name="year_board"),
]
