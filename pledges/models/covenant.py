"""The covenant (giao ước thi đua): its clauses, what members think of it, their signatures."""

from functools import partial
from operator import attrgetter

from django.db import models, transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django_fsm import ConcurrentTransitionMixin, FSMField, FSMModelMixin, transition

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import BlocYear, Extension, LegalBasis, Step
from blocs.open_years import year_is_open
from blocs.workflow import by_rule, condition
from documents.models import IssuedDocument, StoredFile
from pledges import notifications, rules
from pledges.models.outline import OutlineRow

# What is typed once, beside clauses and bases.
WORDS = (
    "title", "subtitle", "place", "opening", "closing", "copies", "witness", "witness_post", "witness_organisation",
)  # fmt: skip


class CovenantQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The covenants ``user`` may know of.

        The leader's office and the organiser see every version; members see a text
        from the day it is put to consultation, and what was frozen.
        """
        overseen = Q(bloc_year__in=BlocYear.objects.overseen_by(user))
        hidden = [Covenant.Status.DRAFTING]
        if user.is_superuser:  # keeps accounts and catalogues, reads no drafts
            hidden.append(Covenant.Status.CONSULTING)
        shown = Q(bloc_year__in=BlocYear.objects.visible_to(user)) & ~Q(status__in=hidden)
        return self.filter(overseen | shown)

    def current(self):
        """Versions that no later one supersedes."""
        return self.filter(successor=None)

    def of(self, bloc_year):
        return self.filter(bloc_year=bloc_year)

    def settled(self):
        """Frozen, also those that everybody has signed; the newest version first."""
        return self.filter(status__in=[Covenant.Status.FROZEN, Covenant.Status.SIGNED]).order_by("-version")

    def with_originals_counted(self):
        """``originals_count``, and as ``stamped_count`` the stamps on all of them; for ``lacks_on_originals``."""
        same = self.model.objects.order_by().filter(pk=OuterRef("pk")).values("pk")
        originals = same.annotate(n=Count("originals")).values("n")
        stamped = same.annotate(n=Count("originals__marks", filter=Q(originals__marks__stamped=True))).values("n")
        return self.annotate(originals_count=Subquery(originals), stamped_count=Subquery(stamped))


@condition("Giao ước chưa có nội dung; thêm ít nhất một điều khoản.")
def has_clauses(covenant):
    return covenant.clauses.exists()


@condition("Giao ước chưa có ngày và nơi ký; điền ở phần Thông tin chung.")
def has_place_and_date(covenant):
    return bool(covenant.place and covenant.dated)


@condition("Đã có phiên bản mới hơn của giao ước này.")
def is_current(covenant):
    return not hasattr(covenant, "successor")  # asked for once: one query for all pledges of a covenant


@condition("Bản in của giao ước đang được lập.", "Anh/chị chờ bản in lập xong rồi tải lại trang.")
def is_not_printing(covenant):
    return covenant.printing_now is None


@condition("Các đơn vị đã xem được ý kiến của nhau.")
def opinions_are_apart(covenant):
    consulted = covenant.last_round
    return consulted is not None and not consulted.is_shared


@condition("Còn đơn vị chưa ký.")
def all_signed(covenant):
    return not covenant.pledges.unsigned().exists()


class Covenant(ConcurrentTransitionMixin, FSMModelMixin, models.Model):
    """One version of the covenant of a year. A frozen text is never re-rendered."""

    class Status(models.TextChoices):
        DRAFTING = "drafting", "Soạn thảo"
        CONSULTING = "consulting", "Lấy ý kiến"
        FROZEN = "frozen", "Đã chốt"
        SIGNED = "signed", "Đã ký đủ"

    bloc_year = models.ForeignKey(BlocYear, on_delete=models.CASCADE, related_name="covenants")
    version = models.PositiveSmallIntegerField("phiên bản", default=1)
    supersedes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    status = FSMField("trạng thái", choices=Status.choices, default=Status.DRAFTING, protected=True)
    title = models.CharField("tên văn bản", max_length=200, default="GIAO ƯỚC THI ĐUA")
    subtitle = models.CharField("trích yếu", max_length=300, blank=True)
    place = models.CharField("nơi ký", max_length=100, blank=True)
    dated = models.DateField("ngày ký", null=True, blank=True)
    opening = models.TextField("lời mở đầu", max_length=2000, blank=True)
    closing = models.TextField("lời kết", max_length=2000, blank=True)
    copies = models.PositiveSmallIntegerField("số bản", null=True, blank=True)
    witness = models.CharField("người chứng kiến", max_length=100, blank=True)
    witness_post = models.CharField("chức vụ người chứng kiến", max_length=150, blank=True)
    witness_organisation = models.CharField("cơ quan chứng kiến", max_length=200, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True, editable=False)
    frozen_by = by_whom()
    revised_at = models.DateTimeField(null=True, blank=True, editable=False)
    revised_by = by_whom()
    revised_reason = models.TextField("lý do lập phiên bản mới", max_length=1000, blank=True, editable=False)
    document = models.OneToOneField(
        IssuedDocument,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="covenant",
        editable=False,
    )
    scan = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    scan_uploaded_at = models.DateTimeField(null=True, blank=True, editable=False)
    scan_uploaded_by = by_whom()
    # What was odd about the scan when it came (documents.scan_judging), for whoever opens it.
    scan_doubts = models.JSONField(default=list, blank=True, editable=False)

    objects = CovenantQuerySet.as_manager()

    class Meta:
        verbose_name = "giao ước thi đua"
        verbose_name_plural = "giao ước thi đua"
        ordering = ["bloc_year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["bloc_year", "version"], name="covenant_version_once"),
            models.CheckConstraint(
                condition=Q(status__in=["drafting", "consulting"]) | Q(document__isnull=False),
                name="frozen_covenant_has_document",
            ),
            *at_least_one("version"),
            dated_when_named("frozen"),
            dated_when_named("scan_uploaded"),
            dated_when_named("revised"),
        ]

    def __str__(self):
        return f"Giao ước thi đua năm {self.bloc_year.year}, phiên bản {self.version}"

    def get_absolute_url(self):
        return self.bloc_year.url("pledges:covenant_detail")

    @property
    def status_in_words(self):
        """Of a version in whose place another was frozen, that."""
        replaced = self.document is not None and self.document.superseded_by_id is not None
        return "Đã thay thế" if replaced else self.get_status_display()

    @property
    def url_args(self):
        return self.bloc_year.url_args

    @property
    def is_editable(self):
        return self.status == self.Status.DRAFTING and self.printing_now is None

    @property
    def printing_now(self):
        """The paper that is being printed to be frozen with; None when nobody waits for one."""
        printing = getattr(self, "printing", None)
        return None if printing is None or printing.has_stopped else printing

    def put_scan(self, stored, doubts, *, by):
        self.scan, self.scan_doubts = stored, doubts
        self.scan_uploaded_at, self.scan_uploaded_by = clock.now(), by
        self.save(update_fields=["scan", "scan_uploaded_at", "scan_uploaded_by", "scan_doubts"])

    @property
    def lacks_on_originals(self):
        """Not every original of the register carries every unit; only ``with_originals_counted``."""
        on_paper = sum(not pledge.is_digital for pledge in self.pledges.all())
        return self.stamped_count < self.originals_count * on_paper

    @property
    def last_round(self):
        """The newest round of opinions; None before the first. No query if ``rounds`` were prefetched."""
        return max(self.rounds.all(), key=attrgetter("number"), default=None)

    def snapshot(self):
        """The words of the draft as plain data: what is put to a round of opinions is kept as this."""
        general = {name: getattr(self, name) for name in WORDS}
        return general | {
            "dated": self.dated.isoformat() if self.dated else "",
            "bases": [basis.text for basis in self.bases.select_related("basis")],
            "clauses": list(self.clauses.values("level", "numbered", "text")),
        }

    @property
    def scan_shows_all(self):
        """There is a scan, and nobody's signature on paper was marked after it was sent; or nobody signs on paper."""
        sent = self.scan_uploaded_at
        on_paper = [pledge for pledge in self.pledges.all() if not pledge.is_digital]
        signed = (pledge.marked_at for pledge in on_paper if pledge.signed_on)
        return not on_paper or (sent is not None and not any(marked and marked > sent for marked in signed))

    @transition(
        status,
        source=Status.DRAFTING,
        target=Status.CONSULTING,
        permission=by_rule(rules.may_draft_covenant),
        conditions=[year_is_open, is_not_printing, has_clauses],
        custom={
            "label": "Gửi lấy ý kiến các đơn vị",
            "url": "pledges:covenant_consult",
            "primary": True,
            "method": "get",
        },
    )
    def consult(self, *, by, until):
        """Show the draft to all members and ask for their opinion until the end of the day ``until``."""
        number = self.rounds.count() + 1
        self.rounds.create(number=number, words=self.snapshot(), opened_at=clock.now(), opened_by=by)
        self._wait_until(until)
        transaction.on_commit(partial(notifications.covenant_consulted, self, by, until))

    def _wait_until(self, until):
        """The year's day for opinions; a unit that had more time than others, and now less, has what all have."""
        self.bloc_year.deadlines.update_or_create(step=Step.COVENANT_OPINIONS, defaults={"due": until})
        own = Extension.objects.filter(membership__bloc_year=self.bloc_year, step=Step.COVENANT_OPINIONS)
        own.filter(due__lte=until).delete()

    @transition(
        status,
        source=Status.CONSULTING,
        target=Status.CONSULTING,
        permission=by_rule(rules.may_draft_covenant),
        conditions=[year_is_open],
        custom={"label": "Gia hạn góp ý", "url": "pledges:covenant_prolong", "method": "get"},
    )
    def prolong(self, *, by, until):
        """Take opinions until the end of a later day, also when the round had ended by itself."""
        self._wait_until(until)
        transaction.on_commit(partial(notifications.covenant_prolonged, self, by, until))

    @transition(
        status,
        source=Status.CONSULTING,
        target=Status.CONSULTING,
        permission=by_rule(rules.may_draft_covenant),
        conditions=[year_is_open, opinions_are_apart],
        custom={
            "label": "Cho các đơn vị xem ý kiến của nhau",
            "url": "pledges:covenant_share",
            "method": "get",
        },
    )
    def share(self, *, by):
        """Let the members read each other's opinions before the round has ended."""
        consulted = self.last_round
        consulted.shared_at, consulted.shared_by = clock.now(), by
        consulted.save()
        transaction.on_commit(partial(notifications.covenant_shared, self, by))

    @transition(
        status,
        source=Status.CONSULTING,
        target=Status.DRAFTING,
        permission=by_rule(rules.may_draft_covenant),
        conditions=[year_is_open, is_not_printing],
        custom={"label": "Kết thúc lấy ý kiến, sửa tiếp", "url": "pledges:covenant_redraft", "method": "get"},
    )
    def redraft(self, *, by):
        """Go back to drafting with what the members said."""
        self._close_round(by)
        transaction.on_commit(partial(notifications.covenant_redrafted, self, by))

    def _close_round(self, by):
        for consulted in self.rounds.filter(closed_at=None):
            consulted.closed_at, consulted.closed_by = clock.now(), by
            consulted.save()

    @transition(
        status,
        source=[Status.DRAFTING, Status.CONSULTING],
        target=Status.FROZEN,
        permission=by_rule(rules.may_draft_covenant),
        conditions=[year_is_open, is_current, is_not_printing, has_clauses, has_place_and_date],
        custom={
            "label": "Chốt giao ước",
            "url": "pledges:covenant_freeze",
            "method": "get",
        },
    )
    def freeze(self, *, by, document):
        """Keep the issued paper; from here the text never changes. See ``pledges.freezing``."""
        self.document, self.frozen_at, self.frozen_by = document, clock.now(), by
        self._close_round(by)
        transaction.on_commit(partial(notifications.covenant_frozen, self, by))

    @transition(
        status,
        source=[Status.FROZEN, Status.SIGNED],
        target=None,
        permission=by_rule(rules.may_draft_covenant),
        conditions=[year_is_open, is_current],
        custom={"label": "Soạn phiên bản mới", "url": "pledges:covenant_revise", "method": "get"},
    )
    def revise(self, *, by, reason):
        """Begin the next version, which supersedes this one; ``pledges.freezing.next_version`` copies.

        Signatures stay with the version that they were given to.
        """
        self.revised_at, self.revised_by, self.revised_reason = clock.now(), by, reason
        transaction.on_commit(partial(notifications.covenant_revised, self, by))

    @transition(
        status,
        source=Status.FROZEN,
        target=Status.SIGNED,
        permission=by_rule(rules.may_complete_covenant),
        conditions=[year_is_open, is_current, all_signed],
    )
    def complete(self, *, by):
        """Every member has signed. Taken by the last signature, not by a button."""


class CitedBasis(models.Model):
    """A legal basis the covenant cites, in order: from the catalogue, or words of its own."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="bases")
    order = models.PositiveSmallIntegerField("thứ tự", default=1)
    basis = models.ForeignKey(LegalBasis, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    own_text = models.TextField("câu căn cứ khác", max_length=600, blank=True)

    class Meta:
        verbose_name = "căn cứ"
        verbose_name_plural = "căn cứ"
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(basis=None, own_text__gt="") | Q(basis__isnull=False, own_text=""),
                name="cited_basis_one_text",
            ),
            *at_least_one("order"),
        ]

    def __str__(self):
        return self.text

    @property
    def text(self):
        """The sentence without its final mark."""
        return self.basis.citation if self.basis else self.own_text


class Clause(OutlineRow):
    """One item of the covenant's outline."""

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="clauses")
