"""A person's own pages: profile, sessions, notices, invitations. Nobody sees another's."""

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import perform_login
from allauth.decorators import rate_limit
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import EmailForm, ForgottenForm, InvitationForm
from accounts.invitations import SHOWN_ONCE, invite
from accounts.models import Invitation, User, digest_of
from accounts.notifications import mail_configured
from accounts.sessions import device_name, end_sessions

OPENED = "accounts.invitation_opened"
NOTICES_PER_PAGE = 30
FORM = ["GET", "HEAD", "POST"]


@require_safe
def profile(request):
    return render(request, "accounts/profile.html", {"second_factor": is_mfa_enabled(request.user)})


@require_http_methods(FORM)
@reauthentication_required(app="accounts")
def email_change(request):
    person = User.objects.get(pk=request.user.pk)
    form = EmailForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Đã lưu thư điện tử.")
        return redirect("accounts:profile")
    return render(request, "accounts/email_change.html", {"form": form})


# --- Sessions -------------------------------------------------------------------------------


@require_safe
def session_list(request):
    sessions = UserSession.objects.purge_and_list(request.user)
    sessions.sort(key=lambda session: session.created_at, reverse=True)
    rows = [(session, device_name(session.user_agent)) for session in sessions]
    return render(request, "usersessions/usersession_list.html", {"rows": rows})


@require_POST
def session_end(request, pk):
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    if session.is_current():
        messages.info(request, "Đây là phiên Anh/chị đang dùng. Anh/chị bấm Đăng xuất để kết thúc.")
    else:
        session.end()
        messages.success(request, "Đã kết thúc phiên đăng nhập đó.")
    return redirect("usersessions_list")


@require_POST
def session_end_others(request):
    for session in UserSession.objects.filter(user=request.user):
        if not session.is_current():
            session.end()
    messages.success(request, "Đã kết thúc các phiên đăng nhập khác.")
    return redirect("usersessions_list")


# --- Notices --------------------------------------------------------------------------------


@require_safe
def notice_list(request):
    page = Paginator(request.user.notices.all(), NOTICES_PER_PAGE).get_page(request.GET.get("page"))
    unread = request.user.notices.filter(read_at=None).exists()
    return render(request, "accounts/notice_list.html", {"page": page, "any_unread": unread})


@require_POST
def notice_open(request, pk):
    """A step, because it marks the notice as read: reading a page changes nothing."""
    notice = get_object_or_404(request.user.notices, pk=pk)
    if notice.read_at is None:
        notice.read_at = timezone.now()
        notice.save(update_fields=["read_at"])
    if url_has_allowed_host_and_scheme(notice.url, allowed_hosts=None):
        return redirect(notice.url)
    return redirect("accounts:notice_list")


@require_POST
def notice_read_all(request):
    request.user.notices.filter(read_at=None).update(read_at=timezone.now())
    messages.success(request, "Đã đánh dấu mọi thông báo là đã đọc.")
    return redirect("accounts:notice_list")


# --- Invitations ----------------------------------------------------------------------------


@require_safe
@login_not_required
@rate_limit(action="invitation", limit_get=True)
@never_cache
def invitation_open(request, token):
    """Move the token out of the address, so that no log, history or Referer keeps it."""
    invitation = Invitation.objects.select_related("user").filter(digest=digest_of(token)).first()
    if invitation is None:
        return invitation_gone(request, status=404)
    if not invitation.is_usable:
        return invitation_gone(request)
    request.session[OPENED] = invitation.digest
    response = redirect("accounts:invitation_accept")
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_http_methods(FORM)
@login_not_required
@sensitive_post_parameters()
@rate_limit(action="invitation")
@never_cache
def invitation_accept(request):
    digest = request.session.get(OPENED, "")
    invitation = Invitation.objects.select_related("user").filter(digest=digest).first()
    if invitation is None or not invitation.is_usable:
        return invitation_gone(request)
    form = InvitationForm(request.POST or None, instance=invitation.user)
    if request.method == "POST" and form.is_valid():
        if not set_password_once(invitation, form):
            return invitation_gone(request)
        logout(request)  # whoever was signed in here, and the opened invitation with them
        # Through the stages of a sign-in: a second factor is asked for here too.
        return perform_login(request, invitation.user, email_verification="none")
    return render(request, "accounts/invitation_accept.html", {"form": form, "invitation": invitation})


@transaction.atomic
def set_password_once(invitation, form):
    """Store the new password and end what ran under the old. False if the invitation was used meanwhile."""
    if not invitation.use_up():
        return False
    end_sessions(form.save())
    return True


def invitation_gone(request, *, status=410):
    return render(request, "accounts/invitation_gone.html", {"mail_works": mail_configured()}, status=status)


@require_safe
@never_cache
def invitation_print(request):
    shown = request.session.pop(SHOWN_ONCE, None)
    if shown is None:
        return render(request, "accounts/invitation_shown.html", status=410)
    person = get_object_or_404(User, pk=shown["user"])
    context = {"person": person, "link": shown["link"], "until": parse_datetime(shown["until"])}
    context["back"] = shown.get("back")
    return render(request, "accounts/invitation_print.html", context)


@require_http_methods(FORM)
@login_not_required
@rate_limit(action="forgotten")
@never_cache
def password_forgotten(request):
    """Whom to ask; and where mail works, a new link for whoever has an address, without telling who has."""
    if not mail_configured():
        return render(request, "account/password_reset.html")
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = User.objects.signing_in_as(form.cleaned_data["login"])
        if person and person.email and person.has_usable_password():
            invite(person)
        return render(request, "account/password_reset_done.html")
    return render(request, "account/password_reset.html", {"form": form})
