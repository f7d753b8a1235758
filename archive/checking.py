"""What must fit together across a bloc file whose shape is right."""

from collections.abc import Iterator
from datetime import date

from archive.rounds import names_of
from archive.schema import ROLES, STATUSES
from archive.texts import document_of
from pledges.models import BlocText


def problems_across(data, honours) -> list[str]:
    """One sentence for each contradiction.

    honours  code → ``Honour`` of the catalogue
    """
    codes = {member["code"] for member in data["members"]}
    checks = [
        _identity(data),
        _members(data),
        _leaders(data, codes),
        _numbering(data),
        _dates(data),
        _registrations(data, codes, honours),
        _named_units(data, codes),
        _honours_elsewhere(data, honours),
        _register(data),
        _texts(data),
        _values(data),
        _locked(data),
        _rounds(data),
    ]
    return [sentence for check in checks for sentence in check]


def items(data, key) -> Iterator[tuple[str, dict]]:
    """Each item of a list that may be missing, with its place."""
    for i, item in enumerate(data.get(key) or []):
        yield f"{key}[{i}]", item


def _identity(data):
    if not data["slug"].endswith(f"-{data['year']}"):
        yield f"slug: phải kết thúc bằng “-{data['year']}” như năm của tệp."
    elif data["slug"] == f"-{data['year']}":
        yield "slug: thiếu phần tên của khối trước năm."


def _twice(found):
    """Values of (place, value) that stood before, with the place where."""
    seen = {}
    for place, value in found:
        if value in seen:
            yield place, value, seen[value]
        seen.setdefault(value, place)


def _members(data):
    members = list(items(data, "members"))
    for place, code, first in _twice((p, m["code"]) for p, m in members):
        yield f"{place}.code: đơn vị “{code}” đã có ở {first}."
    for place, order, first in _twice((p, m["order"]) for p, m in members):
        yield f"{place}.order: thứ tự {order} đã có ở {first}."
    for place, name, first in _twice((p, m["name"]) for p, m in members):
        yield f"{place}.name: tên “{name}” đã có ở {first}."
    other = "cum_" if data["kind"] == "khoi" else "khoi_"
    for place, member in members:
        if member.get("role", "").startswith(other):
            yield f"{place}.role: “{member['role']}” không dùng cho kind “{data['kind']}”."
    for role, words in (("leader", "đơn vị trưởng"), ("deputy", "đơn vị phó")):
        holders = [place for place, member in members if ROLES[member.get("role", "thanh_vien")] == role]
        for place in holders[1:]:
            yield f"{place}.role: năm đã có {words} ở {holders[0]}."


def _leaders(data, codes):
    for key, role, words in (("leader", "leader", "trưởng"), ("deputy", "deputy", "phó")):
        held_by = [m["code"] for m in data["members"] if ROLES[m.get("role", "thanh_vien")] == role]
        named = data.get(key)
        if named and named not in codes:
            yield f"{key}: “{named}” không phải là thành viên."
        elif named and named not in held_by:
            yield f"{key}: “{named}” không có vai trò {words} trong members."
        elif not named and held_by:
            yield f"{key}: members ghi “{held_by[0]}” là {words}, khóa này lại để trống."


def _numbering(data):
    for key in ("contents", "targets"):
        field = "order" if key == "contents" else "code"
        for place, value, first in _twice((p, item[field]) for p, item in items(data, key)):
            yield f"{place}.{field}: “{value}” đã có ở {first}."
    agenda = (data.get("ceremony") or {}).get("agenda") or []
    for i, order, first in _twice((i, item["order"]) for i, item in enumerate(agenda)):
        yield f"ceremony.agenda[{i}].order: thứ tự {order} đã có ở ceremony.agenda[{first}]."


