"""Links by which people set their password: made, shown once, mailed.

Who may invite whom is decided above, where the duties in units are known.
"""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from accounts.models import INVITATION_HOURS, Invitation
from accounts.notifications import mail_secret

SHOWN_ONCE = "accounts.invitation"

LETTER = """Kính gửi {name},

Anh/chị mở đường dẫn sau để đặt mật khẩu cho tài khoản "{username}" trên chương trình Thi đua Khối:

{link}

Đường dẫn chỉ dùng được một lần, đến {until}. Nếu Anh/chị không chờ thư này, xin bỏ qua:
tài khoản không thay đổi.
"""


def invite(user, *, by=None) -> str:
    """A new link for ``user``, valid for 72 hours; ends earlier ones, is mailed if there is an address.

    The link opens the account, so whoever makes it could. Raises PermissionDenied when ``by``
    is not an administrator and ``user`` is.
    """
    if by is not None and user.is_staff and not by.is_superuser:
        raise PermissionDenied("Chỉ quản trị hệ thống được mời lại tài khoản quản trị.")
    invitation, token = Invitation.issue(user, by=by)
    link = settings.SITE_URL + reverse("accounts:invitation_open", args=[token])
    until = timezone.localtime(invitation.expires_at).strftime("%H:%M ngày %d/%m/%Y")
    letter = LETTER.format(name=user.full_name, username=user.username, link=link, until=until)
    mail_secret(user, "Đặt mật khẩu cho tài khoản Thi đua Khối", letter)
    return link


def keep_to_show(request, user, link, *, back=None):
    """Keep ``link`` for ``accounts:invitation_print``, the one page that shows it, once, to this session.

    back  (words, address) of where the inviter goes on
    """
    until = timezone.now() + timedelta(hours=INVITATION_HOURS)
    request.session[SHOWN_ONCE] = {"user": user.pk, "link": link, "until": until.isoformat(), "back": back}
