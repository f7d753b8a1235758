"""Where each unit of a year stands with registration, opinion and signature."""

from django.urls import reverse

from blocs import clock
from blocs.board import Cell, Column, Stage, days_left
from blocs.models import Step
from pledges.models import Covenant, Opinion, Pledge, Registration

Status = Registration.Status


def progress(bloc_year, memberships):
    """The board's columns of this app, for ``memberships`` (with ``extensions`` prefetched)."""
    covenant = Covenant.objects.of(bloc_year).current().first()
    return [
        _registrations(bloc_year, memberships),
        _opinions(covenant, memberships),
        _signatures(covenant, memberships),
    ]


def _registrations(bloc_year, memberships):
    found = {r.membership_id: r for r in Registration.objects.of(bloc_year)}
    for membership in memberships:
        if membership.pk in found:
            found[membership.pk].membership = membership
    cells = {m.pk: _registration_cell(found.get(m.pk), m) for m in memberships}
    return Column("Đăng ký thi đua", cells)


def _registration_cell(registration, membership):
    year = membership.bloc_year
    url = reverse("pledges:registration_detail", args=[*year.url_args, membership.unit.slug])
    due = year.due(Step.REGISTRATION, membership)
    late = due is not None and clock.day_is_over(due)
    if registration is None:
        return Cell("Chưa mở, quá hạn" if late else "Chưa mở", "late" if late else "ask", url)
    if registration.status == Status.DRAFT:
        return Cell("Dự thảo, quá hạn" if late else "Dự thảo", "late" if late else "", url)
    if registration.status == Status.SUBMITTED:
        return Cell("Gửi chậm · chờ tiếp nhận" if registration.is_late else "Đã gửi · chờ tiếp nhận", "wait", url)
    if registration.status == Status.RETURNED:
        return Cell("Đề nghị bổ sung", "ask", url)
    return Cell("Đã tiếp nhận", "", url)


def _opinions(covenant, memberships):
    if covenant is None:
        return Column("Góp ý giao ước", {m.pk: Cell() for m in memberships})
    given = {o.membership_id: o for o in covenant.opinions.all()}
    cells = {m.pk: _opinion_cell(covenant, given.get(m.pk)) for m in memberships}
    return Column("Góp ý giao ước", cells)


def _opinion_cell(covenant, opinion):
    if opinion is None:
        waiting = covenant.status == Covenant.Status.CONSULTING
        return Cell("Chưa trả lời", "ask", covenant.get_absolute_url()) if waiting else Cell()
    answered = opinion.stance == Opinion.Stance.AGREES or opinion.response
    return Cell(opinion.get_stance_display(), "" if answered else "wait", covenant.get_absolute_url())


def _signatures(covenant, memberships):
    pledges = {p.membership_id: p for p in covenant.pledges.all()} if covenant else {}
    url = covenant.get_absolute_url() if covenant else ""
    return Column("Ký giao ước", {m.pk: _signature_cell(pledges.get(m.pk), m, url) for m in memberships})


def _signature_cell(pledge, membership, url):
    if pledge is None:
        return Cell(membership.signatory) if membership.signatory else Cell("Chưa cử người ký", "ask")
    if pledge.status == Pledge.Status.SIGNED:
        return Cell(f"Đã ký {pledge.signed_on:%d/%m/%Y}", "", url)
    if pledge.status == Pledge.Status.DECLINED:
        return Cell("Từ chối", "late", url)
    return Cell("Chờ ký", "ask", url)


def stages(bloc_year):
    """This app's part of the strip: registration, consolidation, covenant."""
    members = len(bloc_year.ordered_memberships)
    received = Registration.objects.of(bloc_year).received().count()
    covenant = Covenant.objects.of(bloc_year).current().first()
    frozen = covenant is not None and covenant.status in (Covenant.Status.FROZEN, Covenant.Status.SIGNED)
    complete = members > 0 and received == members
    return [
        _stage("Đăng ký", f"{received}/{members} đơn vị", complete or frozen,
               (bloc_year.due(Step.REGISTRATION), _url("registration_list", bloc_year))),
        _stage("Tổng hợp", "", frozen,
               (bloc_year.due(Step.CONSOLIDATED_REPORT), _url("consolidation_detail", bloc_year))),
        _stage("Giao ước", _covenant_words(covenant, members),
               covenant is not None and covenant.status == Covenant.Status.SIGNED,
               (None, _url("covenant_detail", bloc_year))),
    ]


def _url(name, bloc_year):
    return reverse(f"pledges:{name}", args=bloc_year.url_args)


def _covenant_words(covenant, members):
    if covenant is None:
        return "chưa soạn"
    if covenant.status == Covenant.Status.FROZEN:
        return f"đã ký {covenant.pledges.filter(status=Pledge.Status.SIGNED).count()}/{members}"
    return covenant.get_status_display().lower()


def _stage(title, detail, done, due_and_url):
    due, url = due_and_url
    if due and not done:
        detail = " · ".join(filter(None, [detail, f"hạn {due:%d/%m}, {days_left(due)}"]))
    return Stage(title, detail or ("xong" if done else ""), "done" if done else "", url)
