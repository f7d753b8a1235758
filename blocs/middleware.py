"""Edges of every request: text in NFC, one time, the leader's second factor, conflicts as pages."""

import logging

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError
from django.http import QueryDict
from django.shortcuts import redirect
from django_fsm import ConcurrentTransition

from blocs import clock, rules
from blocs.models import BlocYear
from blocs.models.years import places_of
from blocs.text import nfc
from blocs.workflow import Busy, Conflict
from thiduakhoi import errors

logger = logging.getLogger(__name__)


def one_time_per_request(get_response):
    """Hold the clock, and bring what was typed into NFC, before any view reads either."""

    def middleware(request):
        request.GET = _in_nfc(request.GET)
        if request.method == "POST":
            request.POST = _in_nfc(request.POST)
        with clock.held():
            return get_response(request)

    return middleware


def _in_nfc(typed):
    clean = QueryDict(mutable=True, encoding=typed.encoding)
    for key, values in typed.lists():
        clean.setlist(nfc(key), [nfc(v) for v in values])
    clean._mutable = False
    return clean


def conflicts_as_409(get_response):
    """Answer a refused change with a page that says why and keeps what was typed.

    What the database refuses comes last: somebody was faster, in a way that no view foresaw.
    """

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        if isinstance(exception, ConcurrentTransition):
            exception = Conflict("Việc này vừa được người khác xử lý.", "Tải lại trang để xem kết quả.")
        if isinstance(exception, IntegrityError):
            logger.error("The database refused %s %s", request.method, request.path, exc_info=exception)
            exception = Conflict(
                "Dữ liệu vừa được người khác thay đổi nên chưa lưu được.",
                "Mở lại trang để xem nội dung mới nhất rồi làm lại; nếu vẫn lỗi, báo người quản trị hệ thống.",
            )
        if isinstance(exception, Busy):
            return errors.busy(request)
        if isinstance(exception, Conflict):
            typed = errors.typed_values(request, exception.labels)
            return errors.conflict(request, exception.reason, exception.hint, exception.back_url, typed)
        return None

    middleware.process_exception = process_exception
    return middleware


OPEN_TO_ALL = ("/tai-khoan/", "/static/", "/xac-minh/", "/tin-tuc/")


def second_factor_for_leaders(get_response):
    """Send the leader's office, the organiser's and administrators to set up their second factor first."""

    def middleware(request):
        if not request.path.startswith(OPEN_TO_ALL) and _owes_second_factor(request.user):
            messages.warning(request, "Vai trò của Anh/chị cần xác thực hai lớp. Anh/chị thiết lập một lần tại đây.")
            return redirect("mfa_activate_totp")
        return get_response(request)

    return middleware


def _owes_second_factor(user):
    if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated or user.is_sample:
        return False
    led = [place.bloc_year for place in places_of(user) if place.role == place.Role.LEADER]
    under_way = any(bloc_year.status != BlocYear.Status.CLOSED for bloc_year in led)
    owes = user.is_superuser or under_way or rules.organises_blocs(user)
    return owes and not is_mfa_enabled(user)
