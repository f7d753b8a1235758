"""The public check of a paper by its code, and the bloc's register of numbers."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from blocs import clock, rules
from blocs.confirmation import ask
from blocs.models import BlocYear
from blocs.navigation import year_frame
from blocs.open_years import open_or_conflict
from blocs.views.years import year_or_404
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents import register, signed_files, trust, verification
from documents.downloads import WORD, file_response
from documents.forms import CompareForm, EntryForm
from documents.models import IssuedDocument


@require_safe
@login_not_required
def verify_form(request):
    typed = request.GET.get("ma", "").strip()[:100]
    code = verification.normalised(typed)
    if code:
        return redirect("documents:verify", code)
    return render(request, "documents/verify_form.html", {"typed": typed, "has_errors": bool(typed)})


@require_safe
@login_not_required
def verify(request, code):
    """Says what this program itself issued under the code; who has signed is kept with the paper."""
    if verification.tried_too_often(request):
        return render(request, "429.html", status=429)
    wanted = verification.normalised(code)
    if wanted and wanted != code:
        return redirect("documents:verify", wanted)
    return _verified(request, wanted, code, CompareForm())


@require_POST
@login_not_required
def verify_file(request, code):
    """Compares a file with the paper; the file is not kept."""
    if verification.tried_too_often(request) or verification.too_many_files(request):
        return render(request, "429.html", status=429)
    return _verified(request, verification.normalised(code), code, CompareForm(request.POST, request.FILES))


def _verified(request, wanted, code, form):
    found = IssuedDocument.objects.select_related("bloc_year__bloc", "pdf", "signed_pdf", "superseded_by", "supersedes")
    document = found.filter(code=wanted).first() if wanted else None
    if document is None:
        verification.note_failure(request)
        return render(request, "documents/verify_unknown.html", {"typed": code[:40]}, status=404)
    context = {"document": document, "sample_data": document.bloc_year.is_sample, "form": form}
    if form.is_valid():
        context["compared"] = signed_files.compared(document, form.cleaned_data["file"])
    return render(request, "documents/verify.html", context)


@require_safe
def document_list(request, bloc, year):
    bloc_year = year_or_404(request, bloc, year)
    documents = list(bloc_year.documents.visible_to(request.user).select_related("pdf", "superseded_by", "supersedes"))
    may_add = rules.leads(request.user, bloc_year) and bloc_year.status == BlocYear.Status.OPEN
    correctable = set(bloc_year.documents.by_hand().values_list("pk", flat=True)) if may_add else set()
    context = {"entries": register.entries(documents, correctable), "may_add": may_add}
    return render(request, "documents/document_list.html", year_frame(request, bloc_year, "documents") | context)


@form_page
def document_add(request, bloc, year):
    bloc_year = _register_or_refused(request, bloc, year)
    asked = {"kind": "loai", "title": "trich-yeu", "replaces": "thay"}
    proposed = {name: request.GET.get(word, "") for name, word in asked.items()} | {"dated": clock.today()}
    form = EntryForm(request.POST or None, bloc_year=bloc_year, initial=proposed)
    if form.is_valid():
        form.instance.issued_by = request.user
        messages.success(request, f"Đã vào sổ văn bản số {form.save().symbol}.")
        return redirect("documents:document_list", bloc, year)
    frame = year_frame(request, bloc_year, "documents", "Vào sổ văn bản")
    return render(request, "documents/document_list_add.html", frame | {"form": form})


@form_page
def document_edit(request, bloc, year, document):
    bloc_year = _register_or_refused(request, bloc, year)
    entry = _correctable_or_conflict(bloc_year, document)
    form = EntryForm(request.POST or None, instance=entry, bloc_year=bloc_year)
    if form.is_valid():
        messages.success(request, f"Đã sửa trong sổ văn bản số {form.save().symbol}.")
        return redirect("documents:document_list", bloc, year)
    frame = year_frame(request, bloc_year, "documents", "Sửa văn bản trong sổ")
    return render(request, "documents/document_list_add.html", frame | {"form": form, "entry": entry})


@form_page
def document_remove(request, bloc, year, document):
    bloc_year = _register_or_refused(request, bloc, year)
    entry = _correctable_or_conflict(bloc_year, document)
    if request.method == "POST":
        entry.delete()
        messages.success(request, f"Đã bỏ văn bản số {entry.symbol} khỏi sổ.")
        return redirect("documents:document_list", bloc, year)
    question = register.question_before_removing(entry)
    return ask(request, year_frame(request, bloc_year, "documents", question.button), question)


def _register_or_refused(request, bloc, year):
    """The year whose register the user keeps (else 403) while it is open (else 409)."""
    bloc_year = year_or_404(request, bloc, year)
    if not rules.leads(request.user, bloc_year):
        raise PermissionDenied
    open_or_conflict(bloc_year)
    return bloc_year


def _correctable_or_conflict(bloc_year, document):
    entry = get_object_or_404(bloc_year.documents, pk=document)
    if not bloc_year.documents.by_hand().filter(pk=document).exists():
        raise Conflict(
            "Văn bản này do chương trình phát hành hoặc đang được dùng nên không sửa, bỏ khỏi sổ được.",
            "Chỉ văn bản tự ghi vào sổ mới sửa được.",
        )
    return entry


@require_safe
def document_file(request, bloc, year, code):
    document = _kept_or_404(request, bloc, year, code)
    return file_response(document.pdf.read(), f"{document.get_kind_display()} {document.code}.pdf")


@require_safe
def document_word(request, bloc, year, code):
    """The same text for editing, as it was kept when the paper was issued."""
    document = _kept_or_404(request, bloc, year, code, "word")
    name = f"{document.get_kind_display()} {document.code}.docx"
    return file_response(document.word.read(), name, WORD, attachment=True)


def _kept_or_404(request, bloc, year, code, form="pdf"):
    documents = year_or_404(request, bloc, year).documents.visible_to(request.user)
    return get_object_or_404(documents.exclude(**{form: None}).select_related(form), code=code)


@require_safe
def trust_list(request):
    """Whose digital signatures are believed, with the fingerprints to compare."""
    if not rules.administers(request.user):
        raise PermissionDenied
    shown = {"entries": trust.read().entries, "folder": settings.TRUST_DIR, "uses": settings.SIGNING_KEY_USAGE}
    return render(request, "documents/trust_list.html", shown)
