from django.db import migrations, models
from django.db.models import Min


def first_of_its_revisions(apps, schema_editor):
    registrations = apps.get_model("pledges", "Registration").objects
    for registration in registrations.annotate(first=Min("revisions__made_at")).exclude(submitted_at=None):
        registrations.filter(pk=registration.pk).update(
            first_submitted_at=registration.first or registration.submitted_at
        )


class Migration(migrations.Migration):
    dependencies = [("pledges", "0004_what_always_holds")]

    operations = [
        migrations.AddField(
            model_name="registration",
            name="first_submitted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(first_of_its_revisions, migrations.RunPython.noop),
    ]
