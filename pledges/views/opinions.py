"""What members say of the draft, and how it is taken up."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from blocs import clock
from blocs.open_years import open_or_conflict
from blocs.workflow import Conflict
from blocs.writing import form_page
from pledges import notifications, rules
from pledges.forms.covenant import AnswerForm, OpinionForm
from pledges.models import Covenant, Opinion
from pledges.views.covenant import covenant_or_404, covenant_page


@form_page
def opinion_give(request, bloc, year, unit):
    opinion = _opinion_or_404(request, bloc, year, unit)
    if not rules.speaks_for_member(request.user, opinion):
        raise PermissionDenied
    open_or_conflict(opinion.covenant.bloc_year)
    if opinion.covenant.status != Covenant.Status.CONSULTING:
        raise Conflict("Giao ước hiện không lấy ý kiến nên chưa góp ý được.", "Anh/chị liên hệ đơn vị trưởng.")
    form = OpinionForm(request.POST or None, instance=opinion)
    if form.is_valid():
        if form.has_changed():
            opinion.response = ""  # an answer to other words
            transaction.on_commit(partial(notifications.opinion_given, opinion, request.user))
        opinion.given_at, opinion.given_by = clock.now(), request.user
        form.save()
        messages.success(request, f"Đã ghi ý kiến của {opinion.membership}.")
        return redirect(opinion.covenant)
    return covenant_page(
        request, opinion.covenant, "pledges/covenant_opinion.html", "Góp ý dự thảo", form=form, opinion=opinion
    )


@form_page
def opinion_answer(request, bloc, year, unit):
    opinion = _opinion_or_404(request, bloc, year, unit)
    covenant = opinion.covenant
    if not rules.may_draft_covenant(request.user, covenant):
        raise PermissionDenied
    if opinion.pk is None:
        raise Http404
    open_or_conflict(covenant.bloc_year)
    if covenant.document_id:
        raise Conflict(
            "Giao ước đã chốt; phần tiếp thu, giải trình không đổi được nữa.",
            "Khi chưa có đơn vị nào ký, Anh/chị soạn phiên bản mới của giao ước.",
        )
    form = AnswerForm(request.POST or None, instance=opinion)
    if form.is_valid():
        form.save()
        transaction.on_commit(partial(notifications.opinion_answered, opinion, request.user))
        messages.success(request, f"Đã ghi phần tiếp thu, giải trình đối với ý kiến của {opinion.membership}.")
        return redirect(covenant)
    return covenant_page(
        request, covenant, "pledges/covenant_opinion.html", "Tiếp thu, giải trình", form=form, opinion=opinion
    )


def _opinion_or_404(request, bloc, year, unit):
    """The opinion of that member, unsaved when it has given none."""
    covenant = covenant_or_404(request, bloc, year)
    membership = get_object_or_404(covenant.bloc_year.memberships.select_related("unit"), unit__slug=unit)
    found = covenant.opinions.filter(membership=membership).first()
    opinion = found or Opinion(covenant=covenant, membership=membership)
    opinion.covenant, opinion.membership = covenant, membership
    return opinion
