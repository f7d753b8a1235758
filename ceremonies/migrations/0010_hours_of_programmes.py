"""Hours used to be typed or filled in alike: those that do not follow from the minutes were meant."""

from datetime import time

from django.db import migrations


def fix(apps, schema_editor):
    for ceremony in apps.get_model("ceremonies", "Ceremony").objects.prefetch_related("agenda"):
        items = list(ceremony.agenda.order_by("order", "pk"))
        known = [item.starts_at for item in items if item.starts_at]
        clock = time(14) if ceremony.session == "chiều" else time(8)
        if known and known[0] != clock:
            ceremony.begins_at = clock = known[0]
            ceremony.save(update_fields=["begins_at"])
        for item in items:
            if item.starts_at and item.starts_at != clock:
                item.fixed_at = item.starts_at
                item.save(update_fields=["fixed_at"])
            clock = _later(item.starts_at or clock, item.minutes or 0)


def _later(start, minutes):
    minute = start.hour * 60 + start.minute + minutes
    return time(minute // 60 % 24, minute % 60)


class Migration(migrations.Migration):
    dependencies = [
        ("ceremonies", "0009_programme"),
    ]

    operations = [
        migrations.RunPython(fix, migrations.RunPython.noop, elidable=True),
    ]