def _dates(data):
    deadlines = data.get("deadlines") or {}
    for place, item in items(data, "holds"):
        if (item.get("from") or "") > (item.get("to") or "9999"):
            yield f"{place}.to: ngày kết thúc không thể trước ngày bắt đầu ({_shown(item['from'])})."
    for place, registration in items(data, "registrations"):
        for i, movement in enumerate(registration.get("movements") or []):
            if (movement.get("starts_on") or "") > (movement.get("ends_on") or "9999"):
                yield f"{place}.movements[{i}].ends_on: ngày tổng kết không thể trước ngày phát động."
    ceremony = data.get("ceremony") or {}
    closes, opens = ceremony.get("closes_year"), ceremony.get("opens_year")
    if closes and opens and closes >= opens:
        yield f"ceremony.opens_year: phải sau năm tổng kết ({closes})."
    yield from _years_of_dates(data, deadlines)


def _years_of_dates(data, deadlines):
    """Whatever belongs to a year happens from the year before until the year after."""
    dated = [(f"deadlines.{step}", deadlines[step]) for step in deadlines if _is_day(deadlines[step])]
    dated += [(f"{p}.due", extension["due"]) for p, extension in items(data, "extensions")]
    for key in ("registrations", "documents"):
        field = "doc_date" if key == "registrations" else "date"
        dated += [(f"{place}.{field}", item.get(field)) for place, item in items(data, key)]
    dated += [(f"{key}.date", (data.get(key) or {}).get("date")) for key in ("ceremony", "covenant")]
    for place, value in dated:
        if value and abs(int(value[:4]) - data["year"]) > 1:
            yield f"{place}: ngày {_shown(value)} cách năm {data['year']} quá xa."


def _is_day(value):
    return isinstance(value, str) and value[:4].isdigit()


def _shown(iso):
    return f"{date.fromisoformat(iso):%d/%m/%Y}"


def _registrations(data, codes, honours):
    found = list(items(data, "registrations"))
    for place, registration in found:
        if registration["member"] not in codes:
            yield f"{place}.member: “{registration['member']}” không phải là thành viên."
        yield from _people(place, registration)
        yield from _on_paper(place, registration)
        yield from _lines(place, registration, honours)
    for place, code, first in _twice((p, r["member"]) for p, r in found):
        yield f"{place}.member: đơn vị “{code}” đã có bản đăng ký ở {first}."
    extensions = ((p, f"{e['member']}, {e['step']}") for p, e in items(data, "extensions"))
    for place, _, first in _twice(extensions):
        yield f"{place}: đơn vị đã được gia hạn bước này ở {first}."


CONTENT = ("headcount", "women", "collective", "individual", "initiatives", "targets", "movements", "proposal")


def _on_paper(place, registration):
    """Received on paper because it is secret: nothing of it may stand in a file."""
    if not registration.get("paper_received_on"):
        return
    if STATUSES[registration["status"]] != "accepted":
        yield f"{place}.paper_received_on: bản giấy đã nhận thì status phải là da_tiep_nhan hoặc da_chot."
    for key in CONTENT:
        if registration.get(key) not in (None, "", []):
            yield f"{place}.{key}: đơn vị nộp bản giấy vì có nội dung bí mật nhà nước; bỏ nội dung này."


def _people(place, registration):
    headcount, women = registration.get("headcount"), registration.get("women")
    if women is not None and headcount is None:
        yield f"{place}.headcount: thiếu tổng số, trong khi có số nữ."
    elif women is not None and women > headcount:
        yield f"{place}.women: số nữ ({women}) lớn hơn tổng số ({headcount})."


def _lines(place, registration, honours):
    for key, whom in (("collective", "tập thể"), ("individual", "cá nhân")):
        lines = registration.get(key) or []
        for i, line in enumerate(lines):
            yield from _honour(f"{place}.{key}[{i}].title", line["title"], honours, whom)
            yield from _posts(f"{place}.{key}[{i}].posts", line)
        named = ((f"{place}.{key}[{i}]", (line["title"], line.get("scope"))) for i, line in enumerate(lines))
        for here, (title, _), first in _twice(named):
            yield f"{here}.title: “{title}” đã có ở {first}; gộp số lượng vào một dòng."
    for i, initiative in enumerate(registration.get("initiatives") or []):
        if initiative.get("for_title"):
            yield from _honour(f"{place}.initiatives[{i}].for_title", initiative["for_title"], honours)


