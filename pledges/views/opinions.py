"""What members say of the draft, clause by clause, how it is taken up, and the table of both."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents import pdf, word
from documents.downloads import WORD, file_response
from pledges import consulting, notifications, papers, rules
from pledges.forms.opinions import AnswersForm, OpinionForm
from pledges.models import Opinion
from pledges.views.covenant import covenant_or_404, covenant_page

CHANGED = "Dự thảo đã được sửa từ khi Anh/chị mở trang. Anh/chị xem lại từng điều khoản dưới đây rồi gửi lại."


@form_page
def opinion_give(request, bloc, year, unit):
    covenant, member = _member_or_404(request, bloc, year, unit)
    if not rules.speaks_for_member(request.user, Opinion(covenant=covenant, membership=member)):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    consulting.refuse_unless_asked(covenant)
    places = consulting.places_of(covenant)
    token = consulting.token(places)
    given = consulting.given_by_place(covenant, member)
    form = OpinionForm(request.POST or None, places=places, given=given)
    if form.is_bound and request.POST.get("token", token) != token:
        form.add_error(None, CHANGED)
    if form.is_valid():
        if consulting.give(covenant, member, form.said(), by=request.user):
            transaction.on_commit(partial(notifications.opinion_given, covenant, member, request.user))
        messages.success(request, f"Đã ghi ý kiến của {member}.")
        return redirect(covenant)
    context = {"form": form, "membership": member, "token": token}
    return covenant_page(request, covenant, "pledges/covenant_opinion.html", "Góp ý dự thảo", **context)


@form_page
def opinion_answer(request, bloc, year, unit):
    covenant, member = _member_or_404(request, bloc, year, unit)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    opinions = list(covenant.opinions.filter(membership=member))
    if not opinions:
        raise Http404
    open_or_conflict(covenant.bloc_year)
    if covenant.document_id:
        raise Conflict(
            "Giao ước đã chốt; phần tiếp thu, giải trình không đổi được nữa.",
            "Khi chưa có đơn vị nào ký, Anh/chị soạn phiên bản mới của giao ước.",
        )
    form = AnswersForm(request.POST or None, opinions=opinions)
    if form.is_valid():
        form.save()
        transaction.on_commit(partial(notifications.opinion_answered, covenant, member, request.user))
        messages.success(request, f"Đã ghi phần tiếp thu, giải trình đối với ý kiến của {member}.")
        return redirect(covenant)
    context = {"form": form, "membership": member}
    return covenant_page(request, covenant, "pledges/covenant_answer.html", "Tiếp thu, giải trình", **context)


@require_safe
def opinions_paper(request, bloc, year):
    content = pdf.render(papers.opinions_paper(_all_told(request, bloc, year)))
    return file_response(content, f"Bảng tổng hợp ý kiến về giao ước thi đua năm {year}.pdf")


@require_safe
def opinions_word(request, bloc, year):
    content = word.render(papers.opinions_paper(_all_told(request, bloc, year)))
    return file_response(content, f"Bảng tổng hợp ý kiến về giao ước thi đua năm {year}.docx", WORD, attachment=True)


def _all_told(request, bloc, year):
    """The covenant, for those who read what all members say of it."""
    covenant = covenant_or_404(request, bloc, year)
    if not rules.may_read_opinions(request.user, covenant):
        raise PermissionDenied(
            f"Bảng tổng hợp ý kiến do {covenant.bloc_year.bloc.leader_title} và cơ quan tổ chức xem."
        )
    return covenant


def _member_or_404(request, bloc, year, unit):
    covenant = covenant_or_404(request, bloc, year)
    member = get_object_or_404(covenant.bloc_year.memberships.select_related("unit"), unit__slug=unit)
    return covenant, member
