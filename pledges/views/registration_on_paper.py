"""A registration that is a state secret: its receiver records that the paper has come, and nothing else."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from blocs.workflow import check, perform
from blocs.writing import form_page
from pledges.forms.on_paper import PaperReceiptForm
from pledges.models import Registration
from pledges.views.registration_scope import frame, membership_or_404, registration_or_404


@form_page
def registration_paper_receive(request, bloc, year, unit):
    """The receiver may not know of a draft: they are told no more than that the paper cannot be recorded now."""
    membership = membership_or_404(request, bloc, year, unit)
    found = Registration.objects.filter(membership=membership)
    registration = (found.select_for_update() if request.method == "POST" else found).first()
    registration = registration or Registration(membership=membership)
    registration.membership = membership
    check(registration.receive_paper, by=request.user)
    form = PaperReceiptForm(request.POST or None)
    if form.is_valid():
        if registration.pk is None:
            registration = Registration.objects.begin(membership, by=request.user)
        perform(registration.receive_paper, by=request.user, **form.cleaned_data)
        messages.success(request, f"Đã ghi nhận bản giấy của {membership.unit}.")
        return redirect(registration)
    context = frame(request, membership, "Ghi nhận bản giấy") | {"form": form}
    return render(request, "pledges/registration_paper_receive.html", context)


@require_POST
@transaction.atomic
def registration_paper_undo(request, bloc, year, unit):
    registration = registration_or_404(request, bloc, year, unit, lock=True)
    perform(registration.undo_paper, by=request.user)
    messages.success(request, f"Đã bỏ ghi nhận bản giấy; {registration.membership.unit} đăng ký trên chương trình.")
    return redirect("pledges:registration_list", bloc, year)
