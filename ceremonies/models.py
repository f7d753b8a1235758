"""What happens on the day: the ceremony, its agenda, delegates and the public article."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import BlocYear, Membership, Unit, members_of
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from ceremonies import rules
from documents.models import StoredFile
from documents.wording import post_in


class CeremonyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Everybody who may know of the year may know of its ceremonies."""
        return self.filter(bloc_year__in=BlocYear.objects.visible_to(user))

    def of(self, bloc_year):
        return self.filter(bloc_year=bloc_year)


@condition("Chưa có ngày và địa điểm; điền ở phần Thông tin chung.")
def has_date_and_place(ceremony):
    return bool(ceremony.held_on and ceremony.place)


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
    basis = models.CharField("căn cứ", max_length=400, blank=True)
    closes_year = models.PositiveSmallIntegerField("tổng kết năm", null=True, blank=True)
    opens_year = models.PositiveSmallIntegerField("mở năm", null=True, blank=True)
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
    def is_editable(self):
        return self.status in (self.Status.PLANNED, self.Status.INVITED, self.Status.IN_SESSION)

    def expect_members(self):
        """One delegate for each member unit that has none: its signatory, until another name is entered."""
        known = set(self.delegates.values_list("membership", flat=True))
        missing = [member for member in members_of(self.bloc_year) if member.pk not in known]
        begin = self.delegates.count() + 1
        Delegate.objects.bulk_create(
            Delegate(
                ceremony=self,
                membership=member,
                order=order,
                name=member.signatory,
                post=member.signatory_post,
                organisation=member.name_on(self.held_on),
            )
            for order, member in enumerate(missing, start=begin)
        )

    def _changed(self, by):
        self.changed_at, self.changed_by = clock.now(), by

    @transition(
        status,
        source=Status.PLANNED,
        target=Status.INVITED,
        permission=by_rule(rules.may_run_ceremony),
        conditions=[year_is_open, has_date_and_place, has_agenda],
        custom={"label": "Đánh dấu đã mời", "url": "ceremonies:ceremony_invite", "primary": True, "method": "get"},
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

    @transition(
        status,
        source=[Status.PLANNED, Status.INVITED],
        target=Status.CANCELLED,
        permission=by_rule(rules.may_run_ceremony),
        conditions=[year_is_open],
        custom={"label": "Hủy buổi lễ", "url": "ceremonies:ceremony_cancel", "method": "get"},
    )
    def cancel(self, *, by):
        self._changed(by)


class AgendaItem(models.Model):
    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    starts_at = models.TimeField("bắt đầu", null=True, blank=True)
    minutes = models.PositiveSmallIntegerField("số phút", null=True, blank=True)
    text = models.CharField("nội dung", max_length=300)

    class Meta:
        verbose_name = "mục chương trình"
        verbose_name_plural = "chương trình"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.text


class Delegate(models.Model):
    """A person expected at the ceremony: a guest, or whoever comes for a member unit (``membership``)."""

    class Role(models.TextChoices):
        DIRECTING = "phat_bieu_chi_dao", "Phát biểu chỉ đạo"
        WITNESS = "chung_kien", "Chứng kiến"
        ATTENDING = "du", "Dự"

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="delegates")
    membership = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="delegates", editable=False
    )
    order = models.PositiveSmallIntegerField("thứ tự giới thiệu", default=1)
    # A guest may be known by post only.
    name = models.CharField("họ và tên", max_length=100, blank=True)
    post = models.CharField("chức vụ", max_length=200, blank=True)
    organisation = models.CharField("cơ quan, đơn vị", max_length=200, blank=True)
    role = models.CharField("vai trò", max_length=20, choices=Role.choices, default=Role.ATTENDING)
    attended = models.BooleanField("có mặt", null=True, blank=True)

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
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.name or self.post or self.organisation

    @property
    def described(self):
        """Name, post and organisation, as far as they are known."""
        return ", ".join(filter(None, [self.name, self.post_and_organisation]))

    @property
    def post_and_organisation(self):
        return post_in(self.post, self.organisation)

    @property
    def role_label(self):
        """Who comes for a member unit comes to sign."""
        return "Ký kết" if self.membership_id else self.get_role_display()


class Adoption(models.Model):
    """A paper that the meeting adopted."""

    ceremony = models.ForeignKey(Ceremony, on_delete=models.CASCADE, related_name="adoptions")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    title = models.CharField("văn bản được thông qua", max_length=400)

    class Meta:
        verbose_name = "văn bản thông qua"
        verbose_name_plural = "văn bản thông qua"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.title


class ArticleQuerySet(models.QuerySet):
    def public(self):
        return self.exclude(published_at=None)


class Article(models.Model):
    """The news article about the ceremony; the public sees it from its publication.

    It is about the public page, not the year's record: written, published and withdrawn in a closed year too.
    """

    ceremony = models.OneToOneField(Ceremony, on_delete=models.CASCADE, related_name="article")
    slug = models.SlugField("địa chỉ", max_length=120, unique=True)
    title = models.CharField("tiêu đề", max_length=300)
    body = models.TextField("nội dung", max_length=20000, blank=True)
    author = models.CharField("tác giả", max_length=100, blank=True)
    source = models.CharField("nguồn", max_length=150, blank=True)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = by_whom()

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "bài viết"
        verbose_name_plural = "bài viết"
        constraints = [dated_when_named("published")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("ceremonies:article_public", args=[self.ceremony.bloc_year.year, self.slug])


class Photo(models.Model):
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="photos")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    caption = models.CharField("chú thích", max_length=300)
    alt = models.CharField("mô tả ảnh cho người không xem được", max_length=300)

    class Meta:
        verbose_name = "ảnh"
        verbose_name_plural = "ảnh"
        ordering = ["order", "pk"]
        constraints = at_least_one("order")

    def __str__(self):
        return self.caption
