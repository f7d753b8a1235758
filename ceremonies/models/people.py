"""Who is expected, and what they adopted."""

import copy
import secrets
from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import Membership
from documents import wording
from documents.wording import post_in


class Delegate(models.Model):
    """A person expected at the ceremony: a guest, or whoever comes for a member unit (``membership``).

    What was answered to the invitation stands here; ``answered_by`` is nobody where the guest answered.
    """

    class Group(models.TextChoices):
        ORGANISER = "co_quan_to_chuc", "Lãnh đạo cơ quan tổ chức"
        STANDING = "thuong_truc", "Cơ quan thường trực"
        MEMBER = "thanh_vien", "Đơn vị thành viên"
        GUEST = "khach_moi", "Khách mời"
        PRESS = "bao_chi", "Báo chí"

    class Role(models.TextChoices):
        CHAIR = "chu_tri", "Chủ trì"
        SECRETARY = "thu_ky", "Thư ký"
        SIGNING = "ky_ket", "Ký kết"
        SPEAKING = "phat_bieu", "Phát biểu"
        DIRECTING = "phat_bieu_chi_dao", "Phát biểu chỉ đạo"
        WITNESS = "chung_kien", "Chứng kiến"
        ATTENDING = "du", "Dự"

    class Honorific(models.TextChoices):
        UNKNOWN = "", "Ông/Bà"
        MR = "ong", "Ông"
        MRS = "ba", "Bà"

    class Answer(models.TextChoices):
        NONE = "", "Chưa trả lời"
        COMES = "du", "Dự"
        DECLINES = "khong_du", "Không dự"
        SENDS = "cu_nguoi_thay", "Cử người thay"

    ceremony = models.ForeignKey("ceremonies.Ceremony", on_delete=models.CASCADE, related_name="delegates")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="delegates", editable=False
    )
    order = models.PositiveSmallIntegerField("thứ tự giới thiệu", default=1)
    # A guest may be known by post only.
    name = models.CharField("họ và tên", max_length=100, blank=True)
    honorific = models.CharField(
        "xưng hô", max_length=3, choices=Honorific.choices, default=Honorific.UNKNOWN, blank=True
    )
    post = models.CharField("chức vụ", max_length=200, blank=True)
    organisation = models.CharField("cơ quan, đơn vị", max_length=200, blank=True)
    group = models.CharField("nhóm", max_length=20, choices=Group.choices, default=Group.GUEST)
    role = models.CharField("vai trò", max_length=20, choices=Role.choices, default=Role.ATTENDING)
    answer = models.CharField("trả lời", max_length=20, choices=Answer.choices, default=Answer.NONE, blank=True)
    substitute = models.CharField("họ và tên người dự thay", max_length=100, blank=True)
    substitute_post = models.CharField("chức vụ người dự thay", max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_by = by_whom()
    link_salt = models.CharField(max_length=50, default=secrets.token_urlsafe, editable=False)
    attended = models.BooleanField("có mặt", null=True, blank=True)
    came_with = models.ForeignKey(
        "GuestImport", null=True, blank=True, on_delete=models.SET_NULL, related_name="delegates", editable=False
    )

    class Meta:
        verbose_name = "đại biểu"
        verbose_name_plural = "đại biểu"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") | ~Q(post="") | ~Q(organisation=""),
                name="delegate_is_somebody",
                violation_error_message="Ghi ít nhất họ tên, chức vụ hoặc cơ quan của đại biểu.",
            ),
            models.CheckConstraint(
                condition=Q(answer="cu_nguoi_thay") & ~Q(substitute="")
                | ~Q(answer="cu_nguoi_thay") & Q(substitute="", substitute_post=""),
                name="delegate_substitute_is_named_when_sent",
            ),
            dated_when_named("answered"),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.name or self.post or self.organisation

    @property
    def titled(self):
        """The name as an invitation addresses it, "Bà Lê An", without "Ông/Bà" where nobody said which."""
        return f"{self.get_honorific_display()} {self.name}" if self.name and self.honorific else self.name

    @property
    def described(self):
        """Name, post and organisation, as far as they are known."""
        return ", ".join(filter(None, [self.name, self.post_and_organisation]))

    @property
    def post_and_organisation(self):
        return post_in(self.post, self.organisation)

    @property
    def answer_told(self) -> str:
        """ "Dự", "Cử người thay: Lê An"."""
        return ": ".join(filter(None, [self.get_answer_display(), self.substitute]))

    @property
    def presence(self) -> str:
        """ "" before the roll was called."""
        return {True: "Có mặt", False: "Vắng mặt", None: ""}[self.attended]

    @property
    def stands_for_unit(self) -> bool:
        """Its signatory, or whoever does more there than be present."""
        return self.membership_id is not None and self.role not in (self.Role.ATTENDING, self.Role.WITNESS)

    @property
    def role_label(self):
        """Where nothing is signed, who would sign for a unit speaks for it."""
        signs = self.role != self.Role.SIGNING or self.ceremony.is_for_signing
        return self.get_role_display() if signs else "Đại diện đơn vị"

    @property
    def comer(self) -> "Delegate":
        """Who really comes, for papers and lists: whom the delegate sends, in the delegate's place; never saved."""
        if self.answer != self.Answer.SENDS:
            return self
        comer = copy.copy(self)
        comer.name, comer.post, comer.honorific = self.substitute, self.substitute_post, self.Honorific.UNKNOWN
        return comer


