#!/usr/bin/env python3
"""What the pack of a ceremony costs beside the covenant alone: seconds of processor time, memory at its highest.

The bloc has 7, 34 or 63 units, each with 20 targets of its own, two guests and two questions to vote on; covenant and
texts are drafts, laid out anew. "Other" is the covenant alone, printed by the same press with an empty cache. The
status is 1 if a pack was not made. Each size runs in a process of its own, on a database of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thiduakhoi.settings")

UNITS = (7, 34, 63)
TARGETS_EACH = 20


def make_ceremony(units: int):
    from benchmarks import pages
    from blocs import clock
    from blocs.models import BlocYear
    from ceremonies.planning import plan_ceremony
    from pledges import drafting
    from pledges.models import Registration, Target

    pages.make_bloc(units)
    year = BlocYear.objects.get()
    for member in year.memberships.all():
        registration, _ = Registration.objects.get_or_create(membership=member)
        Target.objects.bulk_create(
            Target(registration=registration, order=order, text=f"Hoàn thành nhiệm vụ thanh tra số {order}")
            for order in range(1, TARGETS_EACH + 1)
        )
    Registration.objects.update(status="accepted", submitted_at=clock.now(), headcount=31, women=13)
    drafting.write_clauses(drafting.draft_covenant(year))
    ceremony = plan_ceremony(year, held_on=clock.today())
    for order, name in enumerate(("Nguyễn Quang Thía", "Trần Trung Thành"), start=1):
        ceremony.delegates.create(order=order, name=name, post="Vụ trưởng", organisation="Thanh tra Chính phủ")
        ceremony.adoptions.create(order=order, title=f"Văn bản số {order} của Khối")
    return ceremony


def spent(job: Callable[[], object]) -> tuple[float, float]:
    """Seconds of processor time of this process and its children for ``job``; MB of the largest child up to now."""
    before = os.times()
    job()
    after = os.times()
    seconds = sum(after[:4]) - sum(before[:4])
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def measured(units: int) -> dict[str, tuple[float, float]]:
    """In this process, once: the covenant first, whose memory would else be hidden by that of the pack."""
    import django

    django.setup()
    from django.core.cache import caches
    from django.core.management import call_command

    from blocs.models import Officer
    from ceremonies import packing
    from ceremonies.models import Pack, PackMaking
    from documents import press
    from pledges.models import Covenant
    from pledges.papers.covenant import covenant_paper

    call_command("migrate", interactive=False, verbosity=0)
    ceremony = make_ceremony(units)
    by = Officer.objects.get(unit=ceremony.bloc_year.leader).user
    covenant = covenant_paper(Covenant.objects.get())
    press.previewed(covenant)  # fonts and templates are loaded by now
    caches["annexes"].clear()
    alone = spent(lambda: press.previewed(covenant))
    caches["annexes"].clear()
    making = PackMaking.objects.create(ceremony=ceremony, asked_by=by)
    pack = spent(lambda: packing._make(making))
    if not Pack.objects.filter(ceremony=ceremony, pages__gt=units).exists():
        raise RuntimeError(f"no pack for {units} units")
    return {"pack": pack, "covenant": alone}


def report(*, as_json: bool) -> int:
    cases = []
    for units in UNITS:
        with tempfile.TemporaryDirectory() as folder:
            environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
            command = [sys.executable, __file__, "--units", str(units)]
            done = subprocess.run(command, env=environment | {"DATA_DIR": folder}, stdout=subprocess.PIPE, check=False)
        if done.returncode:
            return 1
        found = json.loads(done.stdout)
        for place, unit in enumerate(("s", "MB")):
            ours, other = found["pack"][place], found["covenant"][place]
            cases.append({"case": f"{units} units", "ours": ours, "other": other, "ratio": ours / other, "unit": unit})
    if as_json:
        print(json.dumps({"cases": cases}))
        return 0
    print(f"{'case':<12} {'pack':>9} {'covenant':>9} {'ratio':>6}")
    for each in cases:
        print("{case:<12} {ours:9.2f} {other:9.2f} {ratio:6.2f}  {unit}".format(**each))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--units", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.units:
        print(json.dumps(measured(asked.units)))
        return 0
    return report(as_json=asked.json)


if __name__ == "__main__":
    sys.exit(main())
