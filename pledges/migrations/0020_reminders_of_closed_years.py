from django.db import migrations


def settle(apps, schema_editor):
    waiting = apps.get_model("pledges", "Reminder").objects.filter(status="waiting")
    closed = waiting.filter(membership__bloc_year__status="closed")
    closed.update(status="dropped", drop_reason="năm thi đua đã đóng.")


class Migration(migrations.Migration):
    dependencies = [("pledges", "0019_reminder_drop_reason")]

    operations = [migrations.RunPython(settle, migrations.RunPython.noop)]
