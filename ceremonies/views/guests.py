"""Who comes: read by everybody in the year, kept by the leader's office."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from blocs.confirmation import ask
from blocs.editing import edit_of
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.workflow import obstacle
from blocs.writing import form_page
from ceremonies import guest_imports, guest_rows, invitation_printing, inviting, links, questions, rules
from ceremonies.forms import DelegateRows
from ceremonies.guest_forms import OfficeAnswerForm
from ceremonies.models import Ceremony, Delegate
from ceremonies.progress import wanting_another_invitation
from ceremonies.views.access import ceremony_or_404, editable_or_refused, run_or_refused
from documents import press, word
from documents.downloads import WORD, file_response

ANOTHER = "Đã là người khác, nên có đường dẫn riêng mới, chưa trả lời: {names}. Anh/chị gửi giấy mời mới."
UNTITLED = "Đã bỏ cách xưng hô, học hàm, học vị trước họ tên: {names}. Cần ghi thì Anh/chị thêm vào chức vụ."
CHOICES = {"chua-tra-loi": Delegate.Answer.NONE, "du": Delegate.Answer.COMES,
           "cu-nguoi-thay": Delegate.Answer.SENDS, "khong-du": Delegate.Answer.DECLINES}  # fmt: skip


@require_safe
def guest_list(request, bloc, year):
    ceremony = ceremony_or_404(request, bloc, year)
    everybody = list(ceremony.delegates.all())
    choice = CHOICES.get(request.GET.get("tra-loi", ""))
    shown = [(n, each) for n, each in enumerate(everybody, start=1) if choice is None or each.answer == choice]
    may_run = rules.may_run_ceremony(request.user, ceremony)
    editable = may_run and ceremony.bloc_year.status == BlocYear.Status.OPEN and ceremony.is_editable
    context = {
        "ceremony": ceremony,
        "delegates": shown,
        "counts": inviting.counts(everybody),
        "at_once": len(everybody) <= invitation_printing.AT_ONCE,
        "choices": [(word, answer.label, answer == choice) for word, answer in CHOICES.items()],
        "may_run": may_run,
        "editable": editable,
        "undoing": guest_imports.undoing(ceremony, everybody) if editable else None,
        "outdated": wanting_another_invitation(ceremony) if may_run else "",
        "may_invite": not links.is_over(ceremony),
        "why_not": obstacle(ceremony.invite) if ceremony.status == Ceremony.Status.PLANNED else "",
    }
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Đại biểu")
    return render(request, "ceremonies/guest_list.html", frame | context)


@form_page
def guest_edit(request, bloc, year):
    """The list as rows. Who would stand on it twice, or may have become somebody else, is asked about first. What was
    answered while it was open is not saved over."""
    ceremony = editable_or_refused(request, bloc, year)
    stored = DelegateRows(owner=ceremony)
    answers = guest_rows.answers(stored)
    edit = edit_of(request, {"Đại biểu": stored}, about=answers.items())
    edit.kept += [("Trả lời đã nhận", answers.values())] if answers else []
    rows, asked = DelegateRows(edit.data, owner=ceremony), None
    if edit.is_to_save(rows):
        asked = guest_rows.asked(rows, request.POST)
        if not asked.is_open(request.POST):
            others = guest_rows.keep(rows, request.POST)
            messages.success(request, "Đã lưu: đại biểu.")
            if untitled := [f"{form.left_off} {form.instance}" for form in rows.said() if form.left_off]:
                messages.info(request, UNTITLED.format(names=", ".join(untitled)))
            if others:
                messages.info(request, ANOTHER.format(names=", ".join(others)))
            return redirect("ceremonies:guest_list", bloc, year)
    back_url = ceremony.bloc_year.url("ceremonies:guest_list")
    context = {"ceremony": ceremony, "heading": "Đại biểu", "formset": rows, "back_url": back_url, "asked": asked}
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Đại biểu")
    return render(request, "ceremonies/guest_edit.html", frame | context | edit.context, status=edit.status)


@form_page
def guest_detail(request, bloc, year, delegate):
    """One delegate: the invitation, the link, and an answer that was given by telephone."""
    ceremony = run_or_refused(request, bloc, year)
    guest = _delegate_or_404(ceremony, delegate)
    if request.method == "POST":
        editable_or_refused(request, bloc, year)
    edit = edit_of(request, {"Trả lời": OfficeAnswerForm(instance=guest)})
    form = OfficeAnswerForm(edit.data, instance=guest)
    if edit.is_to_save(form):
        inviting.record(guest, form.cleaned_data, by=request.user)
        messages.success(request, f"Đã ghi trả lời của {guest}: {guest.get_answer_display().lower()}.")
        return redirect("ceremonies:guest_list", bloc, year)
    context = {
        "ceremony": ceremony,
        "guest": guest,
        "form": form,
        "list_url": ceremony.bloc_year.url("ceremonies:guest_list"),
        "link": "" if ceremony.status == Ceremony.Status.PLANNED or links.is_over(ceremony) else links.url_of(guest),
        "is_open": inviting.answers_are_taken(ceremony),
        "editable": ceremony.bloc_year.status == BlocYear.Status.OPEN and ceremony.is_editable,
    }
    frame = year_frame(request, ceremony.bloc_year, "ceremony", "Đại biểu")
    return render(request, "ceremonies/guest_detail.html", frame | context | edit.context, status=edit.status)


def _delegate_or_404(ceremony, pk):
    guest = get_object_or_404(ceremony.delegates, pk=pk)
    guest.ceremony = ceremony
    return guest


@form_page
def guest_link_renew(request, bloc, year, delegate):
    """The link that was sent opens nothing any more: it went to the wrong person."""
    guest = _delegate_or_404(editable_or_refused(request, bloc, year), delegate)
    if request.method != "POST":
        question = questions.renew_link(guest)
        return ask(request, year_frame(request, guest.ceremony.bloc_year, "ceremony", question.button), question)
    inviting.renew_link(guest)
    messages.success(request, f"Đã tạo đường dẫn mới cho {guest}; Anh/chị in lại giấy mời và gửi cho đúng người.")
    return redirect("ceremonies:guest_detail", bloc, year, guest.pk)


def _invitation_of(request, bloc, year, delegate):
    ceremony = run_or_refused(request, bloc, year)
    guest = _delegate_or_404(ceremony, delegate)
    return guest, inviting.personal_invitations(ceremony, [guest])


@require_safe
def guest_invitation_pdf(request, bloc, year, delegate):
    guest, papers = _invitation_of(request, bloc, year, delegate)
    return file_response(press.printed(*papers), f"Giấy mời {guest}.pdf")


@require_safe
def guest_invitation_word(request, bloc, year, delegate):
    guest, papers = _invitation_of(request, bloc, year, delegate)
    return file_response(word.render(*papers), f"Giấy mời {guest}.docx", WORD, attachment=True)
