from django.urls import path

from desk import calendar, views

app_name = "desk"
CALENDAR = "khoi/<slug:bloc>/<int:year>/lich"

urlpatterns = [
    path("", views.home, name="home"),
    path("tro-giup/", views.help_page, name="help"),
    path("khoi/<slug:bloc>/<int:year>/", views.year_board, name="year_board"),
    path("khoi/<slug:bloc>/<int:year>/cac-buoc.xlsx", views.board_workbook, name="board_workbook"),
    path("khoi/<slug:bloc>/<int:year>/cac-buoc.csv", views.board_csv, name="board_csv"),
    path(f"{CALENDAR}.ics", calendar.calendar_of_year, name="calendar_of_year"),
    path(f"{CALENDAR}/<slug:unit>.ics", calendar.calendar_of_unit, name="calendar_of_unit"),
    path(f"{CALENDAR}/<slug:unit>/<slug:step>.ics", calendar.calendar_of_step, name="calendar_of_step"),
]
