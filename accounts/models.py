"""Who is at the keyboard: people, their invitations, the notices they are shown."""

import hashlib
import re
import secrets
import unicodedata
from datetime import timedelta

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

INVITATION_HOURS = 72
NOTICE_LENGTH = 500
PLAIN_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"

# Without "@", so that nobody's user name is somebody else's e-mail address.
valid_username = RegexValidator(
    r"\A[A-Za-z0-9][A-Za-z0-9._-]{2,59}\Z",
    "Tên đăng nhập gồm 3 đến 60 ký tự: chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới; "
    "bắt đầu bằng chữ cái hoặc chữ số. Ví dụ: nguyen.van.an",
)


class PersonManager(UserManager):
    use_in_migrations = False

    def signing_in_as(self, login):
        """The active person whose user name or e-mail address is ``login``, or None."""
        login = login.strip().lower()
        return self.filter(Q(username=login) | Q(email=login), is_active=True).first()


class User(AbstractUser):
    """A person. Accounts are personal; which units somebody serves is ``blocs.Officer``."""

    username = models.CharField(
        "tên đăng nhập",
        max_length=60,
        unique=True,
        validators=[valid_username],
        error_messages={"unique": "Tên đăng nhập này đã có người dùng. Anh/chị chọn tên khác."},
    )
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ và tên", max_length=100)
    email = models.EmailField("thư điện tử", blank=True)
    # Sample people of the demonstration: published passwords, no second factor, removed by `demo --reset`.
    is_sample = models.BooleanField("tài khoản dùng thử", default=False)

    objects = PersonManager()  # type: ignore[misc]

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        verbose_name_plural = "người dùng"
        constraints = [
            models.UniqueConstraint(
                Lower("username"),
                name="user_username_once",
                violation_error_message="Tên đăng nhập này đã có người dùng. Anh/chị chọn tên khác.",
            ),
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                condition=~Q(email=""),
                violation_error_message="Thư điện tử này đã có tài khoản khác dùng.",
            ),
        ]

    def __str__(self):
        return self.full_name or self.username

    def save(self, *args, **kwargs):
        # Sign-in compares in small letters.
        self.username, self.email = self.username.lower(), self.email.strip().lower()
        super().save(*args, **kwargs)

    def set_password(self, raw_password):
        super().set_password(_composed(raw_password))

    def check_password(self, raw_password):
        return super().check_password(_composed(raw_password))

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        """The given name, by which people are addressed: the last word."""
        return str(self).rsplit(maxsplit=1)[-1]


class Invitation(models.Model):
    """A single-use link by which a person sets their first password, or a new one.

    Only the digest of the token is kept: a stolen database opens no account.
    """

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="invitations",
        verbose_name="người dùng",
    )
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("lúc tạo", default=timezone.now)
    created_by = models.ForeignKey(
        User,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name="người tạo",
    )
    expires_at = models.DateTimeField("hết hạn lúc")
    used_at = models.DateTimeField("lúc dùng", null=True, blank=True)

    class Meta:
        verbose_name = "lời mời"
        verbose_name_plural = "lời mời"
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gte=F("created_at")), name="invitation_ends_after_start"),
        ]

    def __str__(self):
        return f"Lời mời {self.user}"

    @classmethod
    def issue(cls, user, *, by=None):
        """A new invitation and its token, shown once; earlier unused ones end.

        Returns ``(invitation, token)``.
        """
        now = timezone.now()
        cls.objects.filter(user=user, used_at=None, expires_at__gt=now).update(expires_at=now)
        token = readable_token()
        made = cls.objects.create(
            user=user,
            digest=digest_of(token),
            created_by=by,
            created_at=now,
            expires_at=now + timedelta(hours=INVITATION_HOURS),
        )
        return made, token

    @property
    def is_usable(self):
        return self.used_at is None and self.expires_at > timezone.now() and self.user.is_active

    def use_up(self):
        """Take the one use. False if somebody else was faster or the time is over."""
        now = timezone.now()
        unused = Invitation.objects.filter(pk=self.pk, used_at=None, expires_at__gt=now)
        return bool(unused.update(used_at=now))


class Notice(models.Model):
    """Something that happened and that one user should know of: text and where to look."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=NOTICE_LENGTH)
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "thông báo"
        verbose_name_plural = "thông báo"
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"])]

    def __str__(self):
        return self.text


class Letter(models.Model):
    """One e-mail to one person, on its way or gone (``accounts.letters``).

    ``key`` names what the letter tells: whoever writes it twice gets the first one back, so nobody is told twice.
    The address is the person's at the moment of sending.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", "Chờ gửi"
        SENDING = "sending", "Đang gửi"
        SENT = "sent", "Đã gửi"
        FAILED = "failed", "Không gửi được"
        WITHDRAWN = "withdrawn", "Không gửi nữa"

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="letters")
    key = models.CharField(max_length=100, unique=True)
    subject = models.CharField(max_length=300)
    # A text that opens an account is kept encrypted, and only until it is gone.
    text = models.TextField()
    is_secret = models.BooleanField(default=False)
    calendar = models.TextField(blank=True)  # iCalendar, attached as .ics
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(default=timezone.now)
    # When the last attempt began, or the next one may.
    try_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)  # why it did not leave when it should have, in plain words

    class Meta:
        verbose_name = "thư"
        verbose_name_plural = "thư"
        ordering = ["made_at", "pk"]
        indexes = [models.Index(fields=["status", "try_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False) | (~Q(status="sent") & Q(sent_at=None)),
                name="letter_sent_has_moment",
            ),
        ]

    def __str__(self):
        return self.subject


def _composed(password):
    """One spelling: Windows' own Vietnamese keyboard sends decomposed letters, Unikey composed ones."""
    return password and unicodedata.normalize("NFC", password)


def readable_token() -> str:
    """99 random bits to be typed from paper: small letters and digits that do not look alike, in fives."""
    return "-".join("".join(secrets.choice(PLAIN_LETTERS) for _ in range(5)) for _ in range(4))


def digest_of(token: str) -> str:
    """SHA-256 of an invitation's token, hexadecimal; capitals and the dashes between its groups do not count."""
    return hashlib.sha256(re.sub(r"[^a-z0-9]", "", token.lower()).encode()).hexdigest()
