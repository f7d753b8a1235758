"""The parts of which the shape of a bloc file is made, each with what it wants in Vietnamese."""

import re
from datetime import date, datetime

from jsonschema import FormatChecker

MARKS = {
    r"\A(synthetic|verified|\w+_synthetic)\Z": {"type": "boolean", "says": "phải là true hoặc false"},
    r"\A(note|source|\w+_note)\Z": {"type": ["string", "null"], "says": "phải là chữ"},
    r"\A(sources|synthetic_fields)\Z": {
        "type": "array",
        "says": "phải là danh sách chữ",
        "items": {"type": "string", "says": "phải là chữ"},
    },
}
LARGEST_COUNT = 1_000_000
LARGEST_ORDER = 32_767

formats = FormatChecker(formats=())


@formats.checks("day", raises=ValueError)
def is_day(value):
    if not isinstance(value, str):
        return True
    return bool(re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", value)) and bool(date.fromisoformat(value))


def _or_null(kind, nullable):
    return [kind, "null"] if nullable else kind


def text(most, *, needed=False):
    shape = {"type": _or_null("string", not needed), "maxLength": most, "says": f"phải là chữ, dài tối đa {most} ký tự"}
    return shape | {"pattern": r"\S", "says": f"phải là chữ, dài 1 đến {most} ký tự"} if needed else shape


def whole(least=0, most=LARGEST_COUNT, *, nullable=False):
    says = (
        f"phải là số nguyên từ {least} trở lên" if most == LARGEST_COUNT else f"phải là số nguyên từ {least} đến {most}"
    )
    return {"type": _or_null("integer", nullable), "minimum": least, "maximum": most, "says": says}


def figure(least=0, *, nullable=False):
    says = f"phải là số từ {least} trở lên" if least is not None else "phải là số"
    limits = {"minimum": -LARGEST_COUNT if least is None else least, "maximum": 1_000_000_000}
    return {"type": _or_null("number", nullable), "says": says} | limits


def day(*, nullable=True):
    return {"type": _or_null("string", nullable), "format": "day", "says": "phải là ngày có thật, dạng 2027-03-15"}


def hour():
    pattern = r"\A([01][0-9]|2[0-3]):[0-5][0-9]\Z"
    return {"type": ["string", "null"], "pattern": pattern, "says": "phải là giờ dạng 08:30"}


@formats.checks("moment", raises=ValueError)
def is_moment(value):
    if not isinstance(value, str):
        return True
    return len(value) == 25 and datetime.fromisoformat(value).tzinfo is not None


def moment():
    says = "phải là thời điểm có múi giờ, dạng 2027-03-15T09:00:00+07:00"
    return {"type": "string", "format": "moment", "says": says}


def flag():
    return {"type": "boolean", "says": "phải là true hoặc false"}


def choice(values, *, nullable=False):
    allowed = list(values)
    return {"enum": [*allowed, None] if nullable else allowed, "says": f"phải là một trong: {', '.join(allowed)}"}


def code():
    return {
        "type": "string",
        "pattern": r"\A[a-z0-9]+(-[a-z0-9]+)*\Z",
        "maxLength": 60,
        "says": "phải là mã gồm chữ thường không dấu, chữ số và gạch nối, dài tối đa 60 ký tự",
    }


def thing(*, needs=(), nullable=False, **properties):
    return {
        "type": _or_null("object", nullable),
        "says": "phải là một đối tượng {…}",
        "properties": properties,
        "patternProperties": MARKS,
        "additionalProperties": False,
        "required": list(needs),
    }


def many(items, *, nullable=False, least=0):
    says = "phải là một danh sách […]" if not least else f"phải là danh sách có ít nhất {least} mục"
    return {"type": _or_null("array", nullable), "says": says, "items": items, "minItems": least}


NULL_CODE = code() | {"type": ["string", "null"]}
