"""What somebody should look at once more before the covenant is frozen; none of it stands in the way."""

from collections.abc import Iterator

from django.db.models import prefetch_related_objects

from blocs import clock
from blocs.confirmation import Doubt
from blocs.models import Step, members_of
from documents import register
from pledges import checks, covenant_targets, leftovers
from pledges.models import Covenant, Opinion, Registration
from pledges.models.registration import registration_of
from pledges.papers.covenant import copies_doubt

ASKED_OF_MEMBERS = ("extensions", "registration__targets__common")
# Parts of the outline beside the one that says what the units compete in.
WITHOUT_CONTENT = ("chủ đề", "chỉ tiêu", "tổ chức thực hiện")


def doubts(covenant: Covenant) -> list[Doubt]:
    members = _members(covenant.bloc_year)
    parts = (
        _of_consultation(covenant, members),
        _of_substance(covenant, members),
        _of_words(covenant),
        _of_registrations(covenant.bloc_year, members),
        _of_signatories(members),
        _of_text(covenant),
        _of_register(covenant.bloc_year),
    )
    return [doubt for part in parts for doubt in part]


def _members(bloc_year):
    """Its members with all that is asked of them, in as many queries for 63 as for 7."""
    prefetch_related_objects([bloc_year], "deadlines")
    members = list(members_of(bloc_year).select_related("registration").prefetch_related(*ASKED_OF_MEMBERS))
    for member in members:
        member.bloc_year = bloc_year
    return members


def _of_consultation(covenant, members) -> Iterator[Doubt]:
    consulted, page = covenant.last_round, covenant.get_absolute_url()
    if consulted is None:
        yield Doubt("Chưa lấy ý kiến các đơn vị về dự thảo này.", (("Lấy ý kiến", _url(covenant, "consult")),))
        return
    seen = (("Xem ý kiến", f"{page}#gop-y"),)
    answered = set(consulted.opinions.values_list("membership", flat=True))
    if silent := [str(m) for m in members if m.pk not in answered]:
        yield Doubt(_of_silent(consulted, silent, answered), seen)
    if unanswered := Opinion.objects.filter(round__covenant=covenant, response="").exclude(text="").count():
        yield Doubt(f"Còn {unanswered} ý kiến góp ý chưa có phần tiếp thu, giải trình.", seen)


def _of_silent(consulted, silent, answered):
    if consulted.closed_at is None:
        return f"Đang lấy ý kiến mà chưa trả lời: {', '.join(silent)}."
    if not answered:
        return "Đã lấy ý kiến về dự thảo này mà chưa đơn vị nào trả lời."
    due = consulted.due()
    early = due is not None and not clock.day_is_over(due)
    ended = f"kết thúc trước hạn {due:%d/%m/%Y}" if early else "đã kết thúc"
    return f"Đợt lấy ý kiến {ended}; {len(silent)} đơn vị chưa trả lời: {', '.join(silent)}."


def _of_substance(covenant, members):
    """What a covenant is about, where the year has not said it yet."""
    year = covenant.bloc_year
    if not any(map(_is_received, members)):
        yield Doubt(
            "Chưa tiếp nhận đăng ký thi đua của đơn vị nào; giao ước không có phụ lục chỉ tiêu.",
            (("Đăng ký của các đơn vị", year.url("pledges:registration_list")),),
        )
    if not year.theme:
        yield Doubt("Năm thi đua chưa có chủ đề.", (("Ghi chủ đề", year.url("blocs:year_edit")),))
    if not year.common_targets.exists():
        yield Doubt(
            "Năm thi đua chưa có chỉ tiêu chung.", (("Ghi chỉ tiêu chung", year.url("blocs:common_targets_edit")),)
        )
    if all(clause.text.casefold().startswith(WITHOUT_CONTENT) for clause in covenant.clauses.filter(level=0)):
        yield Doubt("Giao ước chưa có phần nội dung thi đua.", _mended(covenant, "Sửa nội dung", "clauses"))


