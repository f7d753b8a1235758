"""How much a target promises, in the words of a covenant."""

from blocs.models import CommonTarget, TargetKind
from documents import wording

Operator = CommonTarget.Operator
MEASURES = {
    "at_least": ("Tối thiểu", Operator.AT_LEAST),
    "at_most": ("Tối đa", Operator.AT_MOST),
    "exactly": ("Bằng", Operator.EXACTLY),
    "zero": ("Không có", Operator.EXACTLY),
    "yes_no": ("Có thực hiện", ""),
    "narrative": ("Mô tả bằng lời", ""),
}


def promised(target) -> str:
    """What a ``CommonTarget`` or a ``Target`` promises: "từ 95% trở lên", "không quá 3 vụ", "có"; "" when only words.

    All of a whole cannot be exceeded: 100 per cent is "100%".
    """
    if target.kind == TargetKind.ZERO:
        return "không có"
    if target.kind == TargetKind.YES_NO:
        return "có"
    if target.value is None or target.kind == TargetKind.NARRATIVE:
        return ""
    amount = _amount(target)
    whole = _is_share(target) and target.value >= 100
    if target.operator == Operator.AT_LEAST and not whole:
        return f"từ {amount} trở lên"
    if target.operator == Operator.AT_MOST:
        return f"không quá {amount}"
    return amount


def sentence(target) -> str:
    """The target with what it promises, as one clause without its final mark."""
    amount = promised(target)
    text = target.text.rstrip(" .;")
    if not amount or target.kind == TargetKind.YES_NO or text.casefold().startswith("không"):
        return text
    return f"{text}: {amount}"


def measure_of(target):
    """The choice of ``MEASURES`` that says what ``target`` keeps as kind and operator."""
    if target.kind in (TargetKind.ZERO, TargetKind.YES_NO, TargetKind.NARRATIVE):
        return str(target.kind)
    if not target.operator:
        return "narrative" if target.value is None else "exactly"
    return next(key for key, (_, operator) in MEASURES.items() if operator == target.operator)


def _amount(target) -> str:
    figures = wording.number(target.value)
    if _is_share(target):
        return f"{figures}%"
    return f"{figures} {target.unit_of_measure}".strip()


def _is_share(target) -> bool:
    return target.kind == TargetKind.PERCENT or target.unit_of_measure.strip() == "%"
