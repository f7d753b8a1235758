"""Traps T4, T5 and T6: searching, sorting, addresses."""

import itertools
import unicodedata

import pytest

from blocs.text import first_free, name_sort_key, nfc, search_key, slug, sort_key

ORDERED = [
    "An Giang",
    "Ăn",
    "Ân",
    "Duy",
    "Dũng",
    "Đà Nẵng",
    "Đức",
    "Ha",
    "Hà",
    "Hả",
    "Hã",
    "Há",
    "Hạ",
    "Ủy ban",
    "Zeta",
]


@pytest.mark.parametrize("text", ["Tư pháp", "TƯ PHÁP", "tu phap", " Tư  pháp", "tư-pháp"])
def test_one_key_for_all_ways_of_typing(text):
    assert search_key(text) == search_key(unicodedata.normalize("NFD", text)) == "tu phap"


def test_letters_first_then_tones():
    assert sorted(set(ORDERED), key=sort_key) == [
        "An Giang", "Ăn", "Ân", "Dũng", "Duy", "Đà Nẵng", "Đức", "Ha", "Hà", "Hả", "Hã", "Há", "Hạ", "Ủy ban", "Zeta",
    ]  # fmt: skip


def test_the_key_sorts_by_bytes_and_is_the_same_for_decomposed_letters():
    for first, second in itertools.pairwise(ORDERED):
        assert sort_key(unicodedata.normalize("NFD", first)) == sort_key(first)
        assert sort_key(first).isascii()
        assert sort_key(first) != sort_key(second)


def test_people_sort_by_given_name():
    people = ["Trần Thị Yến", "Đỗ Văn Đức", "Vũ Duy Ưng", "Lê Quang Dũng", "An", "Hoàng Ngọc Ân"]

    assert sorted(people, key=name_sort_key) == [
        "An", "Hoàng Ngọc Ân", "Lê Quang Dũng", "Đỗ Văn Đức", "Vũ Duy Ưng", "Trần Thị Yến",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Đăng ký thi đua Đồng Nai", "dang-ky-thi-dua-dong-nai"), ("Ủy ban – số 1/2027", "uy-ban-so-1-2027"), ("…", "")],
)
def test_d_with_a_bar_stays_d(text, expected):
    assert slug(text) == expected


def test_nul_is_left_out():
    assert nfc("Tu\u031b\x00 pháp") == "Tư pháp"


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        (set(), "an"),
        ({"binh"}, "an"),
        ({"an"}, "an-2"),
        ({"an", "an-3"}, "an-2"),
        ({"an", "an-2", "an-3"}, "an-4"),
        ({"an", "an-binh"}, "an-2"),
    ],
)
def test_the_first_free_name(taken, free):
    assert first_free("an", taken) == free
