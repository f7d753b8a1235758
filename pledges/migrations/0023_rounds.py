import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from blocs import clock

GENERAL = (
    "title", "subtitle", "place", "opening", "closing", "copies", "witness", "witness_post", "witness_organisation",
)  # fmt: skip


def into_rounds(apps, schema_editor):
    """Until now a draft had one round, whose words were not kept: those of the draft stand for them."""
    Covenant, Opinion = apps.get_model("pledges", "Covenant"), apps.get_model("pledges", "Opinion")
    for covenant in Covenant.objects.filter(models.Q(status="consulting") | models.Q(opinions__isnull=False)).distinct():
        opinions = Opinion.objects.filter(covenant=covenant)
        first = opinions.order_by("given_at").values_list("given_at", flat=True).first()
        kept = covenant.rounds.create(
            number=1,
            words=words_of(covenant),
            opened_at=first or clock.now(),
            closed_at=None if covenant.status == "consulting" else covenant.frozen_at or clock.now(),
        )
        opinions.update(round=kept)
    settle(schema_editor)


def words_of(covenant):
    return {name: getattr(covenant, name) for name in GENERAL} | {
        "dated": covenant.dated.isoformat() if covenant.dated else "",
        "bases": [cited.basis.citation if cited.basis else cited.own_text for cited in covenant.bases.order_by("order")],
        "clauses": list(covenant.clauses.order_by("order", "pk").values("level", "numbered", "text")),
    }


def out_of_rounds(apps, schema_editor):
    """What members said in the last round; there was room for one."""
    Opinion = apps.get_model("pledges", "Opinion")
    for kept in apps.get_model("pledges", "ConsultationRound").objects.order_by("number"):
        said = Opinion.objects.filter(round=kept)
        members = said.values("membership")
        Opinion.objects.filter(covenant=kept.covenant_id, membership__in=members).delete()
        said.update(covenant=kept.covenant_id)
    settle(schema_editor)


def settle(schema_editor):
    """PostgreSQL changes no table while constraints of its rows are still to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def who():
    return models.ForeignKey(
        blank=True,
        editable=False,
        null=True,
        on_delete=django.db.models.deletion.SET_NULL,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("pledges", "0022_bloc_texts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ConsultationRound",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="đợt")),
                ("words", models.JSONField(default=dict, verbose_name="lời của dự thảo")),
                ("opened_at", models.DateTimeField(default=clock.now, editable=False)),
                ("shared_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("closed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("opened_by", who()),
                ("shared_by", who()),
                ("closed_by", who()),
                (
                    "covenant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rounds", to="pledges.covenant"
                    ),
                ),
            ],
            options={
                "verbose_name": "đợt lấy ý kiến",
                "verbose_name_plural": "đợt lấy ý kiến",
                "ordering": ["covenant_id", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("covenant", "number"), name="round_number_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("covenant",), name="one_open_round"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", None), ("number__gte", 1), _connector="OR"),
                        name="consultationround_number_from_1",
                    ),
                    *(
                        models.CheckConstraint(
                            condition=models.Q((f"{step}_by", None), (f"{step}_at__isnull", False), _connector="OR"),
                            name=f"consultationround_{step}_by_has_at",
                        )
                        for step in ("opened", "shared", "closed")
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint(model_name="opinion", name="one_opinion_a_member"),
        migrations.AddField(
            model_name="opinion",
            name="round",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="opinions",
                to="pledges.consultationround",
            ),
        ),
        migrations.AlterField(
            model_name="opinion",
            name="covenant",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="pledges.covenant"
            ),
        ),
        migrations.RunPython(into_rounds, out_of_rounds),
        migrations.RemoveField(model_name="opinion", name="covenant"),
        migrations.AlterField(
            model_name="opinion",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="opinions", to="pledges.consultationround"
            ),
        ),
        migrations.AlterModelOptions(
            name="opinion",
            options={
                "ordering": ["round_id", "order", "pk"],
                "verbose_name": "góp ý",
                "verbose_name_plural": "góp ý",
            },
        ),
        migrations.AddConstraint(
            model_name="opinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("clause", "")), fields=("round", "membership"), name="one_opinion_a_member"
            ),
        ),
    ]
