"""What lets somebody in, unreadable in a stolen database: encrypted with a key made from ``SECRET_KEY``."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def sealed(text: str) -> str:
    return sealed_bytes(text.encode()).decode()


def unsealed(text: str) -> str:
    """Raises ValueError when ``SECRET_KEY`` is no longer the one ``text`` was sealed with."""
    return unsealed_bytes(text.encode()).decode()


def sealed_bytes(content: bytes) -> bytes:
    return _seal().encrypt(content)


def unsealed_bytes(content: bytes) -> bytes:
    """As ``unsealed``."""
    try:
        return _seal().decrypt(content)
    except InvalidToken as error:
        raise ValueError("sealed with another key") from error


def _seal():
    key = hashlib.sha256(b"accounts.sealing:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
