"""The bloc of 2017 before anybody has acted: seven units, this year in preparation, people with passwords."""

from datetime import timedelta
from pathlib import Path

import archive
from archive import loading, reading
from blocs import clock
from blocs.models import BlocYear, Honour
from tests.cast import make_user

FILE = Path(archive.__file__).parent / "demo" / "khoi-ii-noi-chinh-kinh-te-tong-hop-2017.json"
NOT_YET = ("registrations", "covenant", "ceremony", "evaluation", "documents")
SEVEN = ["ttbtp", "ttbqp", "ttbkhdt", "ttbca", "ttbnv", "ttbtc", "cqttgsnh"]
LEADER, DEPUTY, MEMBER = "ttbtp", "ttbqp", "ttbnv"


class Year:
    """``entries`` are the registrations of the file: what the clerks have before them on paper."""

    def __init__(self):
        data = reading.read(FILE)
        self.entries = {entry["member"]: entry for entry in data["registrations"]}
        self.day = clock.today()
        self.number = self.day.year
        self.bloc_year = loading.load(_moved_to(data, self.number, self.day))
        # As after "Chuẩn bị năm": a file whose year has a leader is loaded as open.
        BlocYear.objects.filter(pk=self.bloc_year.pk).update(status="preparing", opened_at=None)
        self.units = {m.unit.slug: m.unit for m in self.bloc_year.memberships.select_related("unit")}
        self.honours = dict(Honour.objects.values_list("code", "name"))
        for code in SEVEN:
            make_user(f"chuyenvien.{code}", unit=self.units[code], full_name=f"Chuyên viên {code}")
            make_user(f"lanhdao.{code}", unit=self.units[code], duty="head", full_name=f"Lãnh đạo {code}")

    def url(self, rest=""):
        return f"/khoi/{self.bloc_year.bloc.slug}/{self.number}/{rest}"

    def today(self):
        return f"{self.day:%d/%m/%Y}"


def _moved_to(data, year, today):
    """The file without what is still to happen, its deadlines from three weeks ahead on."""
    data = {key: value for key, value in data.items() if key not in NOT_YET}
    data["slug"] = data["slug"].replace("2017", str(year))
    data["year"] = year
    steps = [step for step in data["deadlines"] if step not in ("note", "synthetic")]
    due = {step: (today + timedelta(weeks=3 * place)).isoformat() for place, step in enumerate(steps, start=1)}
    return data | {"deadlines": due, "registrations": [], "documents": []}
