"""What the user typed in a section and could not save: given back, kept, done with."""

from datetime import UTC, datetime

from accounts import typed
from blocs import clock
from pledges.models import WorkingCopy
from pledges.views.registration_scope import section_url


def copy_of(request, registration, section):
    """What was sent when the session was over, else what was kept before; None where there is nothing."""
    if recalled := typed.recall(request):
        post, at = recalled
        return WorkingCopy.of_post(
            post, registration, section, kept_by=request.user, kept_at=datetime.fromtimestamp(at, UTC)
        )
    return WorkingCopy.objects.of(registration, section, request.user).first()


def seen(request, copy, answer):
    """``answer``, which shows the text of ``copy`` to whoever typed it."""
    if copy and copy.pk and request.method == "GET":
        WorkingCopy.objects.filter(pk=copy.pk, kept_at=copy.kept_at, shown_at=None).update(shown_at=clock.now())
    return answer


def keep_copy(request, registration, section):
    WorkingCopy.objects.keep(registration, section, request.user, request.POST)
    typed.forget(request, section_url(registration.membership, section))


def drop_copy(request, registration, section):
    WorkingCopy.objects.of(registration, section, request.user).delete()
    typed.forget(request, section_url(registration.membership, section))
