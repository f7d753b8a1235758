"""A year whose covenant one unit has signed digitally, in the database and folder of the environment.

For ``manage.py shell -c``: ``make()`` it, ``tell()`` what an officer and what anybody gets of it.
"""

import hashlib
import sys

import time_machine
from auditlog.context import disable_auditlog
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from documents.models import IssuedDocument
from pledges import drafting, freezing
from pledges.models import SigningChoice
from tests.cast import SEVEN, Cast, make_user
from tests.conftest import DAY
from tests.documents import signers
from tests.pledges.covenants import url

SIGNER = "ttbnv"


def make():
    signers.trusted(settings.TRUST_DIR)
    with time_machine.travel(DAY, tick=False), disable_auditlog():
        cast = Cast()
        covenant = drafting.draft_covenant(cast.year)
        drafting.write_clauses(covenant)
        freezing.freeze(covenant, by=cast["leader_clerk"])
        SigningChoice.objects.create(bloc_year=cast.year, manner="digital", chosen_by=cast["leader_head"])
        make_user("nguoi-ky", unit=cast.units[SIGNER], duty="head")
        officer = _signed_in()
        officer.post(url("pledge_take", SIGNER))
        signed = signers.signed(_file(officer), f"ky-{SIGNER}", signers.holder(SEVEN[SIGNER][0]))
        officer.post(url("pledge_digital", SIGNER), {"file": SimpleUploadedFile("a.pdf", signed, "application/pdf")})
    tell()


def tell():
    """Print SHA-256 of the paper with its signature as an officer downloads it and as anybody's page says, and more."""
    with time_machine.travel(DAY, tick=False):
        document = IssuedDocument.objects.exclude(signed_pdf=None).get()
        held = hashlib.sha256(_file(_signed_in())).hexdigest(), hashlib.sha256(document.pdf.read()).hexdigest()
        sys.stdout.write(f"{document.code} {document.revisions.get().state} {document.signed_pdf.sha256} {held}\n")


def _signed_in():
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username="nguoi-ky"))
    return client


def _file(client):
    answer = client.get(url("covenant_signed_file"))
    assert answer.status_code == 200, answer
    return b"".join(answer) if answer.streaming else answer.content
