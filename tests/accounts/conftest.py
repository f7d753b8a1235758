import base64
import hashlib
import hmac
import html
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Invitation, User

PASSWORD = "chuồn chuồn uống trà đá"
SECRET = base64.b32encode(b"hai muoi byte bi mat").decode()


@pytest.fixture
def person(db):
    return User.objects.create_user("an.nv", password=PASSWORD, full_name="Nguyễn Văn An", email="an@haiduong.gov.vn")


@pytest.fixture
def neighbour(db):
    return User.objects.create_user("binh.tt", password=PASSWORD, full_name="Trần Thị Bình")


@pytest.fixture
def newcomer(db):
    """Invited, never signed in."""
    return User.objects.create_user("cuong.lv", full_name="Lê Văn Cường")


@pytest.fixture
def administrator(db):
    user = User.objects.create_superuser("quan.tri", password=PASSWORD, full_name="Đỗ Thị Em")
    give_second_factor(user)
    return user


@pytest.fixture
def emptied_cache():
    """For tests with real transactions: the cache's table belongs to no model and is not emptied with the others."""
    yield
    cache.clear()


def give_second_factor(user):
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": SECRET})


def totp(secret=SECRET, *, half_minutes=0):
    """The code an authenticator app shows now (RFC 6238), or so many half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + half_minutes)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 10**6:06d}"


def sign_in(client, login="an.nv", password=PASSWORD):
    return client.post(reverse("account_login"), {"login": login, "password": password})


def signed_in_as(client):
    """The user name of whoever ``client`` is, or an empty string."""
    number = client.session.get("_auth_user_id")
    return User.objects.get(pk=number).username if number else ""


def browser(user):
    """One more client in which ``user`` has signed in by password."""
    client = Client()
    sign_in(client, user.username)
    return client


def invitation_link(user):
    _, token = Invitation.issue(user)
    return reverse("accounts:invitation_open", args=[token])


def main_text(response):
    """The words inside <main>, single-spaced."""
    inside = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(strip_tags("<main" + inside))).strip()
