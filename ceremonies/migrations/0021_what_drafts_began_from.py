from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ceremonies", "0020_delegate_honorific")]

    operations = [
        migrations.AddField(
            model_name="meetingpaper",
            name="begun_from",
            field=models.JSONField(blank=True, default=list, editable=False),
        ),
    ]
