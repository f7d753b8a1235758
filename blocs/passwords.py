"""The names of a person's units, which whoever knows the office would try first."""

import re

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.passwords import SHORTEST_NAME, folded
from blocs import clock

# What stands in front of a unit's own name, and in so many others.
GENERIC = re.compile(
    r"(?:(?:cơ quan|thanh tra|ủy ban nhân dân|uỷ ban nhân dân|sở|bộ|tỉnh|thành phố|ngành)(?:\s+|$))+", re.I
)


class UnitNamesValidator:
    def validate(self, password, user=None):
        plain = folded(password)
        for name in names_of_units(user):
            if folded(name) in plain:
                raise ValidationError(
                    f"Mật khẩu không được chứa “{name}”, tên của đơn vị, vì người khác dễ đoán ra.",
                    code="password_unit_name",
                )

    def get_help_text(self):
        return "Không chứa tên đơn vị của Anh/chị."


def names_of_units(user) -> list[str]:
    """What the units that ``user`` serves, and the bodies above them, are or were called, the shortest form of each."""
    if user is None or user.pk is None:
        return []
    written = set()
    for duty in user.duties.filter(Q(ends_on=None) | Q(ends_on__gte=clock.today())).select_related("unit"):
        written |= {duty.unit.province, duty.unit.slug}
        for name in duty.unit.names.all():
            written |= {name.full_name, name.short_name, name.abbreviation, name.parent_body}
    own = {GENERIC.sub("", name.strip(), count=1).strip() for name in written}
    return sorted(name for name in own if len(folded(name)) >= SHORTEST_NAME)
