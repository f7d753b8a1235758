"""/quan-tri/: catalogues and units, for system administrators only; nothing of what units hand in."""

from datetime import date

import pytest
from auditlog.models import LogEntry
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from blocs.models import BlocYear, Honour, Officer, Unit

OURS = ["honour", "legalbasis", "unit", "unitsuccession", "officer", "bloc", "blocyear"]


@pytest.mark.parametrize("name", OURS)
def test_lists_open_for_administrators(client, cast, name):
    client.force_login(cast["admin"])

    assert client.get(reverse(f"admin:blocs_{name}_changelist"), {"q": "thi dua"}).status_code == 200


@pytest.mark.parametrize("name", OURS)
def test_staff_without_the_whole_right_see_nothing(client, cast, name):
    User.objects.filter(pk=cast["organiser"].pk).update(is_staff=True)
    client.force_login(cast["organiser"])

    assert client.get(reverse(f"admin:blocs_{name}_changelist")).status_code == 403


def test_no_record_of_what_units_hand_in_is_here():
    apps = {model._meta.app_label for model in admin.site._registry}

    assert not apps & {"pledges", "ceremonies", "documents"}


@pytest.mark.parametrize("q", ["tu phap", "TƯ PHÁP", "ttbtp"])
def test_units_are_found_without_marks(client, cast, q):
    client.force_login(cast["admin"])

    response = client.get(reverse("admin:blocs_unit_changelist"), {"q": q})

    assert [str(unit) for unit in response.context["cl"].result_list] == ["Thanh tra Bộ Tư pháp"]


def test_a_unit_is_made_with_its_name_from_a_day(client, cast):
    client.force_login(cast["admin"])
    data = {
        "slug": "tt-moi",
        "kind": "thanh_tra_tinh",
        "names-TOTAL_FORMS": 1,
        "names-INITIAL_FORMS": 0,
        "names-0-full_name": "Thanh tra tỉnh Đồng Nai",
        "names-0-valid_from": "05/03/2025",
    }

    assert client.post(reverse("admin:blocs_unit_add"), data).status_code == 302

    unit = Unit.objects.get(slug="tt-moi")
    assert unit.names.get().valid_from == date(2025, 3, 5)
    assert client.get(reverse("admin:blocs_unit_change", args=[unit.pk])).status_code == 200


def test_the_status_of_a_year_is_not_typed(client, cast):
    client.force_login(cast["admin"])
    address = reverse("admin:blocs_blocyear_change", args=[cast.year.pk])
    data = {"theme": "Khác", "status": "closed", "deadlines-TOTAL_FORMS": 0, "deadlines-INITIAL_FORMS": 0}

    assert client.post(address, data).status_code == 302

    year = BlocYear.objects.get(pk=cast.year.pk)
    assert (year.status, year.theme) == ("open", "Khác")


@pytest.mark.parametrize("name", ["unit", "officer", "bloc", "blocyear"])
def test_what_others_stand_on_is_not_deleted(client, cast, name):
    client.force_login(cast["admin"])
    model = {"unit": Unit, "officer": Officer, "bloc": type(cast.bloc), "blocyear": BlocYear}[name]
    count = model.objects.count()

    address = reverse(f"admin:blocs_{name}_delete", args=[model.objects.first().pk])
    assert client.post(address, {"post": "yes"}).status_code == 403
    assert model.objects.count() == count


# --- Who changed what ------------------------------------------------------------------------


def test_a_change_is_logged_with_its_author_old_and_new(client, cast):
    client.force_login(cast["leader_clerk"])

    client.post(reverse("blocs:member_edit", args=["khoi-ii", 2027, "ttbnv"]), {"role": "deputy"})

    entry = LogEntry.objects.get_for_object(cast.memberships["ttbnv"]).get(actor=cast["leader_clerk"])
    assert entry.changes["role"] == ["member", "deputy"]


def test_computed_columns_are_not_logged(cast):
    name = cast.units["ttbnv"].names.create(full_name="Thanh tra Nội vụ", valid_from=date(2027, 3, 1))
    entry = LogEntry.objects.get_for_object(name).get()

    assert "full_name" in entry.changes
    assert not {"search_key", "sort_key"} & set(entry.changes)


def test_the_catalogue_is_logged(db):
    honour = Honour.objects.create(code="X", name="Mới", kind="title", for_individual=True)

    assert LogEntry.objects.get_for_object(honour).count() == 1
