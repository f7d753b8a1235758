"""What the database refuses, when somebody was faster in a way that no view foresaw."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import include, path

from blocs.models import BlocYear
from tests.cast import make_year


@transaction.atomic
def second_year(request):
    first = BlocYear.objects.get(year=2027, bloc__slug="khoi-ii")
    BlocYear.objects.filter(pk=first.pk).update(theme="Chưa xong")
    BlocYear.objects.create(bloc=first.bloc, year=first.year)
    return HttpResponse()


urlpatterns = [path("hai-lan/", second_year), path("", include("thiduakhoi.urls"))]


@pytest.mark.urls(__name__)
def test_it_is_a_page_that_keeps_what_was_typed(client, cast):
    client.force_login(cast["leader_clerk"])

    response = client.post("/hai-lan/", {"theme": "Chủ đề vừa gõ"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Dữ liệu vừa được người khác thay đổi nên chưa lưu được." in page
    assert "Chủ đề vừa gõ" in page
    assert BlocYear.objects.get(pk=cast.year.pk).theme == cast.year.theme


def test_the_last_year_of_all_has_no_next(client, cast):
    make_year(cast.bloc, 2200, list(cast.units.values()))
    client.force_login(cast["leader_clerk"])

    response = client.post("/khoi/khoi-ii/2200/nam-sau/")

    assert response.status_code == 409
    assert "Chương trình nhận các năm đến 2200" in response.content.decode()
    assert not BlocYear.objects.filter(year__gt=2200).exists()
