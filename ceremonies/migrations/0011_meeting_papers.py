import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """The minutes become one kind of what is written of a meeting."""

    dependencies = [
        ("ceremonies", "0010_hours_of_programmes"),
        ("documents", "0007_signature_states"),
    ]

    operations = [
        *(
            migrations.RemoveConstraint(model, name)
            for model, name in (
                ("minutes", "issued_minutes_have_document"),
                ("minutes", "minutes_issued_by_has_at"),
                ("minutesclause", "minutesclause_level_0_to_3"),
                ("minutesclause", "minutesclause_order_from_1"),
            )
        ),
        migrations.RenameModel("Minutes", "MeetingPaper"),
        migrations.RenameModel("MinutesClause", "MeetingClause"),
        migrations.AlterModelOptions(
            "meetingpaper",
            {
                "ordering": ["kind", "pk"],
                "verbose_name": "văn bản của hội nghị",
                "verbose_name_plural": "văn bản của hội nghị",
            },
        ),
        migrations.AddField(
            "meetingpaper",
            "kind",
            models.CharField(choices=[("bien-ban", "Biên bản")], default="bien-ban", max_length=20, verbose_name="loại"),
            preserve_default=False,
        ),
        migrations.AlterField(
            "meetingpaper",
            "ceremony",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="meeting_papers", to="ceremonies.ceremony"
            ),
        ),
        migrations.AlterField(
            "meetingpaper",
            "document",
            models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meeting_paper",
                to="documents.issueddocument",
            ),
        ),
        *(
            migrations.AddConstraint(model, constraint)
            for model, constraint in (
                ("meetingpaper", models.UniqueConstraint(fields=["ceremony", "kind"], name="meeting_paper_once")),
                (
                    "meetingpaper",
                    models.CheckConstraint(
                        condition=Q(status="draft") | Q(document__isnull=False),
                        name="issued_meeting_paper_has_document",
                    ),
                ),
                (
                    "meetingpaper",
                    models.CheckConstraint(
                        condition=Q(issued_by=None) | Q(issued_at__isnull=False),
                        name="meetingpaper_issued_by_has_at",
                    ),
                ),
                (
                    "meetingclause",
                    models.CheckConstraint(condition=Q(level__lte=3), name="meetingclause_level_0_to_3"),
                ),
                (
                    "meetingclause",
                    models.CheckConstraint(
                        condition=Q(order=None) | Q(order__gte=1), name="meetingclause_order_from_1"
                    ),
                ),
            )
        ),
    ]
