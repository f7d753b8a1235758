"""Holds of a file: records once loaded, the same words when written; what was carried before becomes records."""

import json
from importlib import import_module

import pytest
from django.apps import apps

from archive.exporting import export
from archive.loading import load
from archive.marks import same
from archive.reading import parse
from blocs.models import BlocYear, Hold
from tests.archive.samples import KHOI_2017, content

pytestmark = pytest.mark.django_db
HOLDS = [
    {"member": "ttbtc", "reason": "Đang xem xét kỷ luật", "from": "2017-05-02", "to": "2017-06-30", "synthetic": True},
    {"member": "ttbnv", "reason": "Đang xác minh tố cáo", "from": None},
    {"member": "ttbtc", "reason": "Đang xác minh", "from": "2017-09-01"},
]
moving = import_module("archive.migrations.0001_holds_as_records")


@pytest.fixture
def data():
    return content(KHOI_2017) | {"holds": HOLDS}


@pytest.fixture
def year(data):
    return BlocYear.objects.get(pk=load(parse(json.dumps(data).encode())).pk)


def test_what_comes_out_is_what_went_in(data, year):
    told = Hold.objects.values_list("membership__unit__slug", "reason", "starts_on", "ends_on")

    assert [tuple(map(str, hold)) for hold in told] == [
        ("ttbtc", "Đang xem xét kỷ luật", "2017-05-02", "2017-06-30"),
        ("ttbnv", "Đang xác minh tố cáo", "None", "None"),
        ("ttbtc", "Đang xác minh", "2017-09-01", "None"),
    ]
    assert "holds" not in year.carried
    assert same(export(year), data)


@pytest.mark.parametrize("holds", [HOLDS, [], None], ids=["three", "none", "null"])
def test_what_was_carried_becomes_records_and_back(data, year, holds):
    data["holds"] = holds
    Hold.objects.all().delete()
    year.carried["marks"] = [mark for mark in year.carried["marks"] if mark["at"][0] != "holds"]
    year.carried["holds"] = holds
    year.save()
    before = year.carried

    moving.to_records(apps, None)
    moved = BlocYear.objects.get(pk=year.pk)
    assert (Hold.objects.count(), "holds" in moved.carried) == (len(holds or []), False)
    assert same(export(moved), data)

    moving.to_carried(apps, None)
    assert BlocYear.objects.get(pk=year.pk).carried == before
    assert not Hold.objects.exists()
