"""What makes a paper an issued one: its code, the address where anyone checks it, its text as plain data."""

from dataclasses import asdict
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from documents.description import Paper, Verification
from documents.models import new_code


def new_verification() -> Verification:
    code = new_code()
    return Verification(code, f"{settings.SITE_URL}{reverse('documents:verify', args=[code])}")


def not_the_record(code: str) -> str:
    """What the Word file says in its foot when the PDF was issued under ``code``."""
    return f"Bản chính thức là tệp PDF mang mã xác minh {code}. Bản Word này chỉ để soạn thảo."


def snapshot(paper: Paper) -> dict:
    """All that the paper says, as plain data: dates as ISO text, decimals as text."""
    return _plain(asdict(paper))


def _plain(value):
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
