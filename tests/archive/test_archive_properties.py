"""What holds of every kind of record that an archive carries, whatever it is."""

import json
import unicodedata

import pytest
from django.core.management import CommandError
from django.db.models import CharField, TextField

from accounts.models import User
from archive.dossier import RECORDS_FILE
from archive.holdings import DATA
from archive.records import CARRIED, LEFT_FIELDS, fields_of, year_as_records
from blocs.models import Bloc, BlocYear, Unit
from documents.models import StoredFile
from pledges.models import BlocText, Covenant
from tests.archive.conftest import packed
from tests.archive.full_year import empty_system, rewritten
from tests.archive.test_dossier import files_of
from tests.archive.test_load_archive import records_of
from tests.cast import make_year

pytestmark = pytest.mark.django_db


def refused(load, dossier, data):
    with pytest.raises(CommandError) as failed:
        load(rewritten(dossier, {RECORDS_FILE: json.dumps(data).encode()}))
    assert not BlocYear.objects.exists()
    assert not Unit.objects.exists()
    assert not StoredFile.objects.exists()
    return str(failed.value)


def test_a_place_that_does_not_exist_is_refused_wherever_it_is_named(dossier, load):
    asked, answers = [], []
    for model in CARRIED:
        for field in fields_of(model):
            data = records_of(dossier)
            row = data["rows"][model._meta.label][0]
            if not field.is_relation or row[field.name] is None:
                continue
            row[field.name] = 9999 if isinstance(row[field.name], int) else "khong-co"
            asked.append(f"{model._meta.label}.{field.name}")
            if field.related_model.__name__ == "LegalBasis":  # then the act stands in its own words
                continue
            answers.append("không đúng dạng" in refused(load, dossier, data))

    assert len(asked) > 40
    assert all(answers)


def test_every_kind_keeps_to_its_fields(dossier, load):
    for model in CARRIED:
        data = records_of(dossier)
        data["rows"][model._meta.label][0]["is_superuser"] = True
        assert "phiên bản mới hơn" in refused(load, dossier, data)


def test_no_person_is_named_by_account(year):
    told = b"".join(files_of(packed(year)[0]).values()).decode(errors="ignore")
    users = list(User.objects.all())

    assert len(users) > 10
    assert [user.username for user in users if f': "{user.username}"' in told] == []
    assert [user.full_name for user in users if user.full_name in told] == []
    assert [user.password for user in users if user.password in told] == []


def test_a_loaded_year_sends_no_letters_by_itself(year, load):
    BlocYear.objects.filter(pk=year.pk).update(mails_reminders=True)
    content, _ = packed(year)
    empty_system()

    assert load(content).mails_reminders is False
    assert "mails_reminders" in LEFT_FIELDS[BlocYear]


STRANGE = "Dấu nháy \"“”', <b>&amp;</b>, \\ xuống\r\ndòng\tvà 😀 " + unicodedata.normalize("NFD", "Ủy ban")


def test_every_text_comes_back_letter_by_letter(year, load):
    changed = []
    for model in CARRIED:
        for field in fields_of(model):
            free = isinstance(field, CharField | TextField) and not field.choices and not field.unique
            if free and field.max_length and field.max_length >= len(STRANGE) and model is not Unit:
                way, which = CARRIED[model]
                rows = model._default_manager.filter(which, **{way: year.pk}).exclude(**{field.name: ""})
                changed += [f"{model.__name__}.{field.name}"] * bool(rows.update(**{field.name: STRANGE}))
    records = year_as_records(BlocYear.objects.get(pk=year.pk))
    content, _ = packed(year)
    empty_system()

    back = load(content)

    assert len(changed) > 40
    assert year_as_records(back) == records


def test_versions_still_follow_each_other(year, load):
    covenant = Covenant.objects.get()
    Covenant.objects.create(bloc_year=year, version=2, supersedes=covenant, status="drafting")
    content, _ = packed(year)
    empty_system()

    load(content)

    second = Covenant.objects.get(version=2)
    assert (second.supersedes.version, second.supersedes.successor) == (1, second)
    newer = BlocText.objects.get(version=2)
    assert (newer.supersedes.version, newer.supersedes.document.code) == (1, "QQQQ-DDDD-2222")
    assert Covenant.objects.current().get() == second


def test_the_next_year_of_the_bloc_finds_its_bloc_and_units(dossier, load):
    organiser = Unit.objects.create(slug="ttcp", kind=Unit.Kind.CENTRAL)
    organiser.names.create(full_name="Thanh tra Chính phủ")
    told = records_of(dossier)["bloc"]
    bloc = Bloc.objects.create(**told | {"organiser": organiser})
    leader = Unit.objects.create(slug="ttbtp", kind=Unit.Kind.MINISTRY)
    leader.names.create(full_name="Thanh tra Bộ Tư pháp")
    make_year(bloc, 2028, [leader])

    back = load(dossier)

    assert (back.bloc, back.leader) == (bloc, leader)
    assert [year.year for year in bloc.years.order_by("year")] == [2027, 2028]


def test_another_bloc_at_the_same_address_is_refused(dossier, load):
    told = records_of(dossier)["bloc"]
    organiser = Unit.objects.create(slug="ttcp", kind=Unit.Kind.CENTRAL)
    organiser.names.create(full_name="Thanh tra Chính phủ")
    Bloc.objects.create(**told | {"organiser": organiser, "label": "số IX"})

    with pytest.raises(CommandError, match="label: khối “khoi-ii” đã có với “số IX”"):
        load(dossier)

    assert Unit.objects.get() == organiser
    assert json.loads(files_of(dossier)[f"{DATA}/nam-thi-dua.json"])["label"] == "số II"
