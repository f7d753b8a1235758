"""Every registration of the sample blocs goes out as a workbook and comes back without a change."""

import pytest

from archive.loading import load
from archive.reading import parse
from pledges import sections
from pledges.models import Registration
from pledges.workbook_reading import read_registration
from pledges.workbook_taking import Difference, difference, filled_forms, take
from tests.archive.samples import ALL
from tests.pledges.workbooks import kept, template

pytestmark = pytest.mark.django_db


def registrations(path):
    load(parse(path.read_bytes()))
    return list(Registration.objects.with_lines())


def come_back(registration):
    reading = read_registration(template(registration), registration)
    assert (reading.faults, reading.notes) == ([], [])
    forms = filled_forms(registration, reading.data)
    assert [form.is_valid() for form in forms.values()] == [True] * 6
    return forms


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_an_unchanged_workbook_changes_nothing_even_when_it_is_taken(path):
    every_section = Difference((), tuple(sections.SECTIONS.values()))
    found = registrations(path)
    assert len(found) >= 5

    for registration in found:
        before = registration.snapshot()
        targets = sorted(registration.targets.values_list("pk", flat=True))
        forms = come_back(registration)
        assert len(difference(registration, forms)) == 0

        take(registration, forms, every_section, by=None)

        after = kept(registration)
        assert difference(after, come_back(after)).changes == ()
        assert sorted(after.targets.values_list("pk", flat=True)) == targets
        assert [(t["text"], t["value"], t["unit"]) for t in after.snapshot()["targets"]] == [
            (t["text"], t["value"], t["unit"]) for t in before["targets"]
        ]
