"""The minutes' facts go where the ceremony has them; a draft's own words win, as somebody typed them."""

from django.db import migrations, models
from django.utils import timezone

# What the next migration drops from the minutes.
FACTS = ("place", "chair", "chair_post", "secretary", "secretary_post")


def gather(apps, schema_editor):
    for ceremony in apps.get_model("ceremonies", "Ceremony").objects.exclude(started_at=None):
        ceremony.began, ceremony.ended = _hour(ceremony.started_at), _hour(ceremony.closed_at)
        ceremony.save()
    for minutes in apps.get_model("ceremonies", "Minutes").objects.select_related("ceremony"):
        ceremony = minutes.ceremony
        for fact in ("began", "ended", *FACTS):
            setattr(ceremony, fact, getattr(minutes, fact) or getattr(ceremony, fact))
        ceremony.save()


def _hour(moment):
    return moment and timezone.localtime(moment).time().replace(second=0, microsecond=0)


class Migration(migrations.Migration):
    dependencies = [
        ("ceremonies", "0004_minutes_and_votes"),
    ]

    operations = [
        migrations.AddField(
            model_name="ceremony",
            name="began",
            field=models.TimeField(blank=True, null=True, verbose_name="giờ bắt đầu"),
        ),
        migrations.AddField(
            model_name="ceremony",
            name="ended",
            field=models.TimeField(blank=True, null=True, verbose_name="giờ kết thúc"),
        ),
        migrations.RunPython(gather, migrations.RunPython.noop, elidable=True),
    ]
