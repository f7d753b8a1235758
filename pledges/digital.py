"""The covenant signed digitally: its file goes from unit to unit and comes back, each time with one more signature."""

import unicodedata
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from blocs import clock
from blocs.clock import moment
from blocs.workflow import Conflict, check, perform
from documents import signed_files
from documents.downloads import PDF
from documents.models import StoredFile
from pledges import notifications, rules, signing
from pledges.models import Pledge, SigningChoice, SigningTurn
from pledges.papers.covenant import field_of, in_order

HELD_FOR = timedelta(hours=24)
NOT_OWN_FIELD = (
    "Chữ ký số không nằm trong ô của đơn vị trên trang ký. Anh/chị lấy lại bản để ký và ký vào ô ký của {unit} có sẵn "
    "trên trang ký (tên kỹ thuật trong tệp: {field})."
)
WHOM_TO_ASK = (
    "Anh/chị đề nghị quản trị hệ thống thêm chứng thư của cơ quan cấp (trang “Chứng thư số được tin cậy”), rồi tải lại "
    "tệp lên."
)
ONE_AT_A_TIME = "Tệp có thêm {count} chữ ký số. Mỗi lần tải lên chỉ nhận một chữ ký, của đơn vị đang giữ bản ký."


@dataclass(frozen=True)
class Returned:
    """A file that came back, judged: one more signature, in the unit's own field, by a certificate that is good.

    ``given`` is the SHA-256 of the file it was judged against.
    """

    content: bytes
    signature: signed_files.Signature
    given: str


def turn_of(covenant) -> SigningTurn | None:
    """Whose turn it is; None while nobody holds the file."""
    turn = SigningTurn.objects.select_related("pledge__membership__unit", "taken_by").filter(covenant=covenant).first()
    return turn if turn and turn.is_running else None


def why_not_now(pledge) -> tuple[str, str]:
    """Why the unit cannot sign next, and what to do; ("", "") when it can."""
    turn = turn_of(pledge.covenant)
    if turn and turn.pledge_id != pledge.pk:
        return (
            f"{turn.pledge.membership} đang giữ bản ký đến {moment(turn.until)}.",
            "Mỗi lần một đơn vị ký. Anh/chị chờ đơn vị đó ký xong, trả lại, hoặc hết giờ giữ.",
        )
    if turn and turn.arrived_id:
        return "Tệp đã ký của đơn vị đang chờ đơn vị trưởng xem.", "Anh/chị chờ đơn vị trưởng quyết định."
    if before := _before(pledge):
        return f"Chưa đến lượt: chờ {before} ký trước.", "Năm này các đơn vị ký lần lượt theo thứ tự."
    return "", ""


def _before(pledge):
    """The member that is to sign before this one; None where the year keeps to no order."""
    if not SigningChoice.of(pledge.bloc_year).keeps_order:
        return None
    first = next(iter(awaited(pledge.bloc_year, pledge.covenant.pledges.all())), None)
    return None if first and first.pk == pledge.membership_id else first


def awaited(bloc_year, pledges) -> list:
    """The members who may sign next: all whose pledge waits, or the first of them where the year keeps to an order.

    One that declined is passed over.
    """
    waiting = {pledge.membership_id for pledge in pledges if pledge.status == Pledge.Status.WAITING}
    members = [member for member in bloc_year.ordered_memberships if member.pk in waiting]
    return in_order(members)[:1] if SigningChoice.of(bloc_year).keeps_order else members


def check_open(pledge, *, by):
    """Raises PermissionDenied or Conflict unless the unit of ``by`` may sign next."""
    if not rules.speaks_for_member(by, pledge):
        raise PermissionDenied
    check(pledge.sign_digitally, by=by)
    reason, hint = why_not_now(pledge)
    if reason:
        raise Conflict(reason, hint, pledge.covenant.get_absolute_url())


@transaction.atomic
def take(pledge, *, by) -> SigningTurn:
    """Hold the file in order to sign it. Raises PermissionDenied or Conflict."""
    covenant, pledge = signing.locked(pledge)
    check_open(pledge, by=by)
    SigningTurn.objects.filter(covenant=covenant).delete()  # over, or one's own
    return SigningTurn.objects.create(covenant=covenant, pledge=pledge, taken_by=by, until=clock.now() + HELD_FOR)


