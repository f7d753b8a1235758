import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0023_rounds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="covenant",
            name="revised_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name="covenant",
            name="revised_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="covenant",
            name="revised_reason",
            field=models.TextField(
                blank=True, editable=False, max_length=1000, verbose_name="lý do lập phiên bản mới"
            ),
        ),
        migrations.AddConstraint(
            model_name="covenant",
            constraint=models.CheckConstraint(
                condition=models.Q(("revised_by", None), ("revised_at__isnull", False), _connector="OR"),
                name="covenant_revised_by_has_at",
            ),
        ),
    ]
