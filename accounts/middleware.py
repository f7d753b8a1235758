"""How long somebody stays signed in: so long away from the keyboard, so long in all."""

import time

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.urls import reverse

from accounts import typed
from thiduakhoi import errors

BEGUN, SEEN = "accounts.begun", "accounts.seen"
OVER = "Phiên đăng nhập đã hết."
GIVEN_BACK = "Anh/chị đăng nhập lại; nội dung vừa nhập chưa được lưu nhưng vẫn còn và được đưa lại ngay sau đó."
AGAIN = "Anh/chị đăng nhập lại; nội dung vừa nhập chưa được lưu và đứng ở dưới để Anh/chị sao chép."


def stamp(sender, request, user, **_):
    """Begin the clock of a session that somebody signs in to (``user_logged_in``)."""
    request.session[BEGUN] = request.session[SEEN] = int(time.time())


def limited_sessions(get_response):
    """Sign out whoever was away, or has been signed in, for too long; give back what they had typed."""

    def middleware(request):
        if not request.user.is_authenticated:
            return get_response(request)
        if reason := _why_over(request.session):
            logout(request)
            if request.method == "POST" and not typed.is_given_back(request):
                return errors.conflict(request, reason, AGAIN, back_url=reverse(settings.LOGIN_URL))
            messages.info(request, reason)
        else:
            _see(request.session)
        return get_response(request)

    return middleware


class SignInFirst(LoginRequiredMiddleware):
    """Whoever is not signed in is asked to; what they had typed is not lost on the way."""

    def handle_no_permission(self, request, view_func):
        to_sign_in = super().handle_no_permission(request, view_func)
        if request.method != "POST":
            return to_sign_in
        if hasattr(view_func, "gives_back") and typed.remember(request):
            messages.info(request, GIVEN_BACK)
            return to_sign_in
        if errors.typed_values(request):
            return errors.conflict(request, OVER, AGAIN, back_url=to_sign_in.url)
        return to_sign_in


def _why_over(session):
    now = time.time()
    if now - session.get(SEEN, now) > settings.SESSION_IDLE_MINUTES * 60:
        return f"Phiên đăng nhập đã hết vì quá {settings.SESSION_IDLE_MINUTES} phút không có thao tác nào."
    if now - session.get(BEGUN, now) > settings.SESSION_COOKIE_AGE:
        return f"Phiên đăng nhập đã hết sau {settings.SESSION_COOKIE_AGE // 3600} giờ."
    return ""


def seconds_left(session) -> int:
    """Until the session ends if nothing more is asked for; a little less than it is, as ``_see`` explains."""
    now = int(time.time())
    idle = session.get(SEEN, now) + settings.SESSION_IDLE_MINUTES * 60
    return max(0, min(idle, session.get(BEGUN, now) + settings.SESSION_COOKIE_AGE) - now)


def _see(session):
    """Not at each request: reading a page should not write. So a session may end a twentieth too early."""
    now = int(time.time())
    session.setdefault(BEGUN, now)
    if now - session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 3:
        session[SEEN] = now
