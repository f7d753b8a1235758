"""Units, their dated names and successions, and the people who serve them."""

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from blocs import clock
from blocs.text import search_key, sort_key


class UnitQuerySet(models.QuerySet):
    def with_names(self):
        return self.prefetch_related("names")

    def search(self, text):
        """Units any of whose names holds ``text``, marks and case apart."""
        key = search_key(text)
        return self.filter(names__search_key__contains=key).distinct() if key else self

    def in_name_order(self):
        """In Vietnamese order of the names in force today, with the names fetched."""
        names = UnitName.objects.filter(unit=OuterRef("pk"))
        known = names.filter(Q(valid_from=None) | Q(valid_from__lte=clock.today()))
        latest = known.order_by(F("valid_from").desc(nulls_last=True)).values("sort_key")[:1]
        first = names.order_by("valid_from").values("sort_key")[:1]
        place = Coalesce(Subquery(latest), Subquery(first), Value(""))
        return self.annotate(place=place).order_by("place", "slug").with_names()

    def served_by(self, user):
        return self.filter(pk__in=Officer.objects.current().filter(user_id=user.pk).values("unit_id"))

    def visible_to(self, user):
        """Units are public knowledge: everybody signed in may look one up."""
        return self if user.is_authenticated else self.none()


class Unit(models.Model):
    """A stable identity; what it is called on a day is ``name_on(day)``."""

    class Kind(models.TextChoices):
        CENTRAL = "thanh_tra_chinh_phu", "Thanh tra Chính phủ"
        MINISTRY = "thanh_tra_bo", "Thanh tra bộ"
        SECTOR = "co_quan_thanh_tra_nganh", "Cơ quan thanh tra ngành"
        PROVINCE = "thanh_tra_tinh", "Thanh tra tỉnh, thành phố"
        DEPARTMENT = "don_vi_thuoc_ttcp", "Đơn vị thuộc Thanh tra Chính phủ"
        OTHER = "khac", "Khác"

    slug = models.SlugField("mã đơn vị", max_length=60, unique=True)
    kind = models.CharField("loại", max_length=30, choices=Kind.choices, default=Kind.OTHER)
    province = models.CharField("tỉnh, thành phố", max_length=60, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("blocs:unit_detail", args=[self.slug])

    def name_on(self, day):
        """The ``UnitName`` in force on ``day``; before the first known one, the first. None without any."""
        names = sorted(self.known_names, key=lambda n: (n.valid_from is not None, n.valid_from))
        in_force = [n for n in names if n.valid_from is None or n.valid_from <= day]
        return in_force[-1] if in_force else (names[0] if names else None)

    @property
    def known_names(self):
        """Its names; no query if they were fetched into ``fetched_names``."""
        fetched = self.__dict__.get("fetched_names")
        return self.names.all() if fetched is None else fetched

    @property
    def name(self):
        current = self.name_on(clock.today())
        return current.full_name if current else self.slug

    @property
    def short_name(self):
        current = self.name_on(clock.today())
        return current.short_name or current.full_name if current else self.slug


class UnitName(models.Model):
    """What a unit is called from ``valid_from`` (None: since ever) until the next name."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="names", verbose_name="đơn vị")
    full_name = models.CharField("tên đầy đủ", max_length=200)
    short_name = models.CharField("tên gọn", max_length=60, blank=True)
    abbreviation = models.CharField("tên viết tắt", max_length=30, blank=True)
    parent_body = models.CharField("cơ quan chủ quản", max_length=200, blank=True)
    valid_from = models.DateField("có hiệu lực từ", null=True, blank=True)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    sort_key = models.CharField(max_length=700, editable=False)

    class Meta:
        verbose_name = "tên đơn vị"
        verbose_name_plural = "tên đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="unit_name_once_a_day",
                violation_error_message="Đơn vị đã có một tên bắt đầu từ ngày này.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_from=None),
                name="one_first_unit_name",
                violation_error_message="Đơn vị đã có một tên không ghi ngày bắt đầu.",
            ),
        ]

    def __str__(self):
        return self.full_name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.full_name} {self.short_name} {self.abbreviation}")
        self.sort_key = sort_key(self.full_name)
        super().save(*args, **kwargs)


class UnitSuccession(models.Model):
    """What became of a unit: renamed, merged, absorbed or wound up, and who took over."""

    class Kind(models.TextChoices):
        RENAMED = "doi_ten", "Đổi tên"
        MERGED = "hop_nhat", "Hợp nhất"
        ABSORBED = "sap_nhap", "Sáp nhập"
        ENDED = "ket_thuc", "Kết thúc hoạt động"

    from_unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="successions", verbose_name="đơn vị")
    to_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessions",
        verbose_name="đơn vị tiếp nhận",
    )
    kind = models.CharField("hình thức", max_length=20, choices=Kind.choices)
    on = models.DateField("từ ngày", null=True, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "kế thừa"
        verbose_name_plural = "kế thừa"
        constraints = [
            models.CheckConstraint(
                condition=Q(to_unit=None) | ~Q(to_unit=F("from_unit")),
                name="succession_to_another",
                violation_error_message="Một đơn vị không thể kế thừa chính mình.",
            ),
        ]

    def __str__(self):
        return f"{self.from_unit}: {self.get_kind_display()}"


class OfficerQuerySet(models.QuerySet):
    def current(self):
        today = clock.today()
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=today), starts_on__lte=today, user__is_active=True)


class Officer(models.Model):
    """A person's duty in a unit, from a day to a day (both included)."""

    class Duty(models.TextChoices):
        CLERK = "clerk", "Chuyên viên"
        HEAD = "head", "Lãnh đạo đơn vị"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="duties", verbose_name="người dùng"
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="officers", verbose_name="đơn vị")
    duty = models.CharField("nhiệm vụ", max_length=10, choices=Duty.choices)
    post = models.CharField("chức vụ", max_length=100, blank=True)
    # A clerk may hand in for the unit when its head has entitled them to.
    may_submit = models.BooleanField("được gửi thay lãnh đạo", default=False)
    starts_on = models.DateField("từ ngày", default=clock.today)
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = "cán bộ của đơn vị"
        verbose_name_plural = "cán bộ của đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="officer_ends_after_start",
                violation_error_message="Ngày kết thúc phải từ ngày bắt đầu trở đi.",
            ),
            models.UniqueConstraint(
                fields=["user", "unit", "duty"],
                condition=Q(ends_on=None),
                name="officer_duty_once",
                violation_error_message="Người này đang giữ nhiệm vụ này ở đơn vị.",
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_duty_display().lower()} {self.unit}"
