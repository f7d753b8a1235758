"""What is missing or doubtful in a registration.

Errors hinder its submission. Warnings never do: ratios are rules of the year or of the
bloc, not of the law (Luật Thi đua, khen thưởng 2022 no longer makes registration a
condition of any title).
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import chain

from blocs import clock
from blocs.text import search_key
from documents.wording import ended, number
from pledges import sections
from pledges.measures import promised

LDTT, CSTDCS, TTLDXS, FLAGS = "LDTT", "CSTDCS", "TTLDXS", ("CO_TTCP", "CO_CP")
# NĐ 91/2017/NĐ-CP; NĐ 152/2025/NĐ-CP no longer sets it, so the year may.
RATIO_KEY, DEFAULT_RATIO = "CSTDCS_max_ratio_of_LDTT", Decimal("0.15")
TTLDXS_LDTT_SHARE = Decimal("0.70")
# Sources that are no law.
WITHIN = "Đối chiếu trong chính bản đăng ký"
FORM = "Các phần của bản đăng ký thi đua"
COMMON = "Chỉ tiêu chung của năm thi đua"
CATALOGUE = "Danh mục danh hiệu thi đua, hình thức khen thưởng"
RECEIVER = "Nhận xét của nơi tiếp nhận"


@dataclass(frozen=True)
class Finding:
    """``source`` says where the rule of a warning comes from. ``of_row``: the row says it itself."""

    section: sections.Section
    text: str
    is_error: bool = False
    source: str = ""
    of_row: bool = False


def errors(registration) -> list[Finding]:
    """What must be mended before the registration can be handed in."""
    found = []
    if not registration.headcount:
        found.append(_error(sections.GENERAL, "Chưa nhập tổng số cán bộ, công chức có mặt."))
    elif (registration.women or 0) > registration.headcount:
        text = f"Số nữ ({registration.women}) lớn hơn tổng số cán bộ, công chức ({registration.headcount})."
        found.append(_error(sections.GENERAL, text))
    if not registration.lines:
        text = "Chưa đăng ký nội dung nào: nhập ít nhất một danh hiệu, chỉ tiêu, sáng kiến hoặc phong trào."
        found.append(_error(sections.TARGETS, text))
    return [*found, *_unconfirmed(registration)]


def _unconfirmed(registration):
    """Nothing of last year's is handed in unseen."""
    for line in registration.lines:
        if line.carried_from:
            text = f"“{line}” lấy từ năm {line.carried_from}, chưa xác nhận."
            yield Finding(line.section, text, is_error=True, of_row=True)


def warnings(registration) -> list[Finding]:
    """What the unit may wish to look at again; nothing of what is a secret on paper."""
    if registration.is_on_paper:
        return []
    persons = [h for h in registration.honours.all() if h.scope == sections.PERSON]
    collectives = [h for h in registration.honours.all() if h.scope != sections.PERSON]
    return list(
        chain(
            _holds(registration),
            _remarks(registration),
            _doc_date(registration),
            _people(registration, persons),
            _honour_lines([*collectives, *persons]),
            _same_persons(persons),
            _fighters(registration, persons),
            _initiatives_behind(registration, persons),
            _excellent_collective(registration, collectives, persons),
            _targets(registration),
            _movement_days(registration),
            _left_empty(registration, persons),
        )
    )


def findings(registration) -> list[Finding]:
    return [*errors(registration), *warnings(registration)]


def _error(section, text):
    return Finding(section, text, is_error=True)


def _count(lines, code):
    return sum(line.count for line in lines if line.honour.code == code)


def _holds(registration):
    for hold in registration.membership.holds.in_force(clock.today()):
        yield Finding(
            sections.COLLECTIVE,
            f"Đơn vị đang tạm dừng được xét khen thưởng, {hold.period}. Lý do: {ended(hold.reason, '.')} Đây không "
            "phải là từ chối: đơn vị vẫn đăng ký, khi có kết luận thì được xét tiếp.",
            source="Nghị định số 152/2025/NĐ-CP, Điều 4 khoản 4",
        )


def _remarks(registration):
    """What the receiver asked for, beside the sections it asked for it in."""
    if registration.status == "returned":
        for remark in registration.remarks.of_last_return():
            where = f"“{remark.quote}”: " if remark.quote else ""
            yield Finding(sections.SECTIONS[remark.section], f"{where}{remark.text}", source=RECEIVER)


def _doc_date(registration):
    day, year = registration.doc_date, registration.membership.bloc_year.year
    if day and abs(day.year - year) > 1:
        text = f"Ngày văn bản {day:%d/%m/%Y} cách năm thi đua {year} hơn một năm; Anh/chị xem lại năm đã gõ."
        yield Finding(sections.GENERAL, text, source=WITHIN)


