from django.db import migrations
from django.db.models import F


def to_the_paper(apps, schema_editor):
    """Number and date of a paper stood in the draft's own; what the unit had handed in says what the draft had."""
    for registration in apps.get_model("pledges", "Registration").objects.exclude(paper_received_on=None):
        last = registration.revisions.order_by("number").last()
        registration.paper_number, registration.paper_dated = registration.doc_number, registration.doc_date
        registration.doc_number = last.content["doc_number"] if last else ""
        registration.doc_date = last.content["doc_date"] if last else None
        registration.save(update_fields=["paper_number", "paper_dated", "doc_number", "doc_date"])


def to_the_draft(apps, schema_editor):
    on_paper = apps.get_model("pledges", "Registration").objects.exclude(paper_received_on=None)
    on_paper.update(doc_number=F("paper_number"), doc_date=F("paper_dated"))


def settle(apps, schema_editor):
    """What waited to be sent when its year was closed, before closing dropped it."""
    waiting = apps.get_model("pledges", "Reminder").objects.filter(status="waiting")
    closed = waiting.filter(membership__bloc_year__status="closed")
    closed.update(status="dropped", drop_reason="năm thi đua đã đóng.")


class Migration(migrations.Migration):
    dependencies = [("pledges", "0016_papers_histories_opinions")]

    operations = [
        migrations.RunPython(to_the_paper, to_the_draft),
        migrations.RunPython(settle, migrations.RunPython.noop),
    ]
