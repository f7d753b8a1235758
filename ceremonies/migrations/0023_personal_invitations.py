import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ceremonies', '0022_guest_import'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='invitationcopies',
            name='invitationcopies_asked_by_has_at',
        ),
        migrations.RenameModel('InvitationCopies', 'PersonalInvitations'),
        migrations.AlterField(
            model_name='personalinvitations',
            name='ceremony',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='personal_invitations', to='ceremonies.ceremony'),
        ),
        migrations.AddConstraint(
            model_name='personalinvitations',
            constraint=models.CheckConstraint(condition=models.Q(('asked_by', None), ('asked_at__isnull', False), _connector='OR'), name='personalinvitations_asked_by_has_at'),
        ),
    ]
