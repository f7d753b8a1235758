"""A delegate written in one line: "Lê An, Vụ trưởng, Bộ Nội vụ", "Lê An - Vụ trưởng - Bộ Nội vụ"."""

from __future__ import annotations

import re

from blocs.text import nfc, search_key
from ceremonies.models import Delegate
from ceremonies.precedence import OTHERS, is_bare, rank

DIVIDER = re.compile(r"\s+[-–—]\s+")
RANKED = re.compile(r"^(?:đại|thượng|trung|thiếu) (?:tướng|tá|úy|uý)\s+", re.IGNORECASE)  # stays with the name
WORDS_OF_NAMES = range(2, 7)
# With their marks: "Trường" is no "Trương", "Bảo hiểm" no "Báo".
BODIES = re.compile(
    r"(?:thanh tra|bộ|sở|cục|vụ|ban|phòng|văn phòng|tổng cục|chi cục|[uủ][yỷ] ban|ubnd|hđnd|tỉnh|thành phố|tp\.?|huyện|"
    r"quận|xã|phường|thành [uủ][yỷ]|đảng [uủ][yỷ]|mặt trận|hội|liên đoàn|đoàn (?:thanh niên|đại biểu|luật sư)|"
    r"t[oò][aà] án|viện|công an|quân khu|cụm|khối|trường|học viện|đại học|trung tâm|công ty|tổng công ty|tập đoàn|"
    r"ngân hàng|kho bạc|bảo hiểm|kiểm toán|báo|tạp chí|đài|thông tấn xã|truyền hình|chính phủ|quốc hội)(?:\s|$)",
    re.IGNORECASE,
)
# Of a "cụm", a "khối", a "hội"; of the party's committee of a province.
HEADS = re.compile(r"\S+ (?:trưởng|phó|[uủ][yỷ] viên)(?:[\s,]|$)", re.IGNORECASE)
NO_POSTS = ("trường ", "trương ")  # whose keys are that of "trưởng"
LAST = {"role": Delegate.Role.labels, "group": Delegate.Group.labels}


def by_commas(line: str) -> list[str]:
    """An organisation may have commas itself; a group and a role are known by their words."""
    parts = [part.strip() for part in line.split(",")]
    if re.fullmatch(r"\d+\.?", parts[0]):
        del parts[0]  # TT
    chosen = _taken(parts)
    return [*[*parts, ""][:2], ", ".join(parts[2:]), chosen["group"], chosen["role"]]


def by_dashes(said: str) -> dict[str, str]:
    """Name, post, organisation, group and role; nothing where there is a semicolon, or no name stands first.

    A unit and a post may have a dash themselves ("Cụm Trung du - Miền núi", "Trưởng phòng Thi đua - Khen thưởng"):
    the organisation begins where something is called like one, or behind a post that is complete.
    """
    name, *rest = DIVIDER.split(nfc(said).strip())
    if not rest or re.search(r"[;\t\n]", said) or not _is_name(name):
        return {}
    chosen = _taken(parts := [name, *rest])
    post, organisation = _divided(parts[1:])
    return {"name": name, "post": " - ".join(post), "organisation": " - ".join(organisation), **chosen}


def _taken(parts: list[str]) -> dict[str, str]:
    """The role and the group that stand last; they are taken off ``parts``."""
    found = {}
    for key, labels in LAST.items():
        is_one = len(parts) > 1 and search_key(parts[-1]) in map(search_key, map(str, labels))
        found[key] = parts.pop() if is_one else ""
    return found


def _divided(parts: list[str]) -> tuple[list[str], list[str]]:
    if parts and _is_body(parts[0]):  # the other way round
        end = next((n for n, part in enumerate(parts) if _is_post(part)), len(parts))
        return parts[end:], parts[:end]
    for place in range(1, len(parts)):
        is_complete = is_bare(parts[place - 1]) and not _is_post(parts[place])
        if is_complete or _is_body(parts[place]):
            return parts[:place], parts[place:]
    post, _, organisation = parts[-1].partition(", ") if parts else ("", "", "")
    return ([*parts[:-1], post], [organisation]) if _is_body(organisation) else (parts, [])


def _is_name(text: str) -> bool:
    words = RANKED.sub("", text).split()
    are_names = all(word[0].isupper() and word.replace("'", "").replace("’", "").isalpha() for word in words)
    return are_names and len(words) in WORDS_OF_NAMES and not _is_post(text) and not _is_body(text)


def _is_post(text: str) -> bool:
    is_known = rank(text) < OTHERS and not nfc(text).lower().startswith(NO_POSTS)
    return is_known or bool(HEADS.match(text))


def _is_body(text: str) -> bool:
    return bool(BODIES.match(text)) and not _is_post(text)
