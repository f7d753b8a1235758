"""The personal address on an invitation: ``/giay-moi/<token>/`` opens it to its delegate, without an account.

Nothing that opens it is stored: the token is computed from the delegate's own salt and the program's secret key, so it
can be printed again, and who steals the data base has no link (docs/decisions/0035-personal-links.md).
"""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from blocs import clock
from ceremonies.models import Delegate
from documents.models import CODE_LETTERS
from documents.verification import LENGTH, normalised


def token_of(delegate: Delegate) -> str:
    """The form "57-ABCD-EFGH-JKMN"."""
    return f"{delegate.pk}-{_proof(delegate, settings.SECRET_KEY)}"


def url_of(delegate: Delegate) -> str:
    return f"{settings.SITE_URL}{path_of(delegate)}"


def path_of(delegate: Delegate) -> str:
    return reverse("ceremonies:guest_answer", args=[token_of(delegate)])


def delegate_of(typed: str) -> Delegate | None:
    """Whose token this is, however it was typed; links of an earlier secret key live as long as it is a fallback."""
    number, _, proof = typed.partition("-")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    delegate = Delegate.objects.select_related("ceremony__bloc_year__bloc", "ceremony__invitation").filter(pk=number)
    keys, proof = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS], normalised(proof)
    found = delegate.first()
    return found if found and any(constant_time_compare(proof, _proof(found, key)) for key in keys) else None


def is_over(ceremony) -> bool:
    """Links die with the ceremony's day."""
    return ceremony.held_on is not None and clock.day_is_over(ceremony.held_on)


def _proof(delegate, key):
    value = int.from_bytes(
        salted_hmac(__name__, f"{delegate.pk}:{delegate.link_salt}", secret=key, algorithm="sha256").digest()
    )
    letters = []
    for _ in range(LENGTH):
        value, place = divmod(value, len(CODE_LETTERS))
        letters.append(CODE_LETTERS[place])
    return normalised("".join(letters))