def _posts(place, line):
    names, posts = line.get("names") or [], line.get("posts") or []
    if posts and len(posts) != len(names):
        yield f"{place}: có {len(posts)} chức vụ cho {len(names)} người; người chưa rõ chức vụ ghi chuỗi rỗng."


def _honour(place, code, honours, whom=""):
    honour = honours.get(code)
    if honour is None:
        yield f"{place}: không có danh hiệu hoặc hình thức khen thưởng mang mã “{code}”."
    elif whom == "tập thể" and not honour.for_collective:
        yield f"{place}: “{honour}” chỉ dành cho cá nhân."
    elif whom == "cá nhân" and not honour.for_individual:
        yield f"{place}: “{honour}” chỉ dành cho tập thể."


def _named_units(data, codes):
    """Every other place that names a member."""
    for place, code in _unit_places(data):
        if code and code not in codes:
            yield f"{place}: “{code}” không phải là thành viên."
    grid = (data.get("covenant") or {}).get("signature_grid") or {}
    for place, code, first in _twice(_grid_places(grid)):
        yield f"{place}: “{code}” đã có ô ký ở {first}."


def _unit_places(data):
    ceremony, evaluation = data.get("ceremony") or {}, data.get("evaluation") or {}
    yield "ceremony.host", ceremony.get("host")
    for key in ("extensions", "holds"):
        yield from ((f"{place}.member", item["member"]) for place, item in items(data, key))
    yield from _grid_places((data.get("covenant") or {}).get("signature_grid") or {})
    for place, consulted in items(data.get("covenant") or {}, "rounds"):
        yield from ((f"covenant.{place}.{p}.member", opinion["member"]) for p, opinion in items(consulted, "opinions"))
    for key in ("scores", "nominations", "ranking"):
        yield from ((f"evaluation.{place}.member", item["member"]) for place, item in items(evaluation, key))
    for place, score in items(evaluation, "scores"):
        yield f"evaluation.{place}.cross_reviewer", score.get("cross_reviewer")
    ballot = evaluation.get("ballot") or {}
    yield "evaluation.ballot.winner", ballot.get("winner")
    yield from ((f"evaluation.ballot.yes.{code}", code) for code in ballot.get("yes") or {})
    handover = evaluation.get("handover") or {}
    yield from ((f"evaluation.handover.{end}", handover.get(end)) for end in ("from", "to"))


def _grid_places(grid):
    yield from ((f"covenant.signature_grid.{p}", code) for p, code in items(grid, "top_row"))
    for place, row in items(grid, "rows"):
        yield from ((f"covenant.signature_grid.{place}[{i}]", code) for i, code in enumerate(row))


def _honours_elsewhere(data, honours):
    evaluation = data.get("evaluation") or {}
    for place, nomination in items(evaluation, "nominations"):
        yield from _honour(f"evaluation.{place}.award", nomination["award"], honours)
    if award := (evaluation.get("ballot") or {}).get("award"):
        yield from _honour("evaluation.ballot.award", award, honours)


def _register(data):
    numbered = [(f"{p}.number", d["number"]) for p, d in items(data, "documents") if d.get("number")]
    for place, number in numbered:
        first, slash, _ = number.partition("/")
        if not (slash and first.isascii() and first.isdigit() and 0 < int(first) <= 32_767):
            yield f"{place}: số, ký hiệu phải có dạng 01/QC-KTĐ."
    in_register = ((p, int(n.partition("/")[0])) for p, n in numbered if n.partition("/")[0].isdecimal())
    for place, number, first in _twice(in_register):
        yield f"{place}: số {number:02d} đã dùng ở {first}."
    for place, document in items(data, "documents"):
        if not document.get("date"):
            yield f"{place}.date: thiếu ngày của văn bản."


