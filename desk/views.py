"""Pages that look over all apps and own no record."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render


def home(request):
    return render(request, "desk/home.html")


@login_not_required
def help_page(request):
    return render(request, "desk/help.html")


def year_board(request, bloc, year):
    return render(request, "desk/year_board.html")
