"""Whose digital signatures are believed: certificates and lists of revoked ones, from a folder of the installation.

Nothing is shipped and nothing is fetched: an administrator lays the files of the certificate authorities there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from django.conf import settings

from blocs import clock

PEM = b"-----BEGIN"
ROOT, INTERMEDIATE, REVOKED = "Chứng thư gốc", "Chứng thư trung gian", "Danh sách thu hồi (CRL)"
UNREADABLE = "Tệp không phải là chứng thư hay danh sách thu hồi (PEM hoặc DER)."
NO_AUTHORITY = "Không dùng: đây không phải là chứng thư của cơ quan cấp chứng thư."


@dataclass(frozen=True)
class Entry:
    """What one certificate or list in the folder is; ``fault`` says why it is not used.

    fingerprint  SHA-256, pairs of hexadecimal digits with colons between them, to be compared with the published one
    until        end of validity; of a list the day by which the next one is due
    """

    file: str
    kind: str = ""
    name: str = ""
    fingerprint: str = ""
    until: datetime | None = None
    fault: str = ""
    der: bytes = b""

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < clock.now()


@dataclass(frozen=True)
class Trust:
    entries: tuple[Entry, ...]

    def of(self, kind: str) -> list[bytes]:
        """The usable ones of that kind, as DER."""
        return [entry.der for entry in self.entries if entry.kind == kind and not entry.fault]

    def revoked_on(self, issuer: bytes, serial: int) -> datetime | None:
        """When any list of that ``issuer`` (its name as DER) says that its certificate ``serial`` was revoked."""
        for listed in map(x509.load_der_x509_crl, self.of(REVOKED)):
            found = listed.get_revoked_certificate_by_serial_number(serial)
            if found and listed.issuer.public_bytes() == issuer:
                return found.revocation_date_utc
        return None


def read() -> Trust:
    """What lies in the folder now; nothing where there is no folder."""
    folder = Path(settings.TRUST_DIR)
    files = sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []
    return Trust(tuple(entry for file in files for entry in _entries(file)))


def _entries(file: Path) -> Iterator[Entry]:
    content = file.read_bytes()
    readers: list[Callable[[], list[Entry]]] = [
        partial(_certificates, file.name, content),
        partial(_revoked, file.name, content),
    ]
    for reader in readers:
        try:
            yield from reader()
            return
        except ValueError:
            continue
    yield Entry(file.name, fault=UNREADABLE)


def _certificates(file, content):
    is_pem = content.lstrip().startswith(PEM)
    load = x509.load_pem_x509_certificates if is_pem else lambda der: [x509.load_der_x509_certificate(der)]
    return [_certificate(file, found) for found in load(content)]


def _certificate(file, certificate):
    kind = ROOT if certificate.issuer == certificate.subject else INTERMEDIATE
    return Entry(
        file,
        kind,
        certificate.subject.rfc4514_string(),
        certificate.fingerprint(SHA256()).hex(":").upper(),
        certificate.not_valid_after_utc,
        "" if _is_authority(certificate) else NO_AUTHORITY,
        certificate.public_bytes(Encoding.DER),
    )


def _is_authority(certificate):
    try:
        return certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return False


def _revoked(file, content):
    load = x509.load_pem_x509_crl if content.lstrip().startswith(PEM) else x509.load_der_x509_crl
    listed = load(content)
    fingerprint = listed.fingerprint(SHA256()).hex(":").upper()
    der = listed.public_bytes(Encoding.DER)
    return [Entry(file, REVOKED, listed.issuer.rfc4514_string(), fingerprint, listed.next_update_utc, der=der)]