@transaction.atomic
def give_back(pledge, *, by):
    """The unit does not sign now, or the leader's office frees the file; what came back meanwhile is dropped."""
    covenant, pledge = signing.locked(pledge)
    check(pledge.sign_digitally, by=by)
    turn = SigningTurn.objects.filter(covenant=covenant, pledge=pledge).first()
    if turn is None:
        raise Conflict("Đơn vị không giữ bản ký.", "Tải lại trang để xem ai đang giữ.", covenant.get_absolute_url())
    signing.end_turns(pledge=pledge)
    if not rules.speaks_for_member(by, pledge):
        transaction.on_commit(partial(notifications.signing_turn_ended, pledge, bool(turn.arrived_id), by))


def choose(choice, *, by):
    """Keep how the year signs; where it no longer signs digitally nobody holds the file."""
    choice.chosen_at, choice.chosen_by = clock.now(), by
    choice.save()
    if not choice.takes_digital:
        signing.overtake_turns("chọn ký trên giấy cho năm này", by=by, covenant__bloc_year=choice.bloc_year)


def judged(pledge, content: bytes) -> Returned:
    """Raises ValidationError with the reason, for the user, unless ``content`` adds just the unit's good signature."""
    document = pledge.covenant.document
    found = signed_files.judged(document, content)
    if len(found) > 1:
        raise ValidationError(ONE_AT_A_TIME.format(count=len(found)))
    (signature,), own = found, field_of(pledge.membership)
    if signature.field != own:
        raise ValidationError(NOT_OWN_FIELD.format(unit=pledge.membership, field=own))
    if not signature.is_valid:
        ask = f" {WHOM_TO_ASK}" if signature.state == signed_files.State.UNKNOWN else ""
        raise ValidationError(f"{signature.said}{ask}")
    return Returned(content, signature, signed_files.current(document).sha256)


@transaction.atomic
def receive(pledge, returned: Returned, *, by) -> Pledge:
    """Take the file, or keep it for the leader's office where the certificate names another organisation."""
    covenant, pledge = signing.locked(pledge)
    check_open(pledge, by=by)
    if signed_files.current(covenant.document).sha256 != returned.given:
        raise Conflict(signed_files.OLDER, "", covenant.get_absolute_url())
    if names_unit(returned.signature, pledge):
        return _sign(covenant, pledge, returned.content, returned.signature, by)
    turn, _ = SigningTurn.objects.update_or_create(
        covenant=covenant,
        defaults={
            "pledge": pledge, "taken_by": by, "until": clock.now() + HELD_FOR,
            "arrived": StoredFile.keep(returned.content, PDF), "signature": asdict(returned.signature),
            "arrived_at": clock.now(), "arrived_by": by,
        },
    )  # fmt: skip
    transaction.on_commit(partial(notifications.organisation_differs, turn, by))
    return pledge


@transaction.atomic
def accept(pledge, *, by) -> Pledge:
    """The leader's office accepts the organisation that the certificate names; the rest was judged when it came."""
    covenant, pledge = signing.locked(pledge)
    if not rules.leads_its_year(by, pledge):
        raise PermissionDenied
    check(pledge.sign_digitally, by=by)
    turn = SigningTurn.objects.select_related("arrived").filter(covenant=covenant, pledge=pledge).first()
    if turn is None or turn.arrived is None:
        raise Conflict("Không có tệp nào của đơn vị chờ chấp nhận.", "", covenant.get_absolute_url())
    pledge.accepted_organisation = turn.judged.organisation[:600]
    pledge.organisation_accepted_at, pledge.organisation_accepted_by = clock.now(), by
    return _sign(covenant, pledge, turn.arrived.read(), turn.judged, by)


def _sign(covenant, pledge, content, signature, by):
    signed_files.keep(covenant.document, content, signature, by=by)
    day = clock.local_day(signature.signed_at or clock.now())
    perform(pledge.sign_digitally, by=by, on=min(max(day, signing.first_day(covenant)), clock.today()))
    signing.end_turns(covenant=covenant)
    signing.settle(covenant, by=by)
    return pledge


def names_unit(signature, pledge) -> bool:
    """Whether the certificate names the unit, by any of the names that it bears or has borne."""
    names = pledge.membership.unit.names.all()
    own = {_plain(said) for name in names for said in (name.full_name, name.short_name) if said}
    return bool(own & {_plain(said) for said in (*signature.names, signature.signer)})


def _plain(said):
    return " ".join(unicodedata.normalize("NFC", said).casefold().split())
