"""From the draft to the paper that is signed: issue, freeze, and the next version."""

from django.db import transaction
from django.db.models import prefetch_related_objects

from blocs import clock
from blocs.models import Step, members_of
from blocs.open_years import lock_year
from blocs.workflow import check, perform
from documents import pdf
from documents.issuing import new_verification, snapshot
from documents.models import IssuedDocument, StoredFile
from pledges import checks, covenant_targets, leftovers, signing
from pledges.models import CitedBasis, Clause, Covenant, Opinion, Pledge, Registration
from pledges.models.covenant import WORDS
from pledges.models.registration import registration_of
from pledges.papers.covenant import copies_doubt, covenant_paper
from pledges.papers.leader import authority_of

ASKED_OF_MEMBERS = ("extensions", "registration__targets__common")
# Parts of the outline beside the one that says what the units compete in.
WITHOUT_CONTENT = ("chủ đề", "chỉ tiêu", "tổ chức thực hiện")


@transaction.atomic
def freeze(covenant: Covenant, *, by) -> Covenant:
    """Issue the covenant and put it before its members for signature; the frozen record.

    Raises PermissionDenied or Conflict; of two people freezing at once the second gets the Conflict.
    """
    lock_year(pk=covenant.bloc_year_id)
    covenant = Covenant.objects.select_for_update().get(pk=covenant.pk)
    check(covenant.freeze, by=by)  # before the long work of printing
    perform(covenant.freeze, by=by, document=issue(covenant, by=by))
    open_pledges(covenant)
    return covenant


def warnings(covenant: Covenant) -> list[str]:
    """What somebody should look at once more before freezing; none of it stands in the way."""
    members = _members(covenant.bloc_year)
    found = [*_of_consultation(covenant, members), *_of_substance(covenant, members), *_of_targets(members)]
    found += _of_words(covenant)
    if missing := [_still_waited_for(m) for m in members if not _is_received(m)]:
        found.append(
            "Chốt bây giờ thì các đơn vị sau không gửi được đăng ký nữa; phụ lục không có chỉ tiêu của các đơn vị này: "
            f"{'; '.join(missing)}."
        )
    if unnamed := [str(m) for m in members if not m.signatory]:
        found.append(f"Chưa ghi họ tên người ký: {', '.join(unnamed)}.")
    if expired := [base.text for base in covenant.bases.select_related("basis") if not _in_force(base, covenant)]:
        found.append(f"Căn cứ không có hiệu lực vào ngày ký: {'; '.join(expired)}.")
    if unanswered := Opinion.objects.filter(round__covenant=covenant, response="").exclude(text="").count():
        found.append(f"Còn {unanswered} ý kiến góp ý chưa có phần tiếp thu, giải trình.")
    if not covenant.bases.exists():
        found.append("Giao ước chưa có căn cứ nào.")
    if not covenant.copies:
        found.append("Chưa ghi số bản của giao ước.")
    if few := copies_doubt(covenant):
        found.append(few)
    return found


def _members(bloc_year):
    """Its members with all that is asked of them, in as many queries for 63 as for 7."""
    prefetch_related_objects([bloc_year], "deadlines")
    members = list(members_of(bloc_year).select_related("registration").prefetch_related(*ASKED_OF_MEMBERS))
    for member in members:
        member.bloc_year = bloc_year
    return members


def _still_waited_for(member):
    due = member.bloc_year.due(Step.REGISTRATION, member)
    return f"{member} (hạn đến hết ngày {due:%d/%m/%Y})" if due and not clock.day_is_over(due) else str(member)


def _of_consultation(covenant, members):
    consulted = covenant.last_round
    if consulted is None:
        return ["Chưa lấy ý kiến các đơn vị về dự thảo này."]
    answered = set(consulted.opinions.values_list("membership", flat=True))
    silent = [str(m) for m in members if m.pk not in answered]
    if not silent:
        return []
    if covenant.status == Covenant.Status.CONSULTING:
        return [f"Đang lấy ý kiến mà chưa trả lời: {', '.join(silent)}."]
    if not answered:
        return ["Đã lấy ý kiến về dự thảo này mà chưa đơn vị nào trả lời."]
    due = covenant.bloc_year.due(Step.COVENANT_OPINIONS)
    early = due is not None and not clock.day_is_over(due)
    ended = f"kết thúc trước hạn {due:%d/%m/%Y}" if early else "đã kết thúc"
    return [f"Đợt lấy ý kiến {ended}; {len(silent)} đơn vị chưa trả lời: {', '.join(silent)}."]


