"""Two texts of the covenant side by side: no word and no clause is lost, and each is told once."""

from collections import Counter
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.rewording import by_word, compared

WORDS = ["thi", "đua", "hoàn thành", "kế hoạch", "95", "98", "%", ",", ".", "\n", "đúng hạn", "Nội vụ"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
rows = st.tuples(st.sampled_from([0, 1, 2, 3]), st.booleans(), texts.filter(str.strip))
outlines = st.lists(rows, max_size=7)


def draft(*clauses, bases=(), **general):
    """A snapshot of (level, text) or (level, numbered, text)."""
    rows = [row if len(row) == 3 else (row[0], True, row[1]) for row in clauses]
    found = [dict(zip(("level", "numbered", "text"), row, strict=True)) for row in rows]
    return general | {"bases": list(bases), "clauses": found}


def content(before, after):
    return [(passage.words, passage.name, passage.before) for passage in compared(before, after)[0].passages]


def letters(pieces, *kinds):
    return "".join("".join(piece.text for piece in pieces if piece.kind in kinds).split())


@given(old=texts, new=texts)
@settings(deadline=None)
def test_both_texts_can_be_read_from_the_pieces(old, new):
    pieces = by_word(old, new)

    assert letters(pieces, "", "del") == "".join(old.split())
    assert letters(pieces, "", "ins") == "".join(new.split())
    assert all(piece.text for piece in pieces)


@given(old=outlines, new=outlines)
@settings(deadline=None)
def test_every_clause_of_both_texts_is_told_once(old, new):
    passages = compared(draft(*old), draft(*new))[0].passages

    def told(*kinds):
        return Counter(letters(passage.pieces, *kinds) for passage in passages)

    def written(outline):
        return Counter("".join(text.split()) for *_, text in outline)

    gone = [passage for passage in passages if passage.words == "Bỏ"]
    come = [passage for passage in passages if passage.words == "Thêm"]
    assert told("", "del") == written(old) + Counter({"": len(come)})
    assert told("", "ins") == written(new) + Counter({"": len(gone)})


@given(outline=outlines)
@settings(deadline=None)
def test_a_text_has_no_changes_to_itself(outline):
    same = draft(*outline, bases=["Luật Thi đua"], title="GIAO ƯỚC THI ĐUA")

    assert not list(chain.from_iterable(part.changed for part in compared(same, same)))


A, B, C = "Hoàn thành kế hoạch thanh tra.", "Giải quyết đơn đúng thời hạn.", "Không để ai vi phạm kỷ luật."


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # what stands behind something new has another number, and no change
        ([(0, A), (0, B)], [(0, C), (0, A), (0, B)], [("Thêm", "I", ""), ("", "II", "I"), ("", "III", "II")]),
        # of two that changed places one was moved
        ([(0, A), (0, B), (0, C)], [(0, C), (0, A), (0, B)],
         [("Chuyển chỗ", "I", "III"), ("", "II", "I"), ("", "III", "II")]),
        # what was taken out stands where it stood
        ([(0, A), (1, B), (0, C)], [(0, A), (0, C)], [("", "I", ""), ("Bỏ", "I.1", ""), ("", "II", "")]),
        # moved in, and reworded
        ([(0, A), (0, B)], [(0, A), (1, B.replace("đúng", "trước"))],
         [("", "I", ""), ("Đổi cấp, sửa lời", "I.1", "II")]),
        ([(0, A)], [(0, False, A)], [("Đổi cấp", "đoạn 1", "I")]),
        # much was added, and it is still the same clause
        ([(0, A)], [(0, f"{A} Mỗi quý báo cáo một lần về Khối trưởng.")], [("Sửa lời", "I", "")]),
        # nothing of it is left
        ([(0, A)], [(0, C)], [("Bỏ", "I", ""), ("Thêm", "I", "")]),
        # the same words twice: one of them went
        ([(0, A), (0, A), (0, B)], [(0, A), (0, B)], [("", "I", ""), ("Bỏ", "II", ""), ("", "II", "III")]),
        # only what nobody sees differs
        ([(0, f"  {A} ")], [(0, A.replace(" ", "  "))], [("", "I", "")]),
        ([], [(0, A)], [("Thêm", "I", "")]),
    ],
)  # fmt: skip
def test_a_clause_is_found_again_wherever_it_went(old, new, expected):
    assert content(draft(*old), draft(*new)) == expected


def test_citations_and_what_is_typed_once_are_compared_too():
    decree = "Nghị định số 98/2023/NĐ-CP của Chính phủ quy định chi tiết Luật Thi đua, khen thưởng"
    before = draft(bases=["Luật Thi đua", decree], dated="2027-03-31", place="Hà Nội", copies=8, witness="")
    after = draft(
        bases=["Luật Thi đua", decree.replace("98/2023", "152/2025")],
        dated="2027-04-15",
        place="Hà Nội",
        copies=None,
        witness="Ân",
    )

    _, bases, general = compared(before, after)

    assert [(p.words, p.name, letters(p.pieces, "del"), letters(p.pieces, "ins")) for p in bases.changed] == [
        ("Sửa lời", "Căn cứ 2", "982023", "1522025")
    ]
    told = {p.name: (p.words, letters(p.pieces, "", "del"), letters(p.pieces, "", "ins")) for p in general.passages}
    assert told == {
        "Nơi ký": ("", "HàNội", "HàNội"),
        "Ngày ký": ("Sửa lời", "31/03/2027", "15/04/2027"),
        "Số bản": ("Bỏ", "8", ""),
        "Người chứng kiến": ("Thêm", "", "Ân"),
    }
