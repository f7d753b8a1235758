"""The rounds in which a draft of the covenant is put to the members, and what they say of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.fields import by_whom
from blocs import clock
from blocs.constraints import at_least_one, dated_when_named
from blocs.models import BlocYear, Membership, Step
from blocs.rules import units_of
from pledges.models.covenant import Covenant


class ConsultationRoundQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rounds ``user`` may know of: those of the years in which its unit takes part, or whose bloc it organises.

        What was said in them ``rules.may_read_opinions`` decides.
        """
        mine = units_of(user)
        years = BlocYear.objects.filter(Q(memberships__unit__in=mine) | Q(bloc__organiser__in=mine))
        return self.filter(covenant__bloc_year__in=years.values("pk"))


class ConsultationRound(models.Model):
    """One time the draft was put to all members: its words as they were, and until when each may answer.

    It ends by itself with the day of ``COVENANT_OPINIONS``, for a unit with more time with that, and at the latest
    when the draft is taken up again. Until then a member reads its own opinion only, unless it is ``shared``.
    """

    covenant = models.ForeignKey(Covenant, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField("đợt")
    words = models.JSONField("lời của dự thảo", default=dict)  # as Covenant.snapshot()
    opened_at = models.DateTimeField(default=clock.now, editable=False)
    opened_by = by_whom()
    shared_at = models.DateTimeField(null=True, blank=True, editable=False)
    shared_by = by_whom()
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    closed_by = by_whom()

    objects = ConsultationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến"
        verbose_name_plural = "đợt lấy ý kiến"
        ordering = ["covenant_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["covenant", "number"], name="round_number_once"),
            models.UniqueConstraint(fields=["covenant"], condition=Q(closed_at=None), name="one_open_round"),
            *at_least_one("number"),
            dated_when_named("opened"),
            dated_when_named("shared"),
            dated_when_named("closed"),
        ]

    def __str__(self):
        return f"{self.covenant}, lấy ý kiến đợt {self.number}"

    @property
    def bloc_year(self):
        return self.covenant.bloc_year

    def due(self, membership=None):
        """The last day of the unit, or of all; None where the year has none."""
        return self.bloc_year.due(Step.COVENANT_OPINIONS, membership)

    def awaits(self, membership):
        """Whether the unit may still answer."""
        due = self.due(membership)
        return self.closed_at is None and (due is None or not clock.day_is_over(due))

    @property
    def is_shared(self):
        """Whether the members read each other's opinions: opened to them, or nobody answers any more."""
        return self.shared_at is not None or not any(self.awaits(member) for member in self.bloc_year.known_members)


class Opinion(models.Model):
    """What one member says in a round, of the draft or of one clause of it, and how it was taken up.

    Of a clause its place and its words are kept as they were then; without them it is said of the whole text.
    A clause of which a member that agrees to the rest says nothing is agreed to.
    """

    class Stance(models.TextChoices):
        AGREES = "agrees", "Nhất trí"
        COMMENTS = "comments", "Có ý kiến"
        DISAGREES = "disagrees", "Không nhất trí"

    class Answer(models.TextChoices):
        TAKEN = "taken", "Tiếp thu"
        PARTLY = "partly", "Tiếp thu một phần"
        EXPLAINED = "explained", "Giải trình"

    round = models.ForeignKey(ConsultationRound, on_delete=models.CASCADE, related_name="opinions")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="opinions")
    order = models.PositiveSmallIntegerField("thứ tự điều khoản", default=0)
    place = models.CharField("điều khoản", max_length=30, blank=True)
    clause = models.TextField("lời của điều khoản", max_length=4000, blank=True)
    stance = models.CharField("ý kiến", max_length=10, choices=Stance.choices)
    text = models.TextField("nội dung góp ý", max_length=4000, blank=True)
    given_at = models.DateTimeField(default=clock.now)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.CharField("tiếp thu hay giải trình", max_length=10, choices=Answer.choices, blank=True)
    response = models.TextField("tiếp thu, giải trình", max_length=4000, blank=True)

    class Meta:
        verbose_name = "góp ý"
        verbose_name_plural = "góp ý"
        ordering = ["round_id", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "membership"], condition=Q(clause=""), name="one_opinion_a_member"
            ),
            models.CheckConstraint(
                condition=Q(stance="agrees") | Q(text__gt=""),
                name="comment_has_text",
                violation_error_message="Anh/chị ghi nội dung góp ý.",
            ),
            models.CheckConstraint(condition=Q(answer="") | Q(response__gt=""), name="answer_has_text"),
            models.CheckConstraint(
                condition=Q(clause="", order=0) | Q(clause__gt="", order__gte=1), name="opinion_order_from_1"
            ),
        ]

    def __str__(self):
        return f"{self.membership}: {self.get_stance_display()}"

    @property
    def explanation(self):
        """What the answer says beyond its own word."""
        return "" if self.response == plain_answer(self.answer) else self.response

    @property
    def key(self):
        """Of what it is said: as ``outline.Place.key``."""
        return self.place, self.clause


def plain_answer(answer):
    """The response that says no more than the answer: "Tiếp thu."."""
    return f"{Opinion.Answer(answer).label}." if answer else ""
