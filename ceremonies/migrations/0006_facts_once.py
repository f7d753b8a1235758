from django.db import migrations

FACTS = ("began", "ended", "place", "chair", "chair_post", "secretary", "secretary_post")


class Migration(migrations.Migration):
    """By itself: PostgreSQL does not alter a table whose rows were written in the same transaction."""

    dependencies = [
        ("ceremonies", "0005_facts_of_the_day"),
    ]

    operations = [
        *(migrations.RemoveField("ceremony", name) for name in ("started_at", "closed_at")),
        *(migrations.RemoveField("minutes", name) for name in FACTS),
    ]
