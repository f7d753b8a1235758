from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ceremonies", "0018_pack_making_every_original")]

    operations = [
        migrations.AddField(
            model_name="ceremony",
            name="cancel_reason",
            field=models.CharField(blank=True, editable=False, max_length=400, verbose_name="lý do hủy"),
        ),
    ]
