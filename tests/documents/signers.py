"""Certificates and signatures as offices have them, made here: an authority, one below it, whoever it certifies."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from asn1crypto import keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

BEFORE, AFTER = datetime(2026, 1, 1), datetime(2031, 1, 1)
PARTS = {"CN": NameOID.COMMON_NAME, "OU": NameOID.ORGANIZATIONAL_UNIT_NAME, "O": NameOID.ORGANIZATION_NAME}

USES = [
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
]  # fmt: skip


@dataclass(frozen=True)
class Holder:
    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def pem(self):
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def as_pyhanko(self):
        der = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        certificate = self.certificate.public_bytes(serialization.Encoding.DER)
        return asn1.Certificate.load(certificate), keys.PrivateKeyInfo.load(der)


def made(issuer=None, *, key=None, uses=("content_commitment",), purposes=(), is_authority=False, until=AFTER, **name):
    """A certificate from ``issuer``, or of its own."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(PARTS[part], said) for part, said in name.items()])
    uses = ("key_cert_sign", "crl_sign") if is_authority else uses
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(BEFORE)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
        .add_extension(x509.KeyUsage(**{use: use in uses for use in USES}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
    )
    if purposes:
        builder = builder.add_extension(x509.ExtendedKeyUsage(purposes), critical=True)
    return Holder(builder.sign(issuer.key if issuer else key, SHA256()), key)


@cache
def root():
    return made(is_authority=True, CN="Gốc dùng để thử", O="Cơ quan cấp chứng thư để thử")


@cache
def authority():
    return made(root(), is_authority=True, CN="Cấp dưới dùng để thử", O="Cơ quan cấp chứng thư để thử")


@cache
def clock_authority():
    """Whoever certifies the time: pyHanko's own for tests knows RSA only."""
    key, purpose = rsa.generate_private_key(65537, 2048), x509.oid.ExtendedKeyUsageOID.TIME_STAMPING
    return made(authority(), key=key, uses=("digital_signature",), purposes=[purpose], CN="Giờ")


@cache
def holder(organisation, kind="good"):
    """Whoever signs for ``organisation`` with a certificate that is "good", or not."""
    name = {"CN": f"Người ký của {organisation}"[:64], "OU": organisation[:64], "O": "Cơ quan chủ quản"}
    if kind == "expired":
        return made(authority(), until=datetime(2027, 2, 1), **name)
    if kind == "for another use":
        return made(authority(), uses=("key_encipherment",), **name)
    if kind == "of an unknown authority":
        return made(made(is_authority=True, CN="Không ai biết"), **name)
    return made(authority(), **name)


def revoked_list(issuer, *revoked, issued=datetime(2027, 2, 20)):
    """The authority's list with those certificates, as PEM."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(issued)
        .next_update(issued + timedelta(days=30))
    )
    for one in revoked:
        builder = builder.add_revoked_certificate(
            x509.RevokedCertificateBuilder()
            .serial_number(one.certificate.serial_number)
            .revocation_date(datetime(2027, 2, 10))
            .build()
        )
    return builder.sign(issuer.key, SHA256()).public_bytes(serialization.Encoding.PEM)


def trusted(folder, *revoked, lists=True, **when):
    """Lay the files of the authority into ``folder`` as an administrator does."""
    folder.mkdir(exist_ok=True)
    (folder / "goc.pem").write_bytes(root().pem)
    (folder / "cap-duoi.pem").write_bytes(authority().pem)
    if lists:
        (folder / "goc.crl").write_bytes(revoked_list(root(), **when))
        (folder / "cap-duoi.crl").write_bytes(revoked_list(authority(), *revoked, **when))


def signed(content, field, by, *, with_time=False, certifies=False):
    """``content`` with one more signature, as any PAdES program makes it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    meta = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        certify=certifies,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
    )
    stamper = DummyTimeStamper(*clock_authority().as_pyhanko(), certs_to_embed=store()) if with_time else None
    return signers.sign_pdf(writer, meta, signer=_signer(by), timestamper=stamper).getvalue()


def _signer(by):
    certificate, key = by.as_pyhanko()
    return signers.SimpleSigner(certificate, key, store())


@cache
def store():
    return SimpleCertificateStore.from_certs([authority().as_pyhanko()[0]])
