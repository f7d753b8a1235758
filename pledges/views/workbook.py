"""A registration as a workbook: taken home, filled in, sent back, looked at, and only then kept."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from blocs import clock
from blocs.clock import moment
from blocs.editing import fingerprint
from blocs.workflow import Conflict
from blocs.writing import form_page
from documents.downloads import WORKBOOK, file_response
from pledges.comparison import by_section
from pledges.forms.filled import WorkbookForm
from pledges.models import FilledWorkbook
from pledges.views.registration_scope import frame, own_or_403, refuse_when_locked
from pledges.workbook_taking import are_valid, difference, filled_forms, take
from pledges.workbook_template import registration_workbook

AGAIN = "Anh/chị tải tệp lên lại để xem trước."


@require_safe
def workbook_download(request, bloc, year, unit):
    """The registration to be filled in off-line; whoever cannot change it now may still have it."""
    registration = own_or_403(request, (bloc, year, unit))
    content = registration_workbook(registration, made_at=moment(clock.now()))
    name = f"Biểu mẫu đăng ký thi đua {year} - {registration.membership.unit}.xlsx"
    return file_response(content, name, WORKBOOK, attachment=True)


@require_http_methods(["GET", "HEAD", "POST"])
def workbook_upload(request, bloc, year, unit):
    """Judge and read what was sent. Not in one transaction: reading takes long, and writes nothing."""
    registration = own_or_403(request, (bloc, year, unit))
    refuse_when_locked(registration)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = WorkbookForm(*sent, registration=registration)
    if form.is_valid():
        read = {name: getattr(form.reading, name) for name in ("data", "notes", "marks")}
        name = form.cleaned_data["workbook"].name[:255]
        FilledWorkbook.objects.receive(registration, request.user, name=name, **read)
        return redirect("pledges:workbook_preview", bloc, year, unit)
    faults = form.reading.faults if form.reading else []
    context = {"registration": registration, "form": form, "faults": faults}
    return render(request, "pledges/workbook_upload.html", frame(request, registration.membership, "Tải lên") | context)


@form_page
def workbook_preview(request, bloc, year, unit):
    """What would be added, changed and taken out, against what stands there now; POST keeps it, as a whole."""
    is_post = request.method == "POST"
    registration = own_or_403(request, (bloc, year, unit), lock=is_post)
    refuse_when_locked(registration)
    filled, forms = _filled_or_conflict(request, registration)
    found, token = difference(registration, forms), fingerprint(registration.snapshot())
    if not is_post:
        return _shown(request, registration, filled, found, token)
    if request.POST.get("token") != token:
        raise Conflict(
            f"Bản đăng ký vừa được sửa ở nơi khác (lúc {moment(registration.updated_at)}) sau khi Anh/chị xem trước, "
            "nên chưa nhập gì từ tệp.",
            "Anh/chị mở lại trang xem trước: tệp được so với nội dung mới.",
            request.path,
        )
    take(registration, forms, found, by=request.user)
    filled.delete()
    where = ", ".join(section.label for section in found.touched)
    messages.success(
        request, f"Đã nhập {len(found)} thay đổi từ tệp Excel: {where}." if where else "Không có gì để nhập."
    )
    return redirect("pledges:registration_check", bloc, year, unit)


def _filled_or_conflict(request, registration):
    """What the user has sent and not yet confirmed, with its forms against what stands now."""
    waiting = FilledWorkbook.objects.waiting()
    filled = waiting.filter(registration=registration, uploaded_by=request.user).first()
    back_url = reverse("pledges:workbook_upload", args=registration.url_args)
    if filled is None:
        raise Conflict("Không còn tệp nào chờ nhập: tệp đã nhập rồi, hoặc đã quá 24 giờ.", AGAIN, back_url)
    forms = filled_forms(registration, filled.data)
    if not are_valid(forms):
        raise Conflict("Bản đăng ký hoặc danh mục đã thay đổi nên tệp không còn nhập được nguyên vẹn.", AGAIN, back_url)
    return filled, forms


def _shown(request, registration, filled, found, token):
    context = {
        "registration": registration,
        "filled": filled,
        "notes": [*filled.notes, *(_changed_since(filled, token) if found else ())],
        "found": by_section(list(found.changes)),
        "reordered": found.reordered,
        "count": len(found),
        "token": token,
    }
    page = frame(request, registration.membership, "Xem trước") | context
    return render(request, "pledges/workbook_preview.html", page)


def _changed_since(filled, token):
    """What to look out for when the registration is not what it was when the workbook was made of it."""
    if filled.marks.get("noi-dung") == token:
        return []
    return [
        "Bản đăng ký đã thay đổi (sửa trên trang, hoặc đã nhập một tệp) sau khi tải biểu mẫu này (lúc "
        f"{filled.marks.get('tai-luc')}). Nhập tệp là đưa những chỗ dưới đây về như trong tệp; Anh/chị xem kỹ từng "
        "dòng."
    ]
