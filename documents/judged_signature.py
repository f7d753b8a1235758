"""What is said of one digital signature; told by ``documents.signatures`` in a process of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import TextChoices
from django.utils.dateparse import parse_datetime

SECONDS = 20  # that judging one file may take
TAKE_IT_AGAIN = "Anh/chị lấy lại bản để ký, ký số rồi tải lên, không mở và lưu bằng chương trình khác."


def reason(said: str) -> str:
    """Why a file is not taken, for whoever only compares it: without what a signer is then told to do."""
    return said.partition(" Anh/chị ")[0]


class State(TextChoices):
    VALID = "valid", "Hợp lệ"
    UNCHECKED = "unchecked", "Hợp lệ, chưa kiểm tra thu hồi"
    UNKNOWN = "unknown", "Không rõ nguồn cấp"
    ALTERED = "altered", "Đã bị sửa sau khi ký"


@dataclass(frozen=True)
class Signature:
    """One digital signature. ``state`` is one of the four; "" with a ``fault`` for a certificate of no use.

    names  what the certificate calls the organisation, from the nearest to the furthest
    """

    field: str
    state: str
    fault: str
    signer: str
    names: tuple[str, ...]
    fingerprint: str
    signed_at: datetime | None
    is_time_certified: bool

    @classmethod
    def of(cls, said: dict) -> Signature:
        """From plain data, as JSON keeps it."""
        moment = parse_datetime(said["signed_at"]) if isinstance(said["signed_at"], str) else said["signed_at"]
        return cls(**said | {"names": tuple(said["names"]), "signed_at": moment})

    @property
    def is_valid(self) -> bool:
        return self.state in (State.VALID, State.UNCHECKED)

    @property
    def organisation(self) -> str:
        return ", ".join(self.names)

    @property
    def label(self) -> str:
        is_doubted = self.fault and self.state != State.ALTERED
        return "Chưa đủ tin cậy" if is_doubted else State(self.state).label

    @property
    def reason(self) -> str:
        return reason(self.fault)

    @property
    def said(self) -> str:
        return self.fault or self.label