def _of_words(covenant):
    """What the outline says of other times, and otherwise than the year's common targets."""
    year, clauses = covenant.bloc_year, list(covenant.clauses.all())
    found = covenant_targets.warnings(clauses, list(year.common_targets.all()))
    if doubted := leftovers.named(clauses, year):
        found.append(f"Nhắc thời gian, chủ đề của năm trước hoặc còn chỗ chưa điền: {'; '.join(doubted)}.")
    for text in found:
        yield Doubt(text, _mended(covenant, "Sửa nội dung", "clauses"))


def _of_registrations(year, members):
    """Units whose targets the annex would lack, and those that promise less than the bloc's clause says."""
    below, listed = [], year.url("pledges:registration_list")
    for member in members:
        if not _is_received(member) or member.registration.is_on_paper:
            continue
        rows = member.registration.targets.all()
        if short := [row.text for row in rows if row.common and checks.falls_short(row.value, row.common)]:
            below.append(f"{member} ({'; '.join(short)})")
    if below:
        text = f"Phụ lục ghi mức thấp hơn chỉ tiêu chung của giao ước: {', '.join(below)}."
        yield Doubt(text, (("Đăng ký của các đơn vị", listed),))
    if missing := [_still_waited_for(m) for m in members if not _is_received(m)]:
        yield Doubt(
            "Chốt bây giờ thì các đơn vị sau không gửi được đăng ký nữa; phụ lục không có chỉ tiêu của các đơn vị này: "
            f"{'; '.join(missing)}.",
            (("Các đơn vị còn thiếu", f"{listed}?trang-thai=con-thieu"),),
        )


def _is_received(member):
    registration = registration_of(member)
    return registration is not None and registration.status == Registration.Status.ACCEPTED


def _still_waited_for(member):
    due = member.bloc_year.due(Step.REGISTRATION, member)
    return f"{member} (hạn đến hết ngày {due:%d/%m/%Y})" if due and not clock.day_is_over(due) else str(member)


def _of_signatories(members):
    """Whoever has no name signs nothing; a name without post is printed without the line above it."""
    nameless = [m for m in members if not m.signatory]
    postless = [m for m in members if m.signatory and not m.signatory_post]
    for text, units in (("Chưa ghi họ tên người ký", nameless), ("Người ký chưa có chức vụ", postless)):
        if units:
            places = tuple(
                (f"Ghi người ký của {m}", m.bloc_year.url("pledges:pledge_signatory", m.unit.slug)) for m in units
            )
            yield Doubt(f"{text}: {', '.join(map(str, units))}.", places)


def _of_text(covenant):
    bases = list(covenant.bases.select_related("basis"))
    if expired := [base.text for base in bases if not _in_force(base, covenant)]:
        text = f"Căn cứ không có hiệu lực vào ngày ký: {'; '.join(expired)}."
        yield Doubt(text, _mended(covenant, "Sửa căn cứ", "bases"))
    if not bases:
        yield Doubt("Giao ước chưa có căn cứ nào.", _mended(covenant, "Ghi căn cứ", "bases"))
    for text in (copies_doubt(covenant), "" if covenant.copies else "Chưa ghi số bản của giao ước."):
        if text:
            yield Doubt(text, _mended(covenant, "Sửa thông tin chung", "edit"))


def _in_force(cited, covenant):
    basis, day = cited.basis, covenant.dated
    if basis is None or day is None:
        return True
    return (basis.valid_from is None or basis.valid_from <= day) and (basis.valid_to is None or day <= basis.valid_to)


def _of_register(year):
    odd = [
        f"số {entry.document.number:02d}: {entry.remark[0].lower()}{entry.remark[1:].rstrip('.')}"
        for entry in register.entries(year.documents.all())
        if entry.remark
    ]
    if odd:
        text = f"Sổ văn bản có số không theo thứ tự ngày: {'; '.join(odd)}."
        yield Doubt(text, (("Sổ văn bản", year.url("documents:document_list")),))


def _mended(covenant, label, page):
    """Where the draft is written; while opinions are asked for, where that is ended first."""
    if covenant.is_editable:
        return ((label, _url(covenant, page)),)
    return (("Kết thúc lấy ý kiến rồi sửa", covenant.get_absolute_url()),)


def _url(covenant, page):
    return covenant.bloc_year.url(f"pledges:covenant_{page}")
