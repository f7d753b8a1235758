import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def to_the_document(apps, schema_editor):
    """The Word file of an adopted report is kept where that of every issued paper is."""
    reports = apps.get_model("pledges", "AdoptedReport").objects
    own = reports.filter(document=OuterRef("pk")).values("word")
    documents = apps.get_model("documents", "IssuedDocument").objects
    documents.filter(pk__in=reports.values("document")).update(word=Subquery(own))


def to_the_report(apps, schema_editor):
    documents = apps.get_model("documents", "IssuedDocument").objects
    own = documents.filter(pk=OuterRef("document")).values("word")
    apps.get_model("pledges", "AdoptedReport").objects.update(word=Subquery(own))
    if schema_editor.connection.vendor == "postgresql":  # it changes no table with constraints still to be checked
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0005_issued_word"),
        ("pledges", "0018_digital_signing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="adoptedreport",
            name="word",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.storedfile",
            ),
        ),
        migrations.RunPython(to_the_document, to_the_report),
        migrations.RemoveField(model_name="adoptedreport", name="word"),
    ]