def _of_targets(members):
    """Units that promise less than the bloc's clause says, with what they promise."""
    below = []
    for member in members:
        if not _is_received(member) or member.registration.is_on_paper:
            continue
        rows = member.registration.targets.all()
        if short := [row.text for row in rows if row.common and checks.falls_short(row.value, row.common)]:
            below.append(f"{member} ({'; '.join(short)})")
    return [f"Phụ lục ghi mức thấp hơn chỉ tiêu chung của giao ước: {', '.join(below)}."] if below else []


def _of_substance(covenant, members):
    """What a covenant is about, where the year has not said it yet."""
    year = covenant.bloc_year
    found = []
    if not any(map(_is_received, members)):
        found.append("Chưa tiếp nhận đăng ký thi đua của đơn vị nào; giao ước không có phụ lục chỉ tiêu.")
    if not year.theme:
        found.append("Năm thi đua chưa có chủ đề.")
    if not year.common_targets.exists():
        found.append("Năm thi đua chưa có chỉ tiêu chung.")
    if all(clause.text.casefold().startswith(WITHOUT_CONTENT) for clause in covenant.clauses.filter(level=0)):
        found.append("Giao ước chưa có phần nội dung thi đua.")
    return found


def _of_words(covenant):
    """What the outline says of other times, and otherwise than the year's common targets."""
    year, clauses = covenant.bloc_year, list(covenant.clauses.all())
    found = covenant_targets.warnings(clauses, list(year.common_targets.all()))
    if doubted := leftovers.named(clauses, year):
        found.append(f"Nhắc thời gian, chủ đề của năm trước hoặc còn chỗ chưa điền: {'; '.join(doubted)}.")
    return found


def _is_received(member):
    registration = registration_of(member)
    return registration is not None and registration.status == Registration.Status.ACCEPTED


def _in_force(cited, covenant):
    basis, day = cited.basis, covenant.dated
    if basis is None or day is None:
        return True
    return (basis.valid_from is None or basis.valid_from <= day) and (basis.valid_to is None or day <= basis.valid_to)


@transaction.atomic
def issue(covenant, *, by):
    """Print the covenant once and keep its text, bytes and code; says nothing of its status."""
    verification = new_verification()
    paper = covenant_paper(covenant, verification)
    kept = StoredFile.keep(pdf.render(paper), "application/pdf")
    document = IssuedDocument.objects.create(
        bloc_year=covenant.bloc_year,
        kind=IssuedDocument.Kind.COVENANT,
        dated=covenant.dated,
        title=f"{covenant.title} {covenant.subtitle}".strip(),
        version=covenant.version,
        snapshot=snapshot(paper),
        pdf=kept,
        code=verification.code,
        issued_by=by,
    )
    if covenant.supersedes:
        IssuedDocument.objects.filter(pk=covenant.supersedes.document_id).update(superseded_by=document)
    return document


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
def next_version(covenant, *, by):
    """A new draft with the same words, which supersedes ``covenant`` once it is frozen itself."""
    covenant = Covenant.objects.select_for_update().get(pk=covenant.pk)
    perform(covenant.revise, by=by)
    words = {name: getattr(covenant, name) for name in (*WORDS, "dated")}
    draft = Covenant.objects.create(
        bloc_year=covenant.bloc_year, version=covenant.version + 1, supersedes=covenant, **words
    )
    for model, rows in ((CitedBasis, covenant.bases.all()), (Clause, covenant.clauses.all())):
        copies = list(rows)
        for copy in copies:
            copy.pk, copy.covenant = None, draft
        model.objects.bulk_create(copies)
    return draft
