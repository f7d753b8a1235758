"""What is judged before the transaction begins is kept all the same, with nothing around the request."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import StoredFile
from pledges import drafting, freezing
from pledges.models import Covenant, FilledWorkbook, Scan
from tests.pledges import registering
from tests.pledges.covenants import url
from tests.pledges.test_covenant_scan import scan

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_scan_of_a_registration(client, stage):
    stage.registration("ttbnv")
    client.force_login(stage["member_clerk"])

    assert client.post(registering.url("registration_scan_upload"), {"scan": scan()}).status_code == 302
    assert Scan.objects.count() == 1


def test_a_filled_workbook(client, stage):
    stage.registration("ttbnv")
    client.force_login(stage["member_clerk"])
    template = client.get(registering.url("workbook_download")).content

    sent = {"workbook": SimpleUploadedFile("bieu-mau.xlsx", template)}
    assert client.post(registering.url("workbook_upload"), sent).status_code == 302
    assert FilledWorkbook.objects.count() == 1


def test_the_scan_of_the_covenant_takes_the_place_of_the_one_before(client, stage):
    covenant = drafting.draft_covenant(stage.year)
    drafting.reload_clauses(covenant)
    freezing.freeze(covenant, by=stage["leader_clerk"])
    client.force_login(stage["leader_clerk"])
    printed = StoredFile.objects.count()

    for _ in range(2):
        sent = {"scan": scan(), "incomplete": "on"}
        assert client.post(url("covenant_scan_upload"), sent).status_code == 302

    assert Covenant.objects.get().scan is not None
    assert StoredFile.objects.count() == printed + 1