def _texts(data):
    """Each stands in the register once; a table has criteria below groups, another text clauses."""
    documents, taken = data.get("documents") or [], []
    for place, entry in items(data, "texts"):
        found = document_of(entry, documents)
        if len(found) != 1:
            yield f"{place}: documents phải có đúng một văn bản cùng loại, số và ngày."
        taken += [(place, id(document)) for document in found]
        is_table = entry["kind"] == BlocText.Kind.CRITERIA
        wanted, other = ("criteria", "clauses") if is_table else ("clauses", "criteria")
        if not entry.get(wanted) or entry.get(other):
            yield f"{place}.{wanted}: nội dung của văn bản loại này phải nằm ở đây, và chỉ ở đây."
        yield from _criteria(place, entry.get("criteria") or [])
    for place, _, first in _twice(taken):
        yield f"{place}: văn bản trong documents đã là của {first}."


def _criteria(place, rows):
    if rows and rows[0]["kind"] == "item":
        yield f"{place}.criteria[0]: dòng đầu tiên phải là một nhóm."
    for i, row in enumerate(rows):
        if len({row["kind"] == "item", bool(row.get("code")), row.get("max_points") is not None}) > 1:
            yield f"{place}.criteria[{i}]: tiêu chí (item) phải có code và max_points, nhóm thì không có."
    for i, code, first in _twice((i, row["code"]) for i, row in enumerate(rows) if row.get("code")):
        yield f"{place}.criteria[{i}].code: “{code}” đã có ở {place}.criteria[{first}]."


def _values(data):
    """A target is kept to two decimals; true and false answer a yes-or-no target only."""
    found = list(items(data, "targets"))
    for place, registration in items(data, "registrations"):
        found += [(f"{place}.targets[{i}]", t) for i, t in enumerate(registration.get("targets") or [])]
    for place, target in found:
        value = target.get("value")
        if isinstance(value, bool):
            if target.get("kind") != "yes_no":
                yield f"{place}.value: chỉ chỉ tiêu kiểu yes_no nhận true hoặc false."
        elif value is not None and round(value, 2) != value:
            yield f"{place}.value: có nhiều hơn hai chữ số thập phân."


def _locked(data):
    """Registrations are locked with the covenant that was issued: it needs what its paper shows."""
    covenant = data.get("covenant") or {}
    missing = [key for key in ("place", "date") if not covenant.get(key)]
    for place, registration in items(data, "registrations"):
        if missing and registration["status"] == "da_chot":
            yield f"{place}.status: “da_chot” cần có covenant với place và date."


def _rounds(data):
    """Only the last round may be open, and none under registrations that are locked with the covenant."""
    rounds = list(items(data.get("covenant") or {}, "rounds"))
    is_locked = any(registration["status"] == "da_chot" for _, registration in items(data, "registrations"))
    for place, consulted in rounds if is_locked else rounds[:-1]:
        if not consulted.get("closed"):
            yield f"covenant.{place}.closed: chỉ đợt cuối của dự thảo chưa chốt được để trống thời điểm này."
    for place, consulted in rounds:
        yield from _opinions(f"covenant.{place}", consulted)


def _opinions(place, consulted):
    said = [(f"{place}.{p}", opinion) for p, opinion in items(consulted, "opinions")]
    names = {"", *names_of(consulted["words"])}
    for here, opinion in said:
        if (opinion.get("clause") or "") not in names:
            yield f"{here}.clause: words không có điều khoản “{opinion['clause']}”."
        if opinion["stance"] != "agrees" and not opinion.get("text"):
            yield f"{here}.text: thiếu nội dung góp ý."
        if opinion.get("answer") and not opinion.get("response"):
            yield f"{here}.response: thiếu nội dung tiếp thu, giải trình."
    for here, _, first in _twice((here, (o["member"], o.get("clause") or "")) for here, o in said):
        yield f"{here}: đơn vị đã có ý kiến về điều khoản này ở {first}."
