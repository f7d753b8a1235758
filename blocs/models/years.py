"""Blocs and their years: everything else of the product hangs on a ``BlocYear``."""

from datetime import date
from functools import lru_cache, reduce
from operator import attrgetter, or_

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock, rules
from blocs.constraints import at_least_one, dated_when_named
from blocs.models.units import Unit
from blocs.text import search_key
from blocs.workflow import by_rule, condition


class BlocQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(pk__in=BlocYear.objects.visible_to(user).values("bloc_id"))

    def opened(self):
        """Those with a year that is open or was: before it only who prepares it knows of a new bloc."""
        return self.filter(pk__in=BlocYear.objects.exclude(status=BlocYear.Status.PREPARING).values("bloc_id"))


class Bloc(models.Model):
    """A khối or cụm thi đua. Its number is not unique: identity is organiser + scope + label."""

    class Kind(models.TextChoices):
        KHOI = "khoi", "Khối"
        CUM = "cum", "Cụm"

    slug = models.SlugField("địa chỉ", max_length=100, unique=True)
    kind = models.CharField("gọi là", max_length=10, choices=Kind.choices, default=Kind.KHOI)
    name = models.CharField("tên", max_length=200)
    label = models.CharField("số hiệu", max_length=40, blank=True)
    description = models.CharField("mô tả", max_length=300, blank=True)
    organiser = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="organised_blocs", verbose_name="cơ quan tổ chức"
    )
    scope = models.CharField("phạm vi", max_length=60, blank=True)
    search_key = models.CharField(max_length=600, editable=False)

    objects = BlocQuerySet.as_manager()

    class Meta:
        verbose_name = "khối thi đua"
        verbose_name_plural = "khối thi đua"
        constraints = [
            models.UniqueConstraint(
                fields=["organiser", "scope", "label", "name"],
                name="bloc_identity",
                violation_error_message="Cơ quan tổ chức đã có một khối cùng phạm vi, số hiệu và tên.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name} {self.description}")
        super().save(*args, **kwargs)

    @property
    def word(self):
        """ "Khối" or "Cụm", as it stands in running text."""
        return self.get_kind_display()

    @property
    def leader_title(self):
        return f"{self.word} trưởng"

    @property
    def deputy_title(self):
        return f"{self.word} phó"

    @property
    def symbol(self):
        """The bloc's part of a document symbol: KTĐ or CTĐ."""
        return "KTĐ" if self.kind == self.Kind.KHOI else "CTĐ"


@lru_cache(maxsize=8192)  # it depends on nothing else, and a page of many units has hundreds
def _address(name, *arguments):
    return reverse(name, args=arguments)


def places_of(user):
    """The memberships of the units that ``user`` serves, with their year; asked for once in a request."""
    units = rules.units_of(user)
    if not units:
        return []

    def find():
        # Asked on every page, so without what a bloc file carried along.
        found = Membership.objects.filter(unit__in=units).select_related("bloc_year")
        return list(found.defer("bloc_year__carried").order_by())

    return rules.once_in_a_request(user, "places", find)


def _led(user):
    return Q(pk__in=[m.bloc_year_id for m in places_of(user) if m.role == Membership.Role.LEADER])


def _overseen(user):
    return _led(user) | Q(bloc__organiser__in=rules.units_of(user))


def _prepared(user):
    """Years in preparation that the office of last year's leader is getting ready."""
    led = [m.bloc_year for m in places_of(user) if m.role == Membership.Role.LEADER]
    following = [Q(bloc=y.bloc_id, year=y.year + 1) for y in led]
    preparing = Q(status=BlocYear.Status.PREPARING)
    return preparing & reduce(or_, following) if following else Q(pk__in=[])


class BlocYearQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The years ``user`` may know of.

        Members and the organiser see theirs; a year in preparation is seen by those
        who prepare it; system administrators see all.
        """
        if user.is_superuser:
            return self
        opened = [m.bloc_year_id for m in places_of(user) if m.bloc_year.status != BlocYear.Status.PREPARING]
        return self.filter(Q(pk__in=opened) | _overseen(user) | _prepared(user))

    def led_by(self, user):
        return self.filter(_led(user))

    def overseen_by(self, user):
        """Years led by a unit that ``user`` serves, and all of the blocs their unit organises."""
        return self.filter(_overseen(user))

    def with_members(self):
        return self.select_related("bloc__organiser").prefetch_related(
            "bloc__organiser__names", "memberships__unit__names"
        )


@condition("Năm thi đua phải có một đơn vị làm trưởng: bấm Sửa ở dòng của đơn vị đó trong danh sách thành viên.")
def has_leader(bloc_year):
    return bloc_year.memberships.filter(role=Membership.Role.LEADER).exists()


@condition("Năm thi đua phải có ít nhất hai đơn vị thành viên: bấm Thêm đơn vị ở danh sách thành viên.")
def has_members(bloc_year):
    return bloc_year.memberships.count() >= 2


class BlocYear(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """One year of one bloc. Rights follow it: whoever serves its leader unit is the leader's office."""

    class Status(models.TextChoices):
        PREPARING = "preparing", "Chuẩn bị"
        OPEN = "open", "Đang mở"
        CLOSED = "closed", "Đã đóng"

    bloc = models.ForeignKey(Bloc, on_delete=models.CASCADE, related_name="years", verbose_name="khối")
    year = models.PositiveSmallIntegerField("năm")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.PREPARING, protected=True)
    theme = models.CharField("chủ đề", max_length=300, blank=True)
    is_sample = models.BooleanField("dữ liệu thử", default=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_by = by_whom()
    # Letters to units that have not handed in; otherwise they wait for the leader's office.
    mails_reminders = models.BooleanField("thư nhắc tự gửi", default=False)
    # What the file format carries for parts that do not keep records of their own yet (criteria, votes,
    # evaluation …), and its marks about the data (synthetic, note, source): kept so that nothing is lost.
    carried = models.JSONField(default=dict, blank=True, editable=False)

    objects = BlocYearQuerySet.as_manager()

    class Meta:
        verbose_name = "năm thi đua"
        verbose_name_plural = "năm thi đua"
        ordering = ["-year", "bloc__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "year"],
                name="bloc_year_once",
                violation_error_message="Khối đã có năm thi đua này.",
            ),
            models.CheckConstraint(condition=Q(year__gte=1948, year__lte=2200), name="bloc_year_plausible"),
            dated_when_named("opened"),
        ]

    def __str__(self):
        return f"{self.bloc}, năm {self.year}"

    def get_absolute_url(self):
        return self.url("desk:year_board")

    def url(self, name, *place):
        """The address ``name`` of this year or, by the rest of its arguments, of something below it."""
        return _address(name, *self.url_args, *place)

    @property
    def sample_mark(self):
        """What every table and calendar that leaves the program says of sample data; "" of real data."""
        return "DỮ LIỆU THỬ" if self.is_sample else ""

    @property
    def url_args(self):
        """``bloc`` and ``year`` of every address below this year."""
        return [self.bloc.slug, self.year]

    @property
    def ordered_memberships(self):
        """Members in protocol order; uses what ``with_members`` or ``fetch_members`` fetched."""
        return sorted(self.known_members, key=attrgetter("order", "id"))

    @property
    def known_members(self):
        """Its memberships; no query if they were fetched into ``fetched_members``."""
        fetched = self.__dict__.get("fetched_members")
        return self.memberships.all() if fetched is None else fetched

    @property
    def known_deadlines(self):
        """Its deadlines, the earliest first; no query if they were fetched into ``fetched_deadlines``."""
        fetched = self.__dict__.get("fetched_deadlines")
        return self.deadlines.all() if fetched is None else fetched

    def holder_of(self, role):
        """The membership with ``role``, or None."""
        return next((m for m in self.known_members if m.role == role), None)

    @property
    def leader(self):
        """The unit that leads this year, or None while nobody does."""
        membership = self.holder_of(Membership.Role.LEADER)
        return membership.unit if membership else None

    @property
    def deputy(self):
        membership = self.holder_of(Membership.Role.DEPUTY)
        return membership.unit if membership else None

    @property
    def first_day(self):
        """The first on which something of this year may be due or held: its ceremony may close the year before."""
        return date(self.year - 1, 7, 1)

    def fault_of_day(self, day):
        """Why nothing of this year is due or held on ``day``; "" where it may be."""
        first, last = self.first_day, date(self.year + 1, 12, 31)
        return "" if first <= day <= last else f"Nhập ngày từ {first:%d/%m/%Y} đến {last:%d/%m/%Y}."

    def due(self, step, membership=None):
        """The last day for ``step``: the unit's extension if it has one, else the year's; None without."""
        if membership is not None:
            extension = next((e for e in membership.known_extensions if e.step == step), None)
            if extension:
                return extension.due
        return next((d.due for d in self.known_deadlines if d.step == step), None)

    @transition(
        status,
        source=Status.PREPARING,
        target=Status.OPEN,
        permission=by_rule(rules.may_prepare_year),
        conditions=[has_leader, has_members],
        custom={"label": "Mở năm thi đua", "url": "blocs:year_open", "primary": True, "method": "get"},
    )
    def open(self, *, by):
        """Let the members in: from now on they see the year and register."""
        self.opened_at, self.opened_by = clock.now(), by

    @transition(
        status,
        source=Status.OPEN,
        target=Status.CLOSED,
        permission=by_rule(rules.may_manage_year),
        custom={"label": "Đóng năm thi đua", "url": "blocs:year_close", "method": "get"},
    )
    def close(self, *, by):
        """Nothing of this year changes any more."""


