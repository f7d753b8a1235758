"""Who signs at the table: the covenant's own signatures (``pledges``), marked unit by unit as they are given."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from blocs.models import BlocYear
from blocs.workflow import obstacle
from pledges import rules as pledge_rules
from pledges.covenant_reading import pledges_of
from pledges.models import Covenant, Pledge, SigningChoice


@dataclass(frozen=True)
class Seat:
    """``may_mark``, ``may_undo``: the user may say now that the unit has signed, or that it has not.

    ``is_missing``: others have been checked in, nobody for this unit.
    """

    pledge: Pledge
    may_mark: bool = False
    may_undo: bool = False
    is_missing: bool = False

    @property
    def marked_at(self):
        """When the signature on paper was marked, if that was on the day of signing; later the hour tells nothing."""
        pledge = self.pledge
        if not pledge.marked_at or pledge.is_digital:
            return None
        return pledge.marked_at if timezone.localdate(pledge.marked_at) == pledge.signed_on else None


@dataclass(frozen=True)
class SigningTable:
    """``words``: why nothing can be marked here, or what to know before one marks."""

    seats: list[Seat]
    words: str

    @property
    def signed(self) -> int:
        return sum(seat.pledge.status == Pledge.Status.SIGNED for seat in self.seats)

    @property
    def turn(self) -> Seat | None:
        """The next in protocol order; who declined is passed over."""
        waiting = (seat for seat in self.seats if seat.may_mark and seat.pledge.status == Pledge.Status.WAITING)
        return next(waiting, None)


def table_of(bloc_year: BlocYear, user, here: Collection[int | None] = ()) -> SigningTable:
    """``here``: the memberships of whoever has come, as far as the roll was called."""
    covenant = Covenant.objects.visible_to(user).of(bloc_year).current().select_related("document").first()
    if covenant is None or covenant.document is None:
        return SigningTable([], _not_on_the_table(covenant))
    covenant.bloc_year = bloc_year
    seats = [_seat(pledge, user, here) for pledge in pledges_of(covenant)]
    return SigningTable(seats, _words(covenant, seats, user))


def _seat(pledge, user, here):
    may = pledge_rules.may_mark_signed(user, pledge)
    missing = bool(here) and pledge.membership_id not in here
    return Seat(pledge, may and not obstacle(pledge.sign), may and not obstacle(pledge.unsign), missing)


def _not_on_the_table(covenant):
    if covenant is None:
        return "Năm này chưa có giao ước nên chưa có gì để ký."
    if covenant.supersedes_id:
        return "Giao ước đang được soạn thành phiên bản mới; chốt xong thì các đơn vị ký phiên bản đó."
    return "Giao ước chưa chốt nên chưa ghi nhận chữ ký được; Anh/chị chốt ở trang Giao ước trước khi ký."


def _words(covenant, seats, user):
    left = sum(seat.pledge.status != Pledge.Status.SIGNED for seat in seats)
    if not left:
        return f"Cả {len(seats)} đơn vị đã ký giao ước."
    if not SigningChoice.of(covenant.bloc_year).takes_paper:
        return "Năm này các đơn vị ký số: chữ ký được ghi nhận khi tệp đã ký được tải lên ở trang Giao ước."
    if not pledge_rules.may_mark_signed(user, covenant):
        return f"Văn phòng {covenant.bloc_year.bloc.leader_title} ghi nhận chữ ký."
    if left == 1:
        return "Còn một đơn vị: ghi nhận xong thì giao ước chuyển sang “Đã ký đủ”, không bỏ đánh dấu được nữa."
    return ""
