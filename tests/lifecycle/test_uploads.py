"""What is judged before the transaction begins is kept all the same, with nothing around the request."""

import tempfile
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from blocs.models import Goal
from blocs.open_years import lock_year
from ceremonies.models import Ceremony, Photo
from documents.models import StoredFile
from pledges import drafting, freezing
from pledges.models import Covenant, FilledWorkbook, Scan
from tests.ceremonies.test_photos import picture
from tests.documents.clamd import clamd
from tests.pledges import registering
from tests.pledges.covenants import url
from tests.pledges.test_covenant_scan import scan

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def somebody_writes_meanwhile(stage, settings):
    """While the antivirus looks at a file, somebody else writes in the same year; without that it gives no verdict."""

    def write():
        with transaction.atomic():
            lock_year(pk=stage.year.pk)
            Goal.objects.create(bloc_year=stage.year, order=9, text="Ghi trong lúc tệp được kiểm tra")
        connection.close()

    with tempfile.TemporaryDirectory() as folder:
        settings.CLAMD = f"{folder}/clamd.sock"
        with clamd(Path(settings.CLAMD)) as daemon:
            daemon.meanwhile = write
            yield
    assert Goal.objects.filter(order=9).count() == len(daemon.heard) > 0


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
    drafting.write_clauses(covenant)
    freezing.freeze(covenant, by=stage["leader_clerk"])
    client.force_login(stage["leader_clerk"])
    printed = StoredFile.objects.count()

    for _ in range(2):
        sent = {"scan": scan(), "incomplete": "on", "compared": "on"}
        assert client.post(url("covenant_scan_upload"), sent).status_code == 302

    assert Covenant.objects.get().scan is not None
    assert StoredFile.objects.count() == printed + 1


def test_a_photo_of_the_ceremony(client, stage):
    Ceremony.objects.create(bloc_year=stage.year, name="Lễ ký kết", status="held")
    client.force_login(stage["leader_clerk"])
    assert client.post(reverse("ceremonies:article_start", args=registering.BLOC)).status_code == 302

    sent = {"picture": picture(), "caption": "Toàn cảnh", "alt": "Bảy người ký"}
    assert client.post(reverse("ceremonies:photo_add", args=registering.BLOC), sent).status_code == 302

    assert Photo.objects.get().order == 1
