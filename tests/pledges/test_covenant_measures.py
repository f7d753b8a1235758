"""What a target promises, in words."""

from decimal import Decimal

import pytest

from blocs.models import CommonTarget
from pledges.measures import promised, sentence


def target(kind="percent", operator=">=", value="100", unit="%", text="Hoàn thành kế hoạch"):
    value = Decimal(value) if value is not None else None
    return CommonTarget(kind=kind, operator=operator, value=value, unit_of_measure=unit, text=text)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (target(), "100%"),
        (target(value="95.50"), "từ 95,5% trở lên"),
        (target(kind="", value="90", unit=" % "), "từ 90% trở lên"),
        (target(operator="<=", value="5"), "không quá 5%"),
        (target(operator="==", value="80"), "80%"),
        (target("count", value="1200", unit="cuộc"), "từ 1.200 cuộc trở lên"),
        (target("count", "<=", "3", "vụ"), "không quá 3 vụ"),
        (target("count", "", "3", ""), "3"),
        (target("zero", "==", "0", "người"), "không có"),
        (target("yes_no", "", None, ""), "có"),
        (target("narrative", "", None, ""), ""),
        (target(value=None), ""),
    ],
)
def test_amounts(given, expected):
    assert promised(given) == expected


def test_sentences():
    assert sentence(target(value="95")) == "Hoàn thành kế hoạch: từ 95% trở lên"
    assert sentence(target("zero", text="Không có công chức bị kỷ luật.")) == "Không có công chức bị kỷ luật"
    assert sentence(target("narrative", "", None, "", text="Giữ gìn đoàn kết;")) == "Giữ gìn đoàn kết"
