"""The ceremony and its agenda."""

from itertools import takewhile

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import BlocYear, Unit, members_of
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from ceremonies import rules
from ceremonies.models.people import Delegate
from documents.models import IssuedDocument


class CeremonyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who may know of the year may know of its ceremonies."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))

    def of(self, bloc_year):
        return self.filter(bloc_year=bloc_year)


@condition("Chưa có ngày; điền ở phần Thông tin chung.")
def has_date(ceremony):
    return ceremony.held_on is not None


@condition("Chưa có địa điểm; điền ở phần Thông tin chung.")
def has_place(ceremony):
    return bool(ceremony.place)


@condition("Chưa có chương trình; thêm ít nhất một mục.")
def has_agenda(ceremony):
    return ceremony.agenda.exists()


@condition("Chưa đến ngày tổ chức.")
def day_has_come(ceremony):
    return ceremony.held_on is not None and ceremony.held_on <= clock.today()


class Ceremony(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """The signing ceremony (lễ ký kết giao ước) of a year; one event may also close the year before."""

    class Kind(models.TextChoices):
        SIGNING = "ky_ket", "Ký kết giao ước"
        MIDYEAR = "so_ket", "Sơ kết"
        FINAL = "tong_ket", "Tổng kết"
        FINAL_AND_SIGNING = "tong_ket_va_ky_ket", "Tổng kết và ký kết giao ước"

    WORDS = {
        Kind.SIGNING: "lễ ký kết",
        Kind.MIDYEAR: "hội nghị sơ kết",
        Kind.FINAL: "hội nghị tổng kết",
        Kind.FINAL_AND_SIGNING: "hội nghị tổng kết và ký kết giao ước",
    }

    class Session(models.TextChoices):
        MORNING = "sáng", "Sáng"
        AFTERNOON = "chiều", "Chiều"
        DAY = "cả ngày", "Cả ngày"

    class Status(models.TextChoices):
        PLANNED = "planned", "Đang chuẩn bị"
        INVITED = "invited", "Đã mời"
        IN_SESSION = "in_session", "Đang diễn ra"
        HELD = "held", "Đã tổ chức"
        CANCELLED = "cancelled", "Đã hủy"

    bloc_year = models.OneToOneField(BlocYear, on_delete=models.CASCADE, related_name="ceremony")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.PLANNED, protected=True)
    kind = models.CharField("loại", max_length=20, choices=Kind.choices, default=Kind.SIGNING)
    name = models.CharField("tên", max_length=300)
    held_on = models.DateField("ngày", null=True, blank=True)
    session = models.CharField("buổi", max_length=10, choices=Session.choices, blank=True)
    # As planned; ``began`` and ``ended`` say how it went.
    begins_at = models.TimeField("bắt đầu lúc", null=True, blank=True)
    ends_by = models.TimeField("phải xong trước", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    host = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="đơn vị đăng cai",
    )
    chair = models.CharField("người chủ trì", max_length=100, blank=True)
    chair_post = models.CharField("chức vụ người chủ trì", max_length=200, blank=True)
    secretary = models.CharField("thư ký", max_length=100, blank=True)
    secretary_post = models.CharField("chức vụ thư ký", max_length=200, blank=True)
    basis = models.CharField("căn cứ", max_length=400, blank=True)
    closes_year = models.PositiveSmallIntegerField("tổng kết năm", null=True, blank=True)
    opens_year = models.PositiveSmallIntegerField("mở năm", null=True, blank=True)
    began = models.TimeField("giờ bắt đầu", null=True, blank=True)
    ended = models.TimeField("giờ kết thúc", null=True, blank=True)
    invitation = models.OneToOneField(
        IssuedDocument, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    cancel_reason = models.CharField("lý do hủy", max_length=400, blank=True, editable=False)
    changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    changed_by = by_whom()

    objects = CeremonyQuerySet.as_manager()

    class Meta:
        verbose_name = "lễ ký kết"
        verbose_name_plural = "lễ ký kết"
        constraints = [dated_when_named("changed")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("ceremonies:ceremony_detail", args=self.url_args)

    @property
    def url_args(self):
        return self.bloc_year.url_args

    @property
    def half_day(self) -> str:
        """ "Sáng" or "Chiều"; "" where it lasts all day, or nobody has said."""
        return self.get_session_display() if self.session != self.Session.DAY else ""

    @property
    def word(self):
        """What such an event is called, within a sentence; its ``name`` says which one it is."""
        return self.WORDS[self.Kind(self.kind)]

    @property
    def is_editable(self):
        return self.status in (self.Status.PLANNED, self.Status.INVITED, self.Status.IN_SESSION)

    @property
    def is_for_signing(self):
        return self.kind in (self.Kind.SIGNING, self.Kind.FINAL_AND_SIGNING)

    @property
    def told_in(self):
        """The issued paper that says who came and how they voted, which nobody changes from then on; None before."""
        return self.meeting_papers.exclude(document=None).select_related("document").first()

    @property
    def votes_are_open(self):
        """Also after the end, until an issued paper says how they went."""
        return self.is_editable if self.status != self.Status.HELD else self.told_in is None

    @property
    def roll_is_open(self):
        """Who came may be written down, absent people too, until an issued paper says it."""
        return self.is_recorded and self.told_in is None

    @property
    def is_recorded(self):
        """What happens there is written down: who came, how they voted, what was said."""
        return self.status in (self.Status.IN_SESSION, self.Status.HELD)

    @property
    def units_present(self) -> int:
        """The member units that somebody came for, each with one vote; 0 before the roll was called."""
        came = self.delegates.filter(membership__isnull=False, attended=True)
        return came.values("membership").distinct().count()

    def memberships_here(self) -> "set[int | None]":
        """Of whoever was marked as present, None among them for a guest; empty before the roll was called."""
        return set(self.delegates.filter(attended=True).values_list("membership", flat=True))

    def everybody(self) -> "list[Delegate]":
        """Who is on the list; before the press at its end, for each member unit that nobody stands for there, its
        signatory, not stored."""
        listed = list(self.delegates.all())
        press = takewhile(lambda delegate: delegate.group == Delegate.Group.PRESS, reversed(listed))
        place = len(listed) - len(list(press))
        known = {delegate.membership_id for delegate in listed if delegate.stands_for_unit}
        missing = [member for member in members_of(self.bloc_year) if member.pk not in known]
        come = [
            Delegate(
                ceremony=self,
                membership=member,
                name=member.signatory,
                post=member.signatory_post,
                organisation=member.name_on(self.held_on or clock.today()),
                group=Delegate.Group.MEMBER,
                role=Delegate.Role.SIGNING,
            )
            for member in missing
        ]
        return [*listed[:place], *come, *listed[place:]]

    def expected(self) -> "list[Delegate]":
        """Who comes or may still come, in the order of introduction: substitutes by name, nobody who declined."""
        return [each.comer for each in self.everybody() if each.answer != Delegate.Answer.DECLINES]

    def who_came(self) -> "list[Delegate]":
        """Who was marked as present; where nobody was, the roll was not called: whoever was not marked as absent."""
        came = [each.comer for each in self.everybody() if each.attended]
        return came or [each for each in self.expected() if each.attended is not False]

    def expect_members(self):
        """Put on the list whoever is missing there, until another name is entered."""
        everybody = self.everybody()
        for order, delegate in enumerate(everybody, start=1):
            delegate.order = order
        Delegate.objects.bulk_update([delegate for delegate in everybody if delegate.pk], ["order"])
        Delegate.objects.bulk_create(delegate for delegate in everybody if delegate.pk is None)

    def _changed(self, by):
        self.changed_at, self.changed_by = clock.now(), by

    @transition(
        status,
        source=Status.PLANNED,
        target=Status.INVITED,
        permission=by_rule(rules.may_run_ceremony),
        conditions=[year_is_open, has_date, has_place, has_agenda],
        custom={"label": "Ban hành giấy mời", "url": "ceremonies:invitation_issue", "primary": True, "method": "get"},
    )
    def invite(self, *, by):
        """Date, place and programme are settled and the invitations are out; the member units are expected."""
        self._changed(by)
        self.expect_members()

    @transition(
        status,
        source=Status.INVITED,
        target=Status.IN_SESSION,
        permission=by_rule(rules.may_run_ceremony),
        conditions=[year_is_open, day_has_come],
        custom={"label": "Khai mạc", "url": "ceremonies:ceremony_start", "primary": True, "method": "get"},
    )
    def start(self, *, by):
        self._changed(by)
        self.began = _this_minute()
        self.expect_members()  # also whoever joined after the invitations

    @transition(
        status,
        source=Status.IN_SESSION,
        target=Status.HELD,
        permission=by_rule(rules.may_run_ceremony),
        conditions=[year_is_open],
        custom={"label": "Bế mạc", "url": "ceremonies:ceremony_close", "primary": True, "method": "get"},
    )
    def close(self, *, by):
        self._changed(by)
        self.ended = _this_minute()

    @transition(
        status,
        source=[Status.PLANNED, Status.INVITED],
        target=Status.CANCELLED,
        permission=by_rule(rules.may_run_ceremony),
        conditions=[year_is_open],
        custom={"label": "Hủy buổi lễ", "url": "ceremonies:ceremony_cancel", "method": "get"},
    )
    def cancel(self, *, by, reason):
        self._changed(by)
        self.cancel_reason = reason


def _this_minute():
    return timezone.localtime(clock.now()).time().replace(second=0, microsecond=0)


class AgendaItem(models.Model):
    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    # What the clock says (``programme.set_clock``): the end of the item above, unless an hour was fixed.
    starts_at = models.TimeField("bắt đầu", null=True, blank=True, editable=False)
    fixed_at = models.TimeField("giờ cố định", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("số phút", null=True, blank=True)
    text = models.CharField("nội dung", max_length=300)
    speaker = models.CharField("người trình bày", max_length=200, blank=True)
    paper = models.CharField("văn bản kèm theo", max_length=300, blank=True)

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.text
