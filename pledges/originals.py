"""The register of a covenant's originals on paper: what each still lacks, and how it is kept.

``Pledge`` says whether a unit has signed the covenant; this says on which sheets. Only a signature that was marked can
stand on an original, and the covenant is complete on paper only when every original carries every unit's signature and
stamp. Units that sign digitally sign none.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.urls import reverse

from blocs import clock
from blocs.workflow import Conflict
from documents.wording import runs, units_named
from pledges.models import Covenant, Original, OriginalMark, Pledge
from pledges.models.signing import Manner

# A cell: the number of an original and the key of a pledge.
Cell = tuple[int, int]


@dataclass(frozen=True)
class Register:
    """``marks``: whether the unit stamped too, for each cell that it signed."""

    covenant: Covenant
    originals: list[Original]
    pledges: list[Pledge]
    marks: dict[Cell, OriginalMark] = field(default_factory=dict)

    @property
    def on_paper(self) -> list[Pledge]:
        return [pledge for pledge in self.pledges if not pledge.is_digital]

    @property
    def complete_count(self) -> int:
        return sum(not self.lacking(original) for original in self.originals)

    @property
    def is_complete(self) -> bool:
        return bool(self.originals) and self.complete_count == len(self.originals)

    @property
    def url(self) -> str:
        return reverse("pledges:original_list", args=self.covenant.url_args)

    @property
    def standing(self) -> str:
        units = f"{len(self.on_paper)} đơn vị"
        if self.is_complete:
            return f"Giao ước đã hoàn thành trên giấy: cả {len(self.originals)} bản gốc đủ chữ ký và dấu của {units}."
        return f"{self.complete_count}/{len(self.originals)} bản gốc đủ chữ ký và dấu của {units}."

    @property
    def gaps(self) -> list[str]:
        """A sentence for each original that lacks something; those that lack the same share one."""
        numbers: dict[str, list[int]] = {}
        for original in self.originals:
            if words := self.lacking(original):
                numbers.setdefault(words, []).append(original.number)
        return [f"{_numbered(found)} {words}." for words, found in numbers.items()]

    def counted(self, cells: Iterable[Cell]) -> str:
        """ "9 đánh dấu của Thanh tra Bộ Nội vụ, các bản số 1–9"."""
        keys, numbers = {key for _, key in cells}, sorted({number for number, _ in cells})
        units = _named([pledge for pledge in self.pledges if pledge.pk in keys])
        where = _numbered(numbers)
        return f"{len(list(cells))} đánh dấu của {units}, {where[0].lower()}{where[1:]}"

    def said(self, written: Iterable[Cell], gone: Iterable[Cell]) -> str:
        parts = [f"{verb} {self.counted(cells)}" for verb, cells in (("ghi", written), ("bỏ", gone)) if cells]
        return f"Đã {'; '.join(parts)}." if parts else "Không có đánh dấu nào thay đổi."

    def lacking(self, original: Original) -> str:
        """ "thiếu dấu Thanh tra Bộ Nội vụ"; "" when it carries every unit."""
        unsigned, unstamped = self._without(original)
        if self.on_paper and len(unsigned) == len(self.on_paper):
            return "chưa có chữ ký và dấu của đơn vị nào"
        if self.on_paper and len(unstamped) == len(self.on_paper):
            return "đủ chữ ký, chưa có dấu của đơn vị nào"
        parts = [("thiếu chữ ký và dấu", unsigned), ("thiếu dấu", unstamped)]
        return "; ".join(f"{what} {_named(pledges)}" for what, pledges in parts if pledges)

    def lacking_in_numbers(self, original: Original) -> str:
        """ "1 chữ ký, 8 dấu"; "" when it carries every unit."""
        unsigned, unstamped = self._without(original)
        stamps = len(unsigned) + len(unstamped)
        return ", ".join([f"{len(unsigned)} chữ ký"] * bool(unsigned) + [f"{stamps} dấu"] * bool(stamps))

    def _without(self, original):
        """The units that have not signed it, and those that have not stamped what they signed."""
        marks = [(pledge, self.marks.get((original.number, pledge.pk))) for pledge in self.on_paper]
        unsigned = [pledge for pledge, mark in marks if mark is None]
        return unsigned, [pledge for pledge, mark in marks if mark is not None and not mark.stamped]


def _numbered(numbers):
    return f"{'Các bản' if len(numbers) > 1 else 'Bản'} số {runs(numbers)}"


def _named(pledges):
    """Commas part the units; their own names have some too, but never before a capital."""
    return units_named([pledge.membership for pledge in pledges])


def register_of(covenant: Covenant, pledges: list[Pledge]) -> Register:
    """``pledges`` of the covenant, in protocol order."""
    marks = Prefetch("marks", OriginalMark.objects.select_related("marked_by"))
    originals = list(covenant.originals.select_related("scan", "holder").prefetch_related("holder__names", marks))
    for original in originals:
        original.covenant = covenant
    found = {(original.number, mark.pledge_id): mark for original in originals for mark in original.marks.all()}
    return Register(covenant, originals, pledges, found)


def open_register(covenant: Covenant, count: int) -> None:
    """Let there be originals 1 to ``count``. Raises Conflict when one that would go is signed or scanned."""
    kept = list(covenant.originals.prefetch_related("marks"))
    for original in kept[count:]:
        if original.scan_id or original.marks.all():
            raise Conflict(
                f"Bản số {original.number} đã ghi chữ ký hoặc có bản quét nên không bỏ khỏi sổ được.",
                "Bỏ đánh dấu của bản đó trước.",
                labels={"count": "Số bản gốc đã in"},
            )
        original.delete()
    holders = _holders(covenant, count)
    fresh = range(len(kept) + 1, count + 1)
    Original.objects.bulk_create(Original(covenant=covenant, number=n, holder=holders[n - 1]) for n in fresh)


def _holders(covenant, count):
    """As the paper's closing words say it: one for each member, one for the organiser, the rest for the leader."""
    year = covenant.bloc_year
    units = [pledge.membership.unit for pledge in covenant.pledges.select_related("membership__unit")]
    if count <= len(units):
        return [None] * count
    return [*units, year.bloc.organiser, *[year.leader] * (count - len(units) - 1)]


