from django.db import migrations


def say_so(apps, schema_editor):
    """What was read from ``membership`` until now stands in group and role."""
    delegates = apps.get_model("ceremonies", "Delegate").objects
    delegates.exclude(membership=None).update(group="thanh_vien", role="ky_ket")


class Migration(migrations.Migration):
    dependencies = [
        ("ceremonies", "0007_delegate_groups_and_answers"),
    ]

    operations = [migrations.RunPython(say_so, migrations.RunPython.noop, elidable=True)]