class Membership(models.Model):
    """A unit's place in one year of a bloc."""

    class Role(models.TextChoices):
        LEADER = "leader", "Đơn vị trưởng"
        DEPUTY = "deputy", "Đơn vị phó"
        MEMBER = "member", "Thành viên"

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="memberships")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="memberships", verbose_name="đơn vị")
    role = models.CharField("vai trò", max_length=10, choices=Role.choices, default=Role.MEMBER)
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    # Who signs for the unit unless the pledge says otherwise.
    signatory = models.CharField("người ký", max_length=100, blank=True)
    signatory_post = models.CharField("chức vụ người ký", max_length=150, blank=True)
    signatory_authority = models.CharField(
        "thể thức ký thay", max_length=150, blank=True, help_text="Ví dụ: KT. CHÁNH THANH TRA"
    )
    signatory_rank = models.CharField("cấp bậc hàm", max_length=40, blank=True)

    class Meta:
        verbose_name = "đơn vị thành viên"
        verbose_name_plural = "đơn vị thành viên"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc_year", "unit"],
                name="member_once",
                violation_error_message="Đơn vị này đã là thành viên của năm thi đua.",
            ),
            models.UniqueConstraint(
                fields=["bloc_year"],
                condition=Q(role="leader"),
                name="one_leader",
                violation_error_message="Năm thi đua đã có đơn vị trưởng.",
            ),
            models.UniqueConstraint(
                fields=["bloc_year"],
                condition=Q(role="deputy"),
                name="one_deputy",
                violation_error_message="Năm thi đua đã có đơn vị phó.",
            ),
            *at_least_one("order"),
        ]

    def __str__(self):
        return str(self.unit)

    @property
    def role_label(self):
        """ "Khối trưởng", "Cụm phó" … as the bloc's kind wants; "" for a plain member."""
        if self.role == self.Role.MEMBER:
            return ""
        return self.bloc_year.bloc.leader_title if self.role == self.Role.LEADER else self.bloc_year.bloc.deputy_title

    @property
    def known_extensions(self):
        """Its extensions; no query if they were fetched into ``fetched_extensions``."""
        fetched = self.__dict__.get("fetched_extensions")
        return self.extensions.all() if fetched is None else fetched

    def name_on(self, day):
        return self.unit.name_on(day).full_name


def members_of(bloc_year):
    """Memberships of ``bloc_year`` in protocol order, with units and their names."""
    return (
        Membership.objects.filter(bloc_year=bloc_year)
        .select_related("unit", "bloc_year__bloc")
        .prefetch_related("unit__names")
        .order_by(F("order"), "pk")
    )
