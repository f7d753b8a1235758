"""From the draft to the paper that is signed: issue, freeze, and the next version."""

from django.db import transaction

from blocs.models import members_of
from blocs.open_years import lock_year
from blocs.workflow import Conflict, check, perform
from documents import downloads, issuing
from documents.description import Paper
from documents.models import IssuedDocument, StoredFile
from pledges import signing
from pledges.models import Covenant, Pledge
from pledges.models.covenant import WORDS
from pledges.papers.covenant import covenant_paper
from pledges.papers.leader import authority_of
from pledges.taking_over import write


@transaction.atomic
def freeze(covenant: Covenant, *, by) -> Covenant:
    """Issue the covenant and put it before its members for signature; the frozen record.

    Raises PermissionDenied or Conflict; of two people freezing at once the second gets the Conflict.
    """
    lock_year(pk=covenant.bloc_year_id)
    covenant = Covenant.objects.get(pk=covenant.pk)
    check(covenant.freeze, by=by)  # before the long work of printing
    perform(covenant.freeze, by=by, document=issue(covenant, by=by))
    open_pledges(covenant)
    return covenant


@transaction.atomic
def freeze_as_printed(covenant: Covenant, paper: Paper, content: bytes, *, by) -> bool:
    """Freeze what was printed before; False when the paper would be another one by now."""
    covenant = Covenant.objects.get(pk=covenant.pk)
    if covenant_paper(covenant, paper.verification) != paper:
        return False
    perform(covenant.freeze, by=by, document=issue(covenant, by=by, printed=(paper, content)))
    open_pledges(covenant)
    return True


@transaction.atomic
def issue(covenant, *, by, printed: tuple[Paper, bytes] | None = None):
    """Print the covenant once and keep its text, bytes and code; says nothing of its status."""
    paper, content = printed or (covenant_paper(covenant, issuing.new_verification()), None)
    document = IssuedDocument(
        bloc_year=covenant.bloc_year,
        kind=IssuedDocument.Kind.COVENANT,
        title=f"{covenant.title} {covenant.subtitle}".strip(),
        version=covenant.version,
        issued_by=by,
        pdf=StoredFile.keep(content, downloads.PDF) if content else None,
    )
    replaced = covenant.supersedes.document if covenant.supersedes else None
    return issuing.issue(document, paper, supersedes=replaced, keeps_word=False)


def open_pledges(covenant: Covenant):
    """One place to sign for each member, for whoever its membership names on this day."""
    pledges = []
    for member in members_of(covenant.bloc_year):
        authority, represents = authority_of(member)
        pledges.append(
            Pledge(
                covenant=covenant,
                membership=member,
                signatory=member.signatory,
                post=member.signatory_post,
                authority=authority,
                represents=represents,
                rank=member.signatory_rank,
            )
        )
    Pledge.objects.bulk_create(pledges)
    signing.publish(covenant)


@transaction.atomic
def next_version(covenant, *, by, reason=""):
    """A new draft with the same words, which supersedes ``covenant`` once it is frozen itself.

    Once somebody has signed it wants a reason: those are told, and sign again.
    """
    lock_year(pk=covenant.bloc_year_id)
    covenant = Covenant.objects.get(pk=covenant.pk)
    check(covenant.revise, by=by)
    if not reason and covenant.pledges.signed().exists():
        raise Conflict("Đã có đơn vị ký giao ước này; lập phiên bản mới phải ghi lý do.")
    perform(covenant.revise, by=by, reason=reason)
    why = f"đang soạn phiên bản {covenant.version + 1}, chốt xong thì ký lại từ đầu"
    signing.overtake_turns(why, by=by, covenant=covenant)
    words = {name: getattr(covenant, name) for name in (*WORDS, "dated")}
    draft = Covenant.objects.create(
        bloc_year=covenant.bloc_year, version=covenant.version + 1, supersedes=covenant, **words
    )
    for rows in (covenant.bases.all(), covenant.clauses.all()):
        write(rows, covenant=draft)
    return draft