def mark(covenant: Covenant, signed: Iterable[Cell], stamped: Iterable[Cell], cleared: Iterable[Cell], *, by):
    """Write what changed on the originals, as ``changes``; cells of units whose signature is not marked stay.

    A cell that is ``stamped`` is signed too. Call it in a transaction with the covenant's row locked.
    """
    numbers = {original.number: original for original in covenant.originals.all()}
    able = {pledge.pk for pledge in covenant.pledges.signed().exclude(manner=Manner.DIGITAL)}
    known = {(n, pk) for n in numbers for pk in able}
    stands = {(m.original.number, m.pledge_id): m for m in OriginalMark.objects.filter(original__covenant=covenant)
              .select_related("original")}  # fmt: skip
    written, gone = changes(stands, known & set(signed), known & set(stamped), cleared)
    OriginalMark.objects.filter(pk__in=[stands[cell].pk for cell in (*written, *gone) if cell in stands]).delete()
    OriginalMark.objects.bulk_create(
        OriginalMark(original=numbers[n], pledge_id=pk, stamped=written[n, pk], marked_at=clock.now(), marked_by=by)
        for n, pk in sorted(written)
    )
    return written, gone


def changes(stands: dict[Cell, OriginalMark], signed, stamped, cleared) -> tuple[dict[Cell, bool], set[Cell]]:
    """The cells that are written anew, and whether stamped; those whose mark goes."""
    wanted = dict.fromkeys(signed, False) | dict.fromkeys(stamped, True)
    written = {cell: full for cell, full in wanted.items() if cell not in stands or stands[cell].stamped != full}
    return written, {cell for cell in cleared if cell in stands and cell not in wanted}


def refuse_if_on_originals(pledge: Pledge) -> None:
    """Raises Conflict while the signature of ``pledge`` stands on an original of the register."""
    if numbers := list(pledge.marks.order_by("original__number").values_list("original__number", flat=True)):
        raise Conflict(
            f"Sổ theo dõi bản gốc ghi {pledge.membership} đã ký bản số {runs(numbers)}.",
            "Bỏ đánh dấu của đơn vị trong sổ bản gốc trước.",
        )