class GuestImport(models.Model):
    """Delegates that were put on the list at once, so that they can be taken off it at once."""

    ceremony = models.ForeignKey("ceremonies.Ceremony", on_delete=models.CASCADE, related_name="guest_imports")
    made_at = models.DateTimeField(default=clock.now, editable=False)
    made_by = by_whom()

    class Meta:
        verbose_name = "lần nhập đại biểu"
        verbose_name_plural = "lần nhập đại biểu"

    def __str__(self):
        return f"lần nhập lúc {timezone.localtime(self.made_at):%H:%M ngày %d/%m/%Y}"


class Adoption(models.Model):
    """What the meeting decided by show of hands: a paper adopted, somebody elected. Votes are those of units."""

    class Kind(models.TextChoices):
        PAPER = "van_ban", "Văn bản"
        ELECTION = "suy_cu", "Suy cử"

    ceremony = models.ForeignKey("ceremonies.Ceremony", on_delete=models.CASCADE, related_name="adoptions")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    kind = models.CharField("biểu quyết về", max_length=10, choices=Kind.choices, default=Kind.PAPER)
    title = models.CharField("văn bản, hoặc ai được suy cử vào việc gì", max_length=400)
    in_favour = models.PositiveSmallIntegerField("tán thành", null=True, blank=True)
    against = models.PositiveSmallIntegerField("không tán thành", null=True, blank=True)
    other = models.PositiveSmallIntegerField("ý kiến khác", null=True, blank=True)

    class Meta:
        verbose_name = "nội dung biểu quyết"
        verbose_name_plural = "nội dung biểu quyết"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(in_favour__isnull=False) | Q(against__isnull=True, other__isnull=True),
                name="votes_begin_with_those_in_favour",
                violation_error_message="Ghi cả số phiếu tán thành.",
            ),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.title

    def votes(self, present: int) -> str:
        """“Tán thành 6/7 (85,7%); không tán thành 1; ý kiến khác 0”, of the units ``present``; "" before the vote.

        Without base or share where the roll was not called.
        """
        if self.in_favour is None:
            return ""
        share = wording.number(round(Decimal(100 * self.in_favour) / present, 1)) if present else ""
        base = f"/{present} ({share}%)" if present else ""
        return f"Tán thành {self.in_favour}{base}; không tán thành {self.against or 0}; ý kiến khác {self.other or 0}"
