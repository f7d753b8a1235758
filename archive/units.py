"""Units as a file names them: known ones keep their identity, a new name in a dated file is a dated name."""

from datetime import date

from archive.schema import ROLES
from blocs.models import Membership, Unit, UnitName, UnitSuccession
from blocs.text import slug

SUCCESSIONS = {
    "ket_thuc_hoat_dong": UnitSuccession.Kind.ENDED,
    "hop_nhat": UnitSuccession.Kind.MERGED,
    "sap_nhap": UnitSuccession.Kind.ABSORBED,
    "doi_ten": UnitSuccession.Kind.RENAMED,
    "doi_ten_to_chuc_lai": UnitSuccession.Kind.RENAMED,
}


def day_of_names(data) -> date:
    """The day on which the file's names were in force: that of its covenant, else of its ceremony, else 1 January."""
    for key in ("covenant", "ceremony"):
        if day := (data.get(key) or {}).get("date"):
            return date.fromisoformat(day)
    return date(data["year"], 1, 1)


def named(full_name) -> Unit | None:
    """The one unit that bears or bore this name."""
    found = Unit.objects.filter(names__full_name=full_name).distinct()[:2]
    return found[0] if len(found) == 1 else None


def organiser_of(data) -> Unit:
    known = named(data["organiser"])
    if known:
        return known
    unit, is_new = Unit.objects.get_or_create(slug=slug(data["organiser"])[:60], defaults={"kind": Unit.Kind.CENTRAL})
    if is_new:
        unit.names.create(full_name=data["organiser"])
    return unit


def enrol(bloc_year, data) -> dict[str, Membership]:
    """The memberships of ``bloc_year`` by the code of their unit."""
    day = day_of_names(data)
    members = {}
    for member in data["members"]:
        unit = _unit(member, day)
        signatory = member.get("signatory") or {}
        members[member["code"]] = Membership.objects.create(
            bloc_year=bloc_year,
            unit=unit,
            order=int(member["order"]),
            role=ROLES[member.get("role", "thanh_vien")],
            signatory=signatory.get("name") or "",
            signatory_post=signatory.get("title") or "",
            signatory_authority=signatory.get("authority") or "",
            signatory_rank=signatory.get("rank") or "",
        )
    for member in data["members"]:
        _note_lineage(members[member["code"]].unit, member.get("lineage") or {})
    return members


def _unit(member, day):
    kind = member.get("type") or Unit.Kind.OTHER
    unit, is_new = Unit.objects.get_or_create(
        slug=member["code"], defaults={"kind": kind, "province": member.get("province") or ""}
    )
    words = {
        "full_name": member["name"],
        "abbreviation": member.get("abbreviation") or "",
        "parent_body": member.get("parent_body") or "",
    }
    if is_new or not unit.names.exists():
        unit.names.create(**words)
    elif unit.name_on(day).full_name != member["name"]:
        bear(unit, words, day)
    return unit


def bear(unit, words, day):
    """Let ``unit`` bear another name in the year of ``day``, and its known names before and after it."""
    known = unit.name_on(day)
    years = set(unit.memberships.values_list("bloc_year__year", flat=True)) - {day.year}
    later = min((year for year in years if year > day.year), default=None)
    starts = set(unit.names.values_list("valid_from", flat=True))
    if later and not any(start and day < start <= date(later, 12, 31) for start in starts):
        _move_or_copy(known, date(later, 1, 1), move=known.valid_from is None and min(years) == later)
        starts = set(unit.names.values_list("valid_from", flat=True))
    first = date(day.year, 1, 1)
    start = None if None not in starts else first if first not in starts else day
    UnitName.objects.update_or_create(unit=unit, valid_from=start, defaults=words)


def _move_or_copy(name, start, *, move):
    if not move:
        name.pk = None
        name._state.adding = True
    name.valid_from = start
    name.save()


def _note_lineage(unit, lineage):
    """Keep what the file says of a unit's end or beginning as far as both ends are known units."""
    on = date.fromisoformat(lineage["date"]) if lineage.get("date") else None
    for name in lineage.get("predecessors") or []:
        before = named(name)
        if before and before != unit:
            _succeed(before, unit, UnitSuccession.Kind.MERGED, on, "")
    kind = SUCCESSIONS.get(lineage.get("event"))
    if kind:
        receiver = lineage.get("successor_or_receiver") or ""
        after = named(receiver) if receiver else None
        year = f"Năm {lineage['year']}" if lineage.get("year") and not on else ""
        note = ": ".join(filter(None, [year, "" if after else receiver]))
        _succeed(unit, after if after != unit else None, kind, on, note[:300])


def _succeed(before, after, kind, on, note):
    known = UnitSuccession.objects.filter(from_unit=before).first()
    if known is None:
        UnitSuccession.objects.create(from_unit=before, to_unit=after, kind=kind, on=on, note=note)
    elif known.to_unit is None and after is not None:
        known.to_unit, known.note = after, "" if known.note == after.name else known.note
        known.on = known.on or on
        known.save()
