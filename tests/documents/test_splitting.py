"""A wide table in parts that the paper takes."""

import pytest

from documents.description import Column, Table
from documents.layout import LANDSCAPE
from documents.splitting import comfortable_widths, split
from documents.tables import printed_table

KEYS = (Column("TT", 4, "center"), Column("Đơn vị", 20))


def table(*groups, total=True):
    """A table with so many columns of numbers in each group."""
    columns = [
        Column(f"CSTĐCS {n}", 6, group=f"Nhóm {g}") for g, size in enumerate(groups, start=1) for n in range(size)
    ]
    row = (1, "Cơ quan Thanh tra, giám sát ngân hàng", *range(1000, 1000 + len(columns)))
    return Table((*KEYS, *columns), (row,), (None, "Tổng cộng", *row[2:]) if total else None)


def groups_of(part):
    return [(g, sum(c.group == g for c in part.columns)) for g in dict.fromkeys(c.group for c in part.columns) if g]


def test_what_fits_is_left_alone():
    fits = table(3, 4)

    assert split(fits, LANDSCAPE) == (fits,)


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        ((2, 7, 8), [[("Nhóm 1", 2), ("Nhóm 2", 7)], [("Nhóm 3", 8)]]),
        ((26,), [[("Nhóm 1", 13)], [("Nhóm 1", 13)]]),
        ((30,), [[("Nhóm 1", 10)]] * 3),
    ],
)
def test_groups_stay_together_and_fill_their_parts_evenly(groups, expected):
    assert [groups_of(part) for part in split(table(*groups), LANDSCAPE)] == expected


def test_the_parts_say_together_what_the_table_said():
    whole = table(2, 7, 8, 9)

    parts = split(whole, LANDSCAPE)

    assert [part.caption for part in parts] == [
        f"Bảng {n}/{len(parts)}: {'; '.join(name for name, _ in groups_of(part))}"
        for n, part in enumerate(parts, start=1)
    ]
    assert whole.total
    for said, of in ((whole.rows[0], [p.rows[0] for p in parts]), (whole.total, [p.total for p in parts])):
        assert said == (*said[:2], *(cell for row in of for cell in row[2:]))
        assert {row[:2] for row in of} == {said[:2]}


@pytest.mark.parametrize("size", [1, 12, 17, 26, 60])
def test_every_part_is_printed_in_readable_letters(size):
    for part in split(table(size), LANDSCAPE):
        assert printed_table(part, LANDSCAPE).density != "crowded"
        assert sum(comfortable_widths(part)) <= LANDSCAPE


def test_a_long_heading_has_room_for_its_words():
    text = "Tổ chức thực hiện tốt công tác tiếp công dân, giải quyết khiếu nại, tố cáo thuộc thẩm quyền"
    columns = (*KEYS, *(Column(f"{text} {n}", 12, "center") for n in range(8)))

    parts = split(Table(columns, ((1, "Thanh tra Bộ Nội vụ", *[95] * 8),)), LANDSCAPE)

    assert [len(part.columns) for part in parts] == [6, 6]
