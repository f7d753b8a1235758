"""What a reader of the covenant's page sees: its text, its versions, who has signed."""

from dataclasses import dataclass

from django.urls import reverse

from blocs import workflow
from blocs.board import Tag
from blocs.models import BlocYear
from blocs.open_years import why_not_open
from documents.as_read import as_read
from documents.models import SignedRevision
from documents.wording import units_named
from pledges import drafts, originals, rules
from pledges.digital import awaited, turn_of
from pledges.models import Covenant, Pledge, SigningChoice
from pledges.opinion_reading import rounds_of
from pledges.papers.covenant import covenant_paper, field_of
from pledges.signing import on_paper

TAGS: dict[str, Tag] = {
    Covenant.Status.DRAFTING: "",
    Covenant.Status.CONSULTING: "wait",
    Covenant.Status.FROZEN: "wait",
    Covenant.Status.SIGNED: "done",
}


@dataclass(frozen=True)
class PledgeRow:
    pledge: Pledge
    actions: list[workflow.Action]
    revision: SignedRevision | None = None

    @property
    def key(self):
        """As the checkbox of the row posts it."""
        return str(self.pledge.pk)


def page(covenant, user) -> dict:
    """Context of the page of any version."""
    manages = rules.may_draft_covenant(user, covenant)
    closed = covenant.bloc_year.status == BlocYear.Status.CLOSED
    pledges, is_latest = pledge_rows(covenant, user), not hasattr(covenant, "successor")
    return {
        "said": as_read(covenant.document, lambda: covenant_paper(covenant)),
        "status_tag": TAGS[covenant.status] if is_latest else "",
        "actions": workflow.actions(covenant, user),
        "manages": manages and not closed,
        "closed": why_not_open(covenant.bloc_year) if closed else "",
        "versions": versions(covenant, user),
        "compares": drafts.last_two(drafts.drafts(covenant.bloc_year, user)),
        "rounds": (rounds := rounds_of(covenant, user)),
        "reads_all_opinions": any(shown.is_read_whole for shown in rounds),
        "pledges": pledges,
        "signing": signing_shown(covenant, pledges, user),
        "register": originals.register_of(covenant, [row.pledge for row in pledges]) if pledges else None,
        "signed_count": sum(row.pledge.status == Pledge.Status.SIGNED for row in pledges),
        "signed_after_scan": covenant.scan_uploaded_at is not None and not covenant.scan_shows_all,
        "signatories": signatories(covenant, user),
        "is_latest": is_latest,
    }


def not_signed(covenant):
    """The members whose signature is not marked yet, in protocol order."""
    waiting = set(covenant.pledges.unsigned().values_list("membership", flat=True))
    return [member for member in covenant.bloc_year.ordered_memberships if member.pk in waiting]


def signatories(covenant, user):
    """The members whose signatory ``user`` may still name."""
    if covenant.document_id or covenant.bloc_year.status == BlocYear.Status.CLOSED:
        return []
    members = covenant.bloc_year.ordered_memberships
    return [m for m in members if rules.may_name_signatory(user, Pledge(covenant=covenant, membership=m))]


def versions(covenant, user):
    """All versions that the user may know of, newest first; empty when there is only one."""
    found = list(Covenant.objects.visible_to(user).of(covenant.bloc_year).select_related("document"))
    for version in found:
        version.bloc_year = covenant.bloc_year
    return found if len(found) > 1 else []


def pledges_of(covenant) -> list[Pledge]:
    """In protocol order, each with its member as the year knows it."""
    members = {member.pk: member for member in covenant.bloc_year.ordered_memberships}
    signatures = covenant.pledges.select_related("membership__unit", "organisation_accepted_by", "substitution")
    pledges = list(signatures.prefetch_related("membership__unit__names"))
    for pledge in pledges:
        pledge.covenant = covenant
        pledge.membership = members.get(pledge.membership_id, pledge.membership)
    return pledges


def pledge_rows(covenant, user) -> list[PledgeRow]:
    digital = {found.field: found for found in covenant.document.revisions.all()} if covenant.document_id else {}
    return [
        PledgeRow(pledge, workflow.actions(pledge, user), digital.get(field_of(pledge.membership)))
        for pledge in pledges_of(covenant)
    ]


def signing_shown(covenant, rows, user):
    """How the year signs, who holds the file, who is awaited, where ``user`` signs; None before freezing."""
    if not covenant.document_id:
        return None
    choice = SigningChoice.of(covenant.bloc_year)
    is_signed_on_paper = choice.takes_paper and covenant.status == Covenant.Status.FROZEN
    copies = covenant.originals.count() or covenant.copies
    return {
        "choice": choice,
        "on_paper": on_paper(covenant, copies) if is_signed_on_paper else "",
        "turn": turn_of(covenant) if choice.takes_digital else None,
        "awaited": units_named(awaited(covenant.bloc_year, [row.pledge for row in rows]), "; "),
        "own": [row.pledge for row in rows if choice.takes_digital and _signs_now(row, user)],
        "count": sum(row.revision is not None for row in rows),
    }


def _signs_now(row, user):
    may = any(action.url == reverse("pledges:pledge_digital", args=row.pledge.url_args) for action in row.actions)
    return may and rules.speaks_for_member(user, row.pledge)
