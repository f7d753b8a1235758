"""One unit's signature under the covenant."""

from django.db import models
from django.db.models import Q
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import dated_when_named
from blocs.models import Membership
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from pledges import rules
from pledges.models.covenant import Covenant, is_current
from pledges.models.signing import Manner, SigningChoice

OF_ONE_UNIT = [(manner.value, manner.label) for manner in (Manner.PAPER, Manner.DIGITAL)]


@condition("Giao ước chưa chốt hoặc đã ký đủ.")
def covenant_is_frozen(pledge):
    return pledge.covenant.status == Covenant.Status.FROZEN


@condition(
    "Đã có phiên bản mới của giao ước này; chữ ký, kể cả trong tệp đã ký số, không được nhận vào phiên bản cũ nữa.",
    "Phiên bản mới chốt xong thì đơn vị ký phiên bản đó.",
)
def covenant_is_newest(pledge):
    return is_current(pledge.covenant)


@condition(
    "Năm này các đơn vị ký số; chữ ký được ghi nhận khi tệp đã ký được tải lên.",
    "Muốn nhận cả chữ ký trên giấy, đơn vị trưởng đổi cách ký ở trang Giao ước.",
)
def year_signs_on_paper(record):
    """For whatever has a ``bloc_year``."""
    return SigningChoice.of(record.bloc_year).takes_paper


@condition("Năm này giao ước ký trên giấy.", "Muốn ký số, Anh/chị đề nghị đơn vị trưởng đổi cách ký ở trang Giao ước.")
def year_signs_digitally(pledge):
    return SigningChoice.of(pledge.bloc_year).takes_digital


@condition("Chữ ký số nằm trong tệp đã nhận nên không bỏ đánh dấu được.", "Chữ ký số của đơn vị vẫn giữ nguyên.")
def signed_on_paper(pledge):
    return not pledge.is_digital


@condition("Đơn vị chưa cử người ký thay.")
def has_substitute(pledge):
    return hasattr(pledge, "substitution")


class PledgeQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(covenant__in=Covenant.objects.visible_to(user))

    def signed(self):
        return self.filter(status=Pledge.Status.SIGNED)

    def unsigned(self):
        return self.exclude(status=Pledge.Status.SIGNED)


