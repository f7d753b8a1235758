"""The invitations for everybody in one PDF: a few are printed at once, many beside the pages.

See docs/decisions/0035-personal-links.md.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.crypto import salted_hmac
from django_tasks import task

from accounts.sealing import sealed_bytes, unsealed_bytes
from blocs.open_years import lock_year, open_or_conflict
from blocs.workflow import Conflict
from ceremonies import inviting, links, rules
from ceremonies.models import Ceremony, PersonalInvitations
from documents import pdf
from documents.description import Paper
from documents.models import StoredFile

AT_ONCE = 50  # invitations: about 6 s of printing


def all_invitations(ceremony: Ceremony) -> list[Paper]:
    """One for everybody, in the order of introduction. Raises Conflict as ``inviting.personal_invitations``."""
    return inviting.personal_invitations(ceremony, ceremony.delegates.all())


def kept(ceremony: Ceremony) -> PersonalInvitations | None:
    return PersonalInvitations.objects.filter(ceremony=ceremony).select_related("file", "asked_by").first()


def why_over(ceremony: Ceremony) -> str:
    """Why nobody is to be invited any more; "" as long as the links serve."""
    if ceremony.status == Ceremony.Status.CANCELLED:
        return "Buổi lễ đã hủy nên không in giấy mời nữa."
    over = ceremony.status == Ceremony.Status.HELD or links.is_over(ceremony)
    return "Buổi lễ đã qua nên không in giấy mời nữa." if over else ""


def drop(ceremony: Ceremony) -> None:
    """The file's links open: it stays no longer than it serves."""
    if job := kept(ceremony):
        job.delete()
        if job.file:
            job.file.drop_if_unused()


def forget_spent() -> None:
    """Those whose links are dead, or whose list has become short enough to be printed at once."""
    for job in PersonalInvitations.objects.select_related("ceremony"):
        with transaction.atomic():
            if why_over(job.ceremony) or job.ceremony.delegates.count() <= AT_ONCE:
                drop(job.ceremony)


def is_current(job: PersonalInvitations, papers: Sequence[Paper]) -> bool:
    """Whether its file says what ``papers`` say."""
    return job.file is not None and job.mark == _mark(papers)


def content(ceremony: Ceremony, papers: Sequence[Paper]) -> bytes:
    """The PDF that was made of exactly these. Raises Conflict where there is none."""
    job, page = kept(ceremony), ceremony.bloc_year.url("ceremonies:personal_invitations")
    if job is None or job.file is None:
        raise Conflict(f"Tệp của {len(papers)} giấy mời chưa in xong.", "Anh/chị bấm in ở trang giấy mời.", page)
    if not is_current(job, papers):
        raise Conflict(
            "Giấy mời hoặc danh sách đại biểu đã đổi từ khi in tệp này.", "Anh/chị in lại ở trang giấy mời.", page
        )
    return unsealed_bytes(job.file.read())


@transaction.atomic
def ask(ceremony: Ceremony, *, by) -> None:
    """Put all invitations into the queue, unless they are few, under way or current. Call it with the year locked."""
    open_or_conflict(ceremony.bloc_year)
    if why := why_over(ceremony):
        raise Conflict(why)
    papers, before = all_invitations(ceremony), kept(ceremony)
    is_short = len(papers) <= AT_ONCE
    if before and not is_short and (before.runs or is_current(before, papers)):
        return
    drop(ceremony)
    if not is_short:
        print_all.enqueue(PersonalInvitations.objects.create(ceremony=ceremony, asked_by=by).pk)


@task
def print_all(job_id: int) -> None:
    """A second task for the same job, or one that was given up, finds nothing to do."""
    job = PersonalInvitations.objects.filter(pk=job_id, failure="", file=None).first()
    if job is None:
        return
    with job.failing_in_words("Người yêu cầu không còn quyền in giấy mời."):
        if job.has_stopped:
            raise Conflict("Chương trình in nhận việc quá muộn.")
        papers = all_invitations(job.ceremony)
        job.note(0, parts=len(papers))
        _keep(job, papers, job.printed(pdf.render, *papers))


@transaction.atomic
def _keep(job: PersonalInvitations, papers: Sequence[Paper], made: bytes) -> None:
    """Nothing is done where nobody waits any more."""
    lock_year(pk=job.ceremony.bloc_year_id)
    awaited = PersonalInvitations.objects.filter(pk=job.pk, failure="", file=None).first()
    if awaited is None or awaited.has_stopped:
        raise Conflict("Việc in giấy mời đã dừng quá lâu.")
    by = awaited.asked_by
    if by is None or not rules.may_run_ceremony(by, awaited.ceremony):
        raise PermissionDenied
    file = StoredFile.keep(sealed_bytes(made), "application/octet-stream")
    awaited.note(len(papers), file=file, mark=_mark(papers))


def _mark(papers: Sequence[Paper]) -> str:
    """Keyed: nobody may try links against it."""
    return salted_hmac(__name__, repr(papers), algorithm="sha256").hexdigest()
