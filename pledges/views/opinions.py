"""What members say of the draft, clause by clause, how it is taken up, and the table of both."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_safe

from blocs.editing import edit_of
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents import press, word
from documents.downloads import WORD, file_response
from pledges import consulting, notifications, opinion_reading, papers, rules
from pledges.forms.opinions import AnswersForm, OpinionForm
from pledges.models import Opinion
from pledges.views.covenant import covenant_or_404
from pledges.views.covenant_text import editor


@form_page
def opinion_give(request, bloc, year, unit):
    covenant, member = _member_or_404(request, bloc, year, unit)
    if not rules.speaks_for_member(request.user, Opinion(membership=member)):
        raise PermissionDenied
    open_or_conflict(covenant.bloc_year)
    consulted = consulting.round_awaiting(covenant, member)
    places = consulting.places_of(consulted)
    what = {"places": places, "given": consulting.given_by_place(consulted, member)}
    edit = edit_of(request, {"Ý kiến của đơn vị": OpinionForm(**what)}, about=[place.key for place in places])
    form = OpinionForm(edit.data, **what)
    if edit.is_to_save(form):
        if consulting.give(covenant, member, form.said(), by=request.user):
            transaction.on_commit(partial(notifications.opinion_given, covenant, member, request.user))
        messages.success(request, f"Đã ghi ý kiến của {member}.")
        return _to_opinions(consulted, member)
    context = {"form": form, "membership": member, "is_asked_again": consulted.number > 1}
    return editor(request, covenant, edit, "covenant_opinion", title="Góp ý dự thảo", **context)


@form_page
def opinion_answer(request, bloc, year, unit):
    covenant, member = _member_or_404(request, bloc, year, unit)
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    opinions = list(Opinion.objects.filter(round__covenant=covenant, membership=member).select_related("round"))
    if not opinions:
        raise Http404
    open_or_conflict(covenant.bloc_year)
    if covenant.document_id:
        raise Conflict(
            "Giao ước đã chốt; phần tiếp thu, giải trình không đổi được nữa.",
            "Cần lấy ý kiến lại, Anh/chị soạn phiên bản mới của giao ước.",
        )
    said = [(opinion.stance, opinion.text) for opinion in opinions]
    edit = edit_of(request, {"Tiếp thu, giải trình": AnswersForm(opinions=opinions)}, about=said)
    form = AnswersForm(edit.data, opinions=opinions)
    if edit.is_to_save(form):
        form.save()
        transaction.on_commit(partial(notifications.opinion_answered, covenant, member, request.user))
        messages.success(request, f"Đã ghi phần tiếp thu, giải trình đối với ý kiến của {member}.")
        return _to_opinions(opinions[-1].round, member)
    title = "Tiếp thu, giải trình"
    return editor(request, covenant, edit, "covenant_answer", title=title, form=form, membership=member)


def _to_opinions(consulted, member):
    return redirect(f"{consulted.covenant.get_absolute_url()}#{opinion_reading.anchor_of(consulted, member)}")


@require_safe
def opinions_paper(request, bloc, year):
    content = press.printed(papers.opinions_paper(*_all_told(request, bloc, year)))
    return file_response(content, f"Bảng tổng hợp ý kiến về giao ước thi đua năm {year}.pdf")


@require_safe
def opinions_word(request, bloc, year):
    content = word.render(papers.opinions_paper(*_all_told(request, bloc, year)))
    return file_response(content, f"Bảng tổng hợp ý kiến về giao ước thi đua năm {year}.docx", WORD, attachment=True)


def _all_told(request, bloc, year):
    """The covenant and the rounds of which the user may read what all members say."""
    covenant = covenant_or_404(request, bloc, year)
    held = covenant.rounds.prefetch_related("opinions")
    rounds = [consulted for consulted in held if rules.may_read_opinions(request.user, consulted)]
    if not held:
        raise Conflict("Dự thảo giao ước này chưa lấy ý kiến các đơn vị.")
    if not rounds:
        raise PermissionDenied("Anh/chị xem được ý kiến của các đơn vị khác khi đợt lấy ý kiến kết thúc.")
    return covenant, rounds


def _member_or_404(request, bloc, year, unit):
    covenant = covenant_or_404(request, bloc, year)
    member = get_object_or_404(covenant.bloc_year.memberships.select_related("unit"), unit__slug=unit)
    return covenant, member