class Pledge(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """One unit's signature under one version of the covenant."""

    class Status(models.TextChoices):
        WAITING = "waiting", "Chờ ký"
        SIGNED = "signed", "Đã ký"
        DECLINED = "declined", "Từ chối"

    class Authority(models.TextChoices):
        NONE = "", "Ký trực tiếp"
        KT = "KT.", "KT. (ký thay)"
        TM = "TM.", "TM. (thay mặt tập thể)"
        TUQ = "TUQ.", "TUQ. (thừa ủy quyền)"
        Q = "Q.", "Q. (quyền)"
        TL = "TL.", "TL. (thừa lệnh)"

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="pledges")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="pledges")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.WAITING, protected=True)
    signatory = models.CharField("người ký", max_length=100, blank=True)
    post = models.CharField("chức vụ người ký", max_length=150, blank=True)
    authority = models.CharField("hình thức ký", max_length=5, choices=Authority.choices, blank=True)
    represents = models.CharField("thay cho chức vụ", max_length=150, blank=True)
    rank = models.CharField("cấp bậc hàm", max_length=40, blank=True)
    manner = models.CharField("cách ký", max_length=10, choices=OF_ONE_UNIT, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True, editable=False)
    marked_by = by_whom()
    # A certificate that names another organisation, as the leader's office has accepted it.
    accepted_organisation = models.CharField("tổ chức khác được chấp nhận", max_length=600, blank=True)
    organisation_accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    organisation_accepted_by = by_whom()
    declined_reason = models.TextField("lý do từ chối", max_length=1000, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = "chữ ký của đơn vị"
        verbose_name_plural = "chữ ký của đơn vị"
        ordering = ["membership__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "membership"], name="one_pledge_a_member"),
            models.CheckConstraint(
                condition=~Q(status="signed") | (Q(signed_on__isnull=False) & ~Q(manner="")),
                name="signed_pledge_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(status="declined") | ~Q(declined_reason=""), name="declined_pledge_says_why"
            ),
            dated_when_named("marked"),
            dated_when_named("organisation_accepted"),
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_status_display()}"

    @property
    def bloc_year(self):
        return self.covenant.bloc_year

    @property
    def url_args(self):
        return [*self.covenant.url_args, self.membership.unit.slug]

    @property
    def is_digital(self):
        return self.manner == Manner.DIGITAL

    @property
    def authority_line(self):
        """ "KT. CHÁNH THANH TRA" above the signer's own post, or ""."""
        return f"{self.authority} {self.represents.upper()}".strip()

    @transition(
        status,
        source=[Status.WAITING, Status.DECLINED],
        target=Status.SIGNED,
        permission=by_rule(rules.may_mark_signed),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest, year_signs_on_paper],
        custom={"label": "Đánh dấu đã ký", "url": "pledges:pledge_sign", "primary": True},
    )
    def sign(self, *, by, on):
        """Record that the unit has signed on the day ``on``. See ``pledges.signing`` for the last one."""
        self._signed(by, on, Manner.PAPER)

    def _signed(self, by, on, manner):
        self.signed_on, self.manner, self.declined_reason = on, manner, ""
        self.marked_at, self.marked_by = clock.now(), by

    @transition(
        status,
        source=[Status.WAITING, Status.DECLINED],
        target=Status.SIGNED,
        permission=by_rule(rules.may_sign_digitally),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest, year_signs_digitally],
        custom={"label": "Ký số", "url": "pledges:pledge_digital", "method": "get"},
    )
    def sign_digitally(self, *, by, on):
        """A file came back with the unit's digital signature, given on the day ``on``. See ``pledges.digital``."""
        self._signed(by, on, Manner.DIGITAL)

    @transition(
        status,
        source=Status.SIGNED,
        target=Status.WAITING,
        permission=by_rule(rules.may_mark_signed),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest, signed_on_paper],
        custom={"label": "Bỏ đánh dấu", "url": "pledges:pledge_unsign"},
    )
    def unsign(self, *, by):
        """Undo a mark made by mistake, while the covenant is not yet fully signed."""
        self.signed_on, self.manner, self.marked_at, self.marked_by = None, "", clock.now(), by

    @transition(
        status,
        source=Status.WAITING,
        target=Status.DECLINED,
        permission=by_rule(rules.may_decline),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest],
        custom={"label": "Từ chối ký", "url": "pledges:pledge_decline", "method": "get"},
    )
    def decline(self, *, by, reason):
        self.declined_reason, self.marked_at, self.marked_by = reason, clock.now(), by

    @transition(
        status,
        source=Status.DECLINED,
        target=Status.WAITING,
        permission=by_rule(rules.may_decline),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest],
        custom={"label": "Rút lại từ chối", "url": "pledges:pledge_reconsider", "method": "get"},
    )
    def reconsider(self, *, by):
        """The unit will sign after all."""
        self.declined_reason, self.marked_at, self.marked_by = "", clock.now(), by

    @transition(
        status,
        source=[Status.WAITING, Status.DECLINED],
        target=Status.WAITING,
        permission=by_rule(rules.may_name_signatory),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest],
        custom={"label": "Cử người ký thay", "url": "pledges:pledge_substitute", "method": "get"},
    )
    def delegate(self, *, by):
        """Somebody else than the person printed is to sign: a ``Substitution`` beside this. Takes back a refusal."""
        self.declined_reason, self.marked_at, self.marked_by = "", clock.now(), by

    @transition(
        status,
        source=Status.WAITING,
        target=Status.WAITING,
        permission=by_rule(rules.may_name_signatory),
        conditions=[year_is_open, covenant_is_frozen, covenant_is_newest, has_substitute],
        custom={"label": "Bỏ người ký thay", "url": "pledges:pledge_substitute_drop", "method": "get"},
    )
    def recall(self, *, by):
        """The person printed signs after all."""
        self.marked_at, self.marked_by = clock.now(), by
