"""What changed in the records is brought into a draft; no word that the office wrote goes."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ceremonies.redrafting import redraft

BASE = "Thành phần|6/7 đơn vị|An|Bình|Diễn biến|Khai mạc|Biểu quyết|Quy chế|Ký kết|5/7 đã ký"


def items(text):
    return [(1, True, each) for each in text.split("|")] if text else []


def texts(found):
    return "|".join(text for _, _, text in found)


def now(*pairs):
    text = BASE
    for before, after in pairs:
        text = text.replace(before, after)
    return text


@pytest.mark.parametrize(
    ("mine", "records", "drafted", "left"),
    [
        (BASE, now(("6/7", "7/7"), ("5/7", "7/7")), now(("6/7", "7/7"), ("5/7", "7/7")), []),
        # Written below what changes, and above it.
        (now(("Quy chế", "Quy chế|Ông An nói")), now(("Quy chế", "Quy chế: 6/7")),
         now(("Quy chế", "Quy chế: 6/7|Ông An nói")), []),
        (now(("Quy chế", "Bà Bình nói|Quy chế")), now(("Quy chế", "Quy chế: 6/7")),
         now(("Quy chế", "Bà Bình nói|Quy chế: 6/7")), []),
        # Both add in one place.
        (now(("Bình|", "Bình|Cùng dự có báo chí|")), now(("Bình|", "Bình|Vắng: Chi|")),
         now(("Bình|", "Bình|Vắng: Chi|Cùng dự có báo chí|")), []),
        # Neighbours: the office rewords one, the records change the next.
        (now(("Bình", "bà Bình")), now(("|An|", "|Ân|")), now(("|An|", "|Ân|"), ("Bình", "bà Bình")), []),
        # The same item: the office's words stay, and it is said what they might be.
        (now(("6/7", "Đủ 6 trên 7")), now(("6/7", "7/7")), now(("6/7", "Đủ 6 trên 7")),
         ["“6/7 đơn vị” nay là “7/7 đơn vị”"]),
        (now(("|Ký kết|5/7 đã ký", "")), now(("5/7", "7/7")), now(("|Ký kết|5/7 đã ký", "")),
         ["“5/7 đã ký” nay là “7/7 đã ký”"]),
        # Put right by hand already; another item of theirs goes.
        (now(("5/7", "7/7")), now(("5/7", "7/7"), ("|Bình", "")), now(("5/7", "7/7"), ("|Bình", "")), []),
        (now(("An|Bình", "An|Ân|Bình")), now(("|An|Bình", "")), now(("|An|Bình", "|Ân")), []),
        (now(("An|Bình", "ông An|Bình")), now(("|An|Bình", "")), now(("An|Bình", "ông An|Bình")),
         ["Bỏ: “An”", "Bỏ: “Bình”"]),
        ("", now(("Quy chế", "Quy chế|Kế hoạch")), "Kế hoạch", []),
    ],
)  # fmt: skip
def test_what_changed_is_brought_in_around_what_was_written(mine, records, drafted, left):
    found = redraft(items(BASE), items(mine), items(records))

    assert texts(found.items) == drafted
    assert [edit.sentence for edit in found.left] == left
    again = redraft(found.base, found.items, items(records))
    assert (again.taken, [edit.sentence for edit in again.left]) == ([], left)  # what was left is said until it agrees


def test_level_and_numbers_are_the_offices_and_spaces_are_no_change():
    base, mine = [(1, True, "Vắng  mặt"), (1, True, "Số 1")], [(3, False, "Vắng mặt"), (2, False, "Số 1")]

    found = redraft(base, mine, [(1, True, "Vắng mặt"), (1, True, "Số 2")])

    assert found.items == [(3, False, "Vắng mặt"), (2, False, "Số 2")]


def test_what_changes_together_is_taken_or_left_together():
    """The office reworded the heading of a list that the records turn into one sentence, or wrote below an item."""
    absent = [(1, True, "Vắng mặt: 2 người."), (3, True, "An."), (3, True, "Bình.")]
    mine, one = [(1, True, "Vắng mặt: 2 người, đều có lý do."), *absent[1:]], [(1, True, "Vắng mặt: An.")]
    spoken = [(1, True, "Phát biểu của Bộ Nội vụ."), (3, False, "Đồng chí An nêu ba ý.")]

    assert redraft(absent, mine, one).items == mine
    assert redraft(one, [(1, True, "Vắng mặt: An, có lý do.")], absent).items == [(1, True, "Vắng mặt: An, có lý do.")]
    assert redraft(spoken[:1], spoken, []).items == spoken
    both, said = [(1, True, "Phát biểu."), (2, True, "Bộ Nội vụ.")], (2, True, "Đồng chí An nêu ba ý.")
    assert redraft(both, [*both, said], []).items == [*both, said]
    raised = [(2, True, "Phát biểu.")], [(1, True, "Phát biểu."), said]
    assert redraft(*raised, []).items == raised[1]


def test_of_very_many_items_the_last_are_not_paired_one_by_one():
    base, now = ([(1, True, f"Đại biểu thứ {n} {word}") for n in range(40)] for word in ("đến", "vắng"))
    between = [(1, True, "Giữa hai phần")]

    found = redraft([*base, *between, *base], [*base, *between, *base], [*now, *between, *now])

    assert found.items == [*now, *between, *now]
    assert len(found.taken) == 40 + 41


OUTLINES = st.text("abcdefg", max_size=9).map(lambda text: [(1, True, each) for each in text])


@given(base=OUTLINES, mine=OUTLINES, records=OUTLINES)
def test_it_never_loses_what_only_the_office_wrote(base, mine, records):
    written = [(1, True, f"{text} tay") for _, _, text in mine[::2]]
    draft = [item for pair in zip(mine[::2], written, strict=True) for item in pair]

    found = redraft(base, draft, records)

    assert [item for item in found.items if item in written] == written
    assert Counter(redraft(base, base, records).items) == Counter(records)
    assert redraft(base, draft, base).items == draft
