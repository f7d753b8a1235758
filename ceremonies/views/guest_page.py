"""What a guest sees who opens the personal link, without an account: the invitation and its programme, no others."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from blocs.open_years import lock_year
from blocs.workflow import Conflict
from blocs.writing import form_page
from ceremonies import arrivals, invitation, inviting, links, notifications
from ceremonies.guest_forms import AnswerForm
from documents import verification

CALL = "Có thay đổi, xin {} báo cho đơn vị gửi giấy mời."
MOST_ANSWERS = 10  # within ten minutes: each new one is told to the office
SAID = "Đã ghi nhận trả lời. Xin cảm ơn {}."


@login_not_required
@never_cache
@form_page
def guest_answer(request, token):
    if verification.tried_too_often(request):
        return render(request, "429.html", status=429)
    guest = links.delegate_of(token)
    if guest and request.method == "POST":
        lock_year(pk=guest.ceremony.bloc_year_id)
        guest = links.delegate_of(token)  # as it stands now
    if guest is None:
        verification.note_failure(request)
        return render(request, "ceremonies/guest_unknown.html", status=404)
    if links.is_over(guest.ceremony):
        return render(request, "ceremonies/guest_over.html", {"guest": guest, "ceremony": guest.ceremony}, status=410)
    return _answered(request, guest) if request.method == "POST" else _shown(request, guest, AnswerForm(instance=guest))


def _answered(request, guest):
    form, called = AnswerForm(request.POST, instance=guest), guest.get_honorific_display()
    if not inviting.answers_are_taken(guest.ceremony):
        raise Conflict("Đã hết thời gian trả lời giấy mời này.", CALL.format(called), request.path)
    if not form.is_valid():
        return _shown(request, guest, form)
    if verification.count(f"answers:{guest.pk}") > MOST_ANSWERS:
        return render(request, "429.html", status=429)
    if inviting.record(guest, form.cleaned_data):
        notifications.invitation_answered(guest)
    messages.success(request, SAID.format(called))
    return redirect(request.path)


def _shown(request, guest, form):
    ceremony = guest.ceremony
    context = {
        "guest": guest,
        "ceremony": ceremony,
        "addressed": invitation.addressed(guest),
        "when": invitation.when(ceremony),
        "note": invitation.note_of(ceremony),
        "outdated": invitation.no_longer_so(ceremony),
        "agenda": ceremony.agenda.all(),
        "form": form,
        "receives": arrivals.receives(request.user, ceremony),
        "is_open": inviting.answers_are_taken(ceremony),
        "sample_data": ceremony.bloc_year.is_sample,
    }
    return render(request, "ceremonies/guest_page.html", context)
