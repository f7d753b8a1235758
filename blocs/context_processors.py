"""What the frame around every page shows: who is signed in, unread notices."""

from django.conf import settings
from django.utils.functional import SimpleLazyObject

from blocs import rules


def chrome(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"help_contact": settings.HELP_CONTACT}
    return {
        "help_contact": settings.HELP_CONTACT,
        "unread_notices": SimpleLazyObject(lambda: user.notices.filter(read_at=None).count()),
        "user_post": SimpleLazyObject(lambda: _post_of(user)),
    }


def _post_of(user):
    """ "Thanh tra Bộ Tư pháp · lãnh đạo đơn vị", or what an account without duty is."""
    held = rules.duties(user)
    if held:
        return f"{held[0].unit} · {held[0].get_duty_display().lower()}"
    return "quản trị hệ thống" if user.is_superuser else "chưa có nhiệm vụ"