def _movement_days(registration):
    year = registration.membership.bloc_year.year
    for movement in registration.movements.all():
        days = [day for day in (movement.starts_on, movement.ends_on) if day]
        if odd := next((day for day in days if abs(day.year - year) > 1), None):
            text = f"Phong trào “{movement.name}”: ngày {odd:%d/%m/%Y} cách năm thi đua {year} hơn một năm."
            yield Finding(sections.MOVEMENTS, text, source=WITHIN)


def _left_empty(registration, persons):
    if not persons:
        yield Finding(sections.INDIVIDUAL, "Chưa đăng ký danh hiệu, hình thức khen thưởng cho cá nhân.", source=FORM)
    if not registration.initiatives.all():
        yield Finding(sections.INITIATIVES, "Chưa đăng ký sáng kiến, đề tài nào.", source=FORM)
    if not registration.movements.all():
        yield Finding(sections.MOVEMENTS, "Chưa đăng ký phong trào thi đua nào.", source=FORM)


def _people(registration, persons):
    if registration.headcount and registration.women is None:
        yield Finding(
            sections.GENERAL,
            "Chưa nhập số nữ; số này cần khi nhiều tập thể cùng đủ điều kiện.",
            source="Nghị định số 152/2025/NĐ-CP, Điều 4 khoản 6",
        )
    for line in persons:
        if registration.headcount and line.count > registration.headcount:
            yield Finding(
                sections.INDIVIDUAL,
                f"{line.honour}: {line.count} người, nhiều hơn tổng số cán bộ, công chức ({registration.headcount}).",
                source=WITHIN,
            )


def _honour_lines(lines):
    """Named against counted, somebody named twice, titles that exist no more."""
    for line in lines:
        section = line.section
        what = "người" if section == sections.INDIVIDUAL else "tập thể"
        named = [name for name, _ in line.people] if section == sections.INDIVIDUAL else line.name_list
        if named and len(named) != line.count:
            text = f"{line.honour}: số lượng ghi {line.count} nhưng danh sách có {len(named)} {what}."
            yield Finding(section, text, source=WITHIN)
        for name, times in Counter(map(search_key, named)).items():
            if times > 1:
                shown = next(entry for entry in named if search_key(entry) == name)
                yield Finding(section, f"{line.honour}: “{shown}” có {times} lần trong danh sách.", source=WITHIN)
        if line.honour.valid_to and line.honour.valid_to < clock.today():
            ended = f"{line.honour.valid_to:%d/%m/%Y}"
            text = f"{line.honour}: danh hiệu, hình thức này chỉ áp dụng đến hết ngày {ended}."
            yield Finding(section, text, source=CATALOGUE)


def _same_persons(persons):
    """One name with two posts, or with two awards; LĐTT and CSTĐCS beside each other are usual."""
    posts, awards, shown = defaultdict(dict), defaultdict(dict), {}
    for line in persons:
        for name, post in line.people:
            key = search_key(name)
            shown.setdefault(key, name)
            if post:
                posts[key].setdefault(search_key(post), post)
            if line.honour.kind == line.honour.Kind.AWARD:
                awards[key].setdefault(line.honour_id, str(line.honour))
    for key, found in posts.items():
        if len(found) > 1:
            text = f"“{shown[key]}” được ghi với các chức vụ khác nhau: {'; '.join(found.values())}."
            yield Finding(sections.INDIVIDUAL, f"{text} Cùng một người thì ghi một chức vụ.", source=WITHIN)
    for key, found in awards.items():
        if len(found) > 1:
            text = f"“{shown[key]}” đăng ký {len(found)} hình thức khen thưởng: {'; '.join(found.values())}."
            source = "Luật Thi đua, khen thưởng năm 2022, Điều 5: không khen nhiều hình thức cho một thành tích"
            yield Finding(sections.INDIVIDUAL, text, source=source)


def _ratio(registration):
    """The year's own ratio; the usual one where the loaded quotas say nothing that can be read."""
    quotas = registration.membership.bloc_year.carried.get("quotas")
    try:
        ratio = Decimal(str(quotas[RATIO_KEY]))
    except (KeyError, TypeError, InvalidOperation):
        return DEFAULT_RATIO
    return ratio if ratio.is_finite() else DEFAULT_RATIO


