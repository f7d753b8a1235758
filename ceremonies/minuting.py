"""What the minutes say at first, from what was recorded."""

from ceremonies import agreed
from documents.wording import ended

IN_A_SENTENCE = 5  # people; more of them stand below each other


def rows(ceremony):
    """Level, whether it is numbered, and text of each item: the roll, the programme, the votes, the signatures."""
    for part in (_people, _course, _votes, _signing):
        yield from part(ceremony)


def _people(ceremony):
    """Who came and who did not; where the roll was not called, everybody on the list who did not decline."""
    came = ceremony.who_came()
    units, guests = [d for d in came if d.membership_id], [d for d in came if not d.membership_id]
    yield 0, True, "Thành phần tham dự"
    if guests:
        yield 1, True, "Đại biểu:"
        yield from ((3, True, f"{guest.described}.") for guest in guests)
    there, all_units = len({unit.membership_id for unit in units}), len(ceremony.bloc_year.ordered_memberships)
    yield 1, True, f"Đại diện các đơn vị thành viên: {there}/{all_units} đơn vị."
    yield from ((3, True, f"{unit.described}.") for unit in units)
    known = {delegate.pk for delegate in came}
    missing = [each.comer.described for each in ceremony.everybody() if each.pk not in known]
    if len(missing) > IN_A_SENTENCE:
        yield 1, True, f"Vắng mặt: {len(missing)} người."
        yield from ((3, True, f"{each}.") for each in missing)
    elif missing:
        yield 1, True, f"Vắng mặt: {'; '.join(missing)}."


def _course(ceremony):
    yield 0, True, "Nội dung, diễn biến"
    for item in ceremony.agenda.all():
        yield 1, True, f"{ended(item.text, '')}{f' ({item.speaker})' if item.speaker else ''}."


def _votes(ceremony):
    decided = agreed.decisions(ceremony)
    if decided:
        yield 0, True, "Kết quả biểu quyết"
    for verb, title, votes in decided:
        yield 1, True, f"{verb} {title}{f': {votes}' if votes else ''}."


def _signing(ceremony):
    if signed := agreed.signed(ceremony):
        yield 0, True, "Ký kết giao ước thi đua"
        yield 1, False, signed
