from datetime import date

from django.db import migrations

from archive.marks import ABSENT, difference, restored


def to_records(apps, schema_editor):
    """Holds of a loaded file become records; what the file said beyond them stays as marks."""
    Hold = apps.get_model("blocs", "Hold")
    for bloc_year in apps.get_model("blocs", "BlocYear").objects.filter(carried__has_key="holds"):
        members = {m.unit.slug: m for m in bloc_year.memberships.select_related("unit")}
        given = bloc_year.carried.pop("holds")
        kept = [item for item in given or [] if item["member"] in members]
        holds = Hold.objects.bulk_create(
            Hold(
                membership=members[item["member"]],
                reason=item["reason"],
                starts_on=_day(item.get("from")),
                ends_on=_day(item.get("to")),
            )
            for item in kept
        )
        ours = [_as_data(hold) for hold in holds] or ABSENT
        marks = bloc_year.carried.get("marks", [])
        bloc_year.carried["marks"] = [*marks, *difference(ours, given, ("holds",))]
        bloc_year.save()


def to_carried(apps, schema_editor):
    Hold = apps.get_model("blocs", "Hold")
    for bloc_year in apps.get_model("blocs", "BlocYear").objects.all():
        found = Hold.objects.filter(membership__bloc_year=bloc_year).select_related("membership__unit").order_by("pk")
        ours = [_as_data(hold) for hold in found]
        marks = bloc_year.carried.get("marks", [])
        about = [mark for mark in marks if mark["at"][0] == "holds"]
        if ours or about:
            bloc_year.carried |= restored({"holds": ours} if ours else {}, about)
            bloc_year.carried["marks"] = [mark for mark in marks if mark not in about]
            bloc_year.save()
        found.delete()


def _as_data(hold):
    told = {"member": hold.membership.unit.slug, "reason": hold.reason}
    told |= {"from": hold.starts_on.isoformat()} if hold.starts_on else {}
    return told | ({"to": hold.ends_on.isoformat()} if hold.ends_on else {})


def _day(text):
    return date.fromisoformat(text) if text else None


class Migration(migrations.Migration):
    dependencies = [("blocs", "0005_holds")]

    operations = [migrations.RunPython(to_records, to_carried)]