def _fighters(registration, persons):
    advanced, fighters = _count(persons, LDTT), _count(persons, CSTDCS)
    ratio = _ratio(registration)
    if fighters > ratio * advanced:
        most = int(ratio * advanced)
        yield Finding(
            sections.INDIVIDUAL,
            f"Chiến sĩ thi đua cơ sở: {fighters} người, vượt {number(ratio * 100)}% số Lao động tiên tiến "
            f"({advanced} người, tương ứng nhiều nhất {most}).",
            source="Tỷ lệ của năm thi đua này; khi năm không quy định thì theo mức quen dùng 15%",
        )


def _initiatives_behind(registration, persons):
    """Every Chiến sĩ thi đua cơ sở rests on an initiative: by name where persons are named, else by number."""
    source = "Luật Thi đua, khen thưởng năm 2022, Điều 23"
    initiatives = list(registration.initiatives.all())
    authors = " ".join(f" {search_key(i.author)} " for i in initiatives)
    lines = [line for line in persons if line.honour.code == CSTDCS]
    named = [name for line in lines for name, _ in line.people]
    for name in named:
        if f" {search_key(name)} " not in authors:
            text = f"{name} đăng ký Chiến sĩ thi đua cơ sở nhưng chưa có sáng kiến, đề tài."
            yield Finding(sections.INITIATIVES, text, source=source)
    fighters = sum(line.count for line in lines)
    if not named and len(initiatives) < fighters:
        text = f"Có {fighters} Chiến sĩ thi đua cơ sở nhưng mới có {len(initiatives)} sáng kiến, đề tài."
        yield Finding(sections.INITIATIVES, text, source=source)


def _excellent_collective(registration, collectives, persons):
    source = "Tiêu chuẩn “Tập thể lao động xuất sắc” theo Thông tư số 03/2024/TT-TTCP"
    whole = [line for line in collectives if line.scope == "tap_the_lon"]
    excellent, headcount = _count(whole, TTLDXS), registration.headcount
    if excellent and headcount:
        advanced = _count(persons, LDTT)
        if advanced < TTLDXS_LDTT_SHARE * headcount:
            share = number((Decimal(100) * advanced / headcount).quantize(Decimal("0.1")))
            text = f"Tập thể lao động xuất sắc cần ít nhất 70% cá nhân đạt Lao động tiên tiến; hiện đăng ký {share}%."
            yield Finding(sections.INDIVIDUAL, text, source=source)
    if excellent and not _count(persons, CSTDCS):
        text = "Tập thể lao động xuất sắc cần ít nhất một Chiến sĩ thi đua cơ sở."
        yield Finding(sections.INDIVIDUAL, text, source=source)
    if not excellent and any(_count(whole, flag) for flag in FLAGS):
        text = "Đăng ký Cờ thi đua nhưng chưa đăng ký Tập thể lao động xuất sắc cho cả đơn vị."
        yield Finding(sections.COLLECTIVE, text, source="Mức phấn đấu tương xứng với Cờ thi đua")


def _targets(registration):
    rows = list(registration.targets.all())
    answered = {row.common_id for row in rows}
    for common in registration.membership.bloc_year.common_targets.all():
        if common.pk not in answered:
            yield Finding(sections.TARGETS, f"Chưa có chỉ tiêu chung: {common.text}.", source=COMMON)
    for row in rows:
        promise = row.as_promised
        if promise.value is None:
            if promise.kind not in ("yes_no", "narrative"):
                yield Finding(sections.TARGETS, f"Chỉ tiêu “{promise.text}” chưa có giá trị kế hoạch.", source=WITHIN)
        elif promise.unit_of_measure == "%" and promise.value > 100:
            yield Finding(sections.TARGETS, f"Chỉ tiêu “{promise.text}”: {_level(promise)}, quá 100%.", source=WITHIN)
        elif row.common and falls_short(row.value, row.common):
            text = f"Chỉ tiêu chung “{promise.text}”: mức đăng ký {_level(promise)}, mức chung {_level(row.common)}."
            yield Finding(sections.TARGETS, text, source=COMMON)
        elif promise.value > len(registration.initiatives.all()) and _counts_initiatives(promise):
            yield _too_few_initiatives(registration, promise)


def falls_short(value, common):
    """The unit promises less than the bloc has set itself."""
    if common.value is None or common.kind in ("zero", "yes_no", "narrative"):
        return False
    return value > common.value if common.operator == "<=" else value < common.value


def _level(target):
    return promised(target) or number(target.value)


def _counts_initiatives(promise):
    return promise.kind == "count" and promise.operator != "<=" and "sang kien" in search_key(promise.text)


def _too_few_initiatives(registration, promise):
    listed = len(registration.initiatives.all())
    text = f"Chỉ tiêu “{promise.text}”: {promised(promise)}, nhưng mới đăng ký {listed} sáng kiến, đề tài."
    return Finding(sections.INITIATIVES, text, source=WITHIN)
