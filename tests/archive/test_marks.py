"""Keeping a file's own wording, on small data."""

import pytest

from archive.marks import difference, restored, same


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ({"a": 1}, {"a": 1, "note": "x"}),
        ({"a": 1, "b": 2}, {"a": 1}),
        ({"a": 1}, {"a": True}),
        ({}, {"a": None}),
        ({"l": [{"code": "x"}, {"code": "y"}]}, {"l": [{"code": "y", "note": "n"}, {"code": "x"}]}),
        ({"l": [{"code": "x"}]}, {"l": [{"code": "x"}, {"code": "x", "v": 2}]}),
        ({"l": [{"text": "a"}, {"text": "b"}]}, {"l": ["a", {"text": "b"}]}),
        ({"l": [{"code": "x"}, {"code": "y"}]}, {"l": [{"code": "y"}]}),
        ({"l": ["a", "b"]}, {"l": ["b"]}),
        ({"collective": [{"title": "T", "scope": "s"}, {"title": "T", "scope": "t"}]}, {"collective": []}),
    ],
)
def test_theirs_is_restored_from_ours(ours, theirs):
    assert same(restored(ours, difference(ours, theirs)), theirs)


def test_equal_numbers_need_no_entry():
    assert difference({"a": 120}, {"a": 120.0}) == []


def test_an_entry_gives_way_to_what_has_changed_since():
    entries = difference({"a": 1, "l": [{"code": "x"}]}, {"a": 2, "l": [{"code": "x", "note": "n"}]})

    assert restored({"a": 7, "l": [{"code": "z"}, {"code": "x", "v": 1}]}, entries) == {
        "a": 7,
        "l": [{"code": "z"}, {"code": "x", "v": 1, "note": "n"}],
    }
    assert restored({"a": 1, "l": []}, entries) == {"a": 2, "l": []}


def test_new_items_stand_after_those_whose_order_was_kept():
    entries = difference({"l": [{"code": "x"}, {"code": "y"}]}, {"l": [{"code": "y"}, {"code": "x"}]})

    assert restored({"l": [{"code": "n"}, {"code": "x"}, {"code": "y"}]}, entries) == {
        "l": [{"code": "y"}, {"code": "x"}, {"code": "n"}]
    }
