from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    call_command("createcachetable", "cache_entries", database=schema_editor.connection.alias, verbosity=0)


def drop_table(apps, schema_editor):
    schema_editor.execute("DROP TABLE cache_entries")


class Migration(migrations.Migration):
    """The cache's table with the others, so that a new installation needs no command of its own."""

    dependencies = [("accounts", "0001_initial")]

    operations = [migrations.RunPython(make_table, drop_table)]
