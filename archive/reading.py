"""A bloc file's bytes as data, or the sentences that say why they are none."""

import json
import re
from pathlib import Path

from blocs.text import nfc

LARGEST = 5 * 1024 * 1024
DEEPEST = 40
# A line break and a tab may stand in a text; every other control character and half a pair may not.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


class Refused(Exception):
    """The file was not taken. ``sentences`` say what and where, one for each problem; Vietnamese."""

    def __init__(self, *sentences: str):
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def read(path: Path) -> dict:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise Refused("không có tệp này.") from None
    except OSError as failed:
        raise Refused(f"không đọc được tệp ({failed.strerror}).") from None
    return parse(content)


def parse(content: bytes) -> dict:
    """The file's one object with all its texts in NFC. Raises Refused."""
    if len(content) > LARGEST:
        raise Refused(f"Tệp lớn hơn {LARGEST // 1024 // 1024} MB; tệp của một năm thi đua không lớn như vậy.")
    found: list[str] = []
    data = _decoded(_text(content), found)
    if not isinstance(data, dict):
        raise Refused("Tệp phải chứa một đối tượng JSON, bắt đầu bằng dấu {.")
    cleaned = _cleaned(data, "", found)
    if found:
        raise Refused(*found)
    return cleaned


def _text(content):
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("Tệp ở dạng UTF-16; lưu lại ở dạng UTF-8 không có BOM.")
    if content.startswith(b"\xef\xbb\xbf"):
        raise Refused("Tệp bắt đầu bằng dấu BOM; lưu lại ở dạng UTF-8 không có BOM.")
    try:
        return content.decode()
    except UnicodeDecodeError as wrong:
        line = content.count(b"\n", 0, wrong.start) + 1
        raise Refused(f"Dòng {line}: tệp không phải UTF-8; lưu lại ở dạng UTF-8 không có BOM.") from None


def _decoded(text, found):
    def once(pairs):
        seen = dict(pairs)
        if len(seen) < len(pairs):
            names = [name for name, _ in pairs]
            twice = sorted({name for name in names if names.count(name) > 1})
            found.extend(f"Khóa “{name}” xuất hiện hai lần trong cùng một đối tượng." for name in twice)
        return seen

    def no_number(name):
        found.append(f"“{name}” không phải là một số.")

    try:
        return json.loads(text, object_pairs_hook=once, parse_constant=no_number)
    except json.JSONDecodeError as wrong:
        raise Refused(f"Dòng {wrong.lineno}, cột {wrong.colno}: tệp không phải JSON hợp lệ.") from None
    except RecursionError:
        raise Refused("Tệp lồng quá nhiều cấp.") from None
    except ValueError:  # an integer of thousands of digits
        raise Refused("Tệp có một số quá dài.") from None


def _cleaned(value, place, found, depth=0):
    if depth > DEEPEST:
        raise Refused("Tệp lồng quá nhiều cấp.")
    if isinstance(value, str):
        if UNPRINTABLE.search(value):
            found.append(f"{place}: chứa ký tự điều khiển không in được.")
        return nfc(value)
    if isinstance(value, list):
        return [_cleaned(item, f"{place}[{i}]", found, depth + 1) for i, item in enumerate(value)]
    if isinstance(value, dict):
        return {nfc(key): _cleaned(item, f"{place}.{key}".lstrip("."), found, depth + 1) for key, item in value.items()}
    return value
