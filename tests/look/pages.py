"""Pages that hold every piece of the look once; the tests of this folder use them as their URLs."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace as Some

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import include, path
from django.views.decorators.http import require_POST, require_safe

from blocs.board import Stage, Task
from blocs.navigation import NavItem
from blocs.rows import pressed, quiet
from thiduakhoi import errors

handler400 = "thiduakhoi.errors.bad_request"
handler403 = "thiduakhoi.errors.permission_denied"
handler404 = "thiduakhoi.errors.page_not_found"
handler500 = "thiduakhoi.errors.server_error"


class UnitForm(forms.Form):
    full_name = forms.CharField(label="Tên đơn vị", help_text="Viết đầy đủ, như trên con dấu.", max_length=60)
    founded_on = forms.DateField(label="Ngày thành lập", required=False, help_text="Ví dụ: 05/03/2027")
    headcount = forms.IntegerField(
        label="Tổng số công chức",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Nhập số người bằng chữ số, ví dụ 31"},
    )
    kind = forms.ChoiceField(label="Loại", choices=[("bo", "Thanh tra bộ"), ("tinh", "Thanh tra tỉnh")])
    way = forms.ChoiceField(
        label="Hình thức ký",
        choices=[("giay", "Ký giấy"), ("so", "Ký số")],
        widget=forms.RadioSelect,
        help_text="Chọn một.",
    )
    agreed = forms.BooleanField(label="Đã đối chiếu với bản giấy")
    scan = forms.FileField(label="Bản quét", required=False, help_text="PDF, không quá 25 MB.")
    note = forms.CharField(label="Ghi chú", required=False, widget=forms.Textarea)

    @property
    def helper(self):
        helper = FormHelper()
        helper.layout = Layout(
            Fieldset("Đơn vị", "full_name", "founded_on", "headcount", "kind"),
            Fieldset("Ký", "way", "agreed", "scan", "note"),
        )
        helper.add_input(Submit("save", "Lưu"))
        return helper

    def clean(self):
        if self.cleaned_data.get("kind") == "tinh" and self.cleaned_data.get("way") == "so":
            raise forms.ValidationError("Thanh tra tỉnh chưa ký số trong năm này.")


class TargetForm(forms.Form):
    text = forms.CharField(label="Nội dung chỉ tiêu", widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label="Kiểu", choices=[("min", "Tối thiểu"), ("none", "Không có")])
    value = forms.DecimalField(
        label="Kế hoạch",
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"required": "Nhập giá trị kế hoạch, ví dụ 95,5"},
    )
    measure = forms.CharField(label="Đơn vị tính", required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)


TargetRows = forms.formset_factory(TargetForm, extra=0, can_delete=True, max_num=6, validate_max=True)
TARGETS = [
    {"text": "Hoàn thành kế hoạch thanh tra được phê duyệt", "kind": "min", "value": 100, "measure": "%"},
    {"text": "Kết luận thanh tra ban hành đúng hạn", "kind": "min", "value": Decimal("95.5"), "measure": "%"},
    {"text": "Công chức, thanh tra viên bị kỷ luật", "kind": "none", "value": 0, "measure": "người"},
]
FRAME = {
    "sample_data": True,
    "help_contact": {"name": "Vụ Tổ chức cán bộ", "phone": "024 3825 0000", "email": "thidua@example.vn"},
    "nav_items": tuple(
        NavItem(label, f"/muc/{place}/", place == 0)
        for place, label in enumerate(
            ["Tổng quan", "Thành viên", "Đăng ký", "Tổng hợp", "Giao ước", "Lễ ký kết", "Bình xét"]
        )
    ),
    "year_choices": (NavItem("Năm 2027", "/2027/", current=True), NavItem("Năm 2026", "/2026/")),
    "crumbs": [
        Some(label="Các khối", url="/khoi/"),
        Some(label="Khối thi đua số II", url="/khoi/2/"),
        Some(label="Năm 2027", url=""),
    ],
}
STEPS = (
    Stage("Mở năm", "xong 12/01/2027", "done"),
    Stage("Đăng ký", "4/7 đơn vị · hạn 28/02, còn 3 ngày", "current", "/dang-ky/"),
    Stage("Tổng hợp", "hạn 10/3"),
    Stage("Giao ước", "góp ý đến 08/3"),
    Stage("Lễ ký kết", "15/3/2027, sáng"),
    Stage("Bình xét", "từ 10/11"),
)
NEXT = Some(
    title="Việc tiếp theo: tiếp nhận 1 bản đăng ký vừa gửi.",
    text="Thanh tra Bộ Công an gửi lúc 14:05 ngày 25/02/2027. Sau đó còn 3 đơn vị chưa gửi.",
    actions=[
        Some(label="Xem bản đăng ký", url="/dang-ky/", primary=True, method="get"),
        Some(label="Đôn đốc 3 đơn vị", url="/don-doc/", primary=False, method="post"),
        Some(label="Chốt giao ước", url="", why_not="Chốt được khi đủ 7/7 đơn vị đã tiếp nhận, hạn 10/3/2027."),
    ],
)
BOARD = [
    (1, "Thanh tra Bộ Tư pháp", "Khối trưởng", "", "Đã tiếp nhận", 31),
    (2, "Thanh tra Bộ Quốc phòng", "Khối phó", "wait", "Đã gửi, chờ tiếp nhận", 128),
    (3, "Thanh tra Bộ Nội vụ", "", "ask", "Đề nghị bổ sung", 27),
    (4, "Thanh tra Bộ Tài chính", "", "idle", "Dự thảo", 44),
    (5, "Cơ quan Thanh tra, giám sát ngân hàng", "", "late", "Chưa mở", 1204),
]
TASKS = [
    Task(
        "Bổ sung bản đăng ký thi đua",
        "/dang-ky/",
        "Bổ sung",
        "Thanh tra Bộ Nội vụ · Khối thi đua số II, năm 2027",
        date(2027, 2, 28),
    ),
    Task("Góp ý dự thảo giao ước", "/gop-y/", "Xem và góp ý", "Khối thi đua số II, năm 2027", date(2027, 3, 8)),
]
SECTIONS = [
    Some(label="Thông tin chung", url="/1/", state="Hoàn thành", kind="", current=False),
    Some(label="Chỉ tiêu thi đua", url="/2/", state="Cần bổ sung", kind="ask", current=True),
    Some(label="Sáng kiến, đề tài", url="/3/", state="Chưa có", kind="idle", current=False),
]


def board(request):
    page = Paginator(range(60), 20).get_page(request.GET.get("page"))
    context = {"steps": STEPS, "next": NEXT, "board": BOARD, "tasks": TASKS, "page_obj": page}
    return render(request, "look/board.html", FRAME | context)


def unit_edit(request):
    form = UnitForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        messages.success(request, "Đã lưu thông tin đơn vị.")
        return redirect("/")
    return render(request, "look/form.html", FRAME | {"form": form})


def targets_edit(request):
    typed = pressed(request.POST, "targets")
    rows = TargetRows(typed or request.POST or None, initial=TARGETS, prefix="targets")
    if typed is None and rows.is_valid():
        kept = [form.cleaned_data["text"] for form in rows if form not in rows.deleted_forms]
        return HttpResponse("\n".join(["Đã lưu:", *kept]), content_type="text/plain; charset=utf-8")
    if typed:
        quiet(rows)
    context = {"formset": rows, "sections": SECTIONS}
    return render(request, "look/rows.html", FRAME | context)


def close_year(request):
    effects = ["Không ai sửa được năm 2027 nữa.", "Quyền của Khối trưởng chuyển sang Thanh tra Bộ Quốc phòng."]
    context = {"title": "Kết thúc năm 2027", "effects": effects, "button": "Kết thúc năm", "back_url": "/"}
    return render(request, "_partials/confirm.html", FRAME | context)


def nothing_yet(request):
    return render(request, "look/board.html", FRAME | {"steps": STEPS, "tasks": []})


def refused(request):
    raise PermissionDenied(request.GET.get("vi", ""))


def late(request):
    labels = {"note": "Ghi chú", "text": "Nội dung chỉ tiêu", "value": "Kế hoạch"}
    reason = "Giao ước đã chốt lúc 09:12 ngày 25/02/2027."
    hint = "Muốn sửa, Anh/chị đề nghị văn phòng Khối trưởng mở lại."
    return errors.conflict(request, reason, hint, "/dang-ky/", errors.typed_values(request, labels))


def broken(request):
    raise RuntimeError("planned")


@login_not_required
def article(request):
    return render(request, "look/article.html", {"help_contact": "024 3825 0000"})


in_desk = [path("", board, name="home"), path("tro-giup/", nothing_yet, name="help")]
urlpatterns = [
    path("", include((in_desk, "desk"))),
    path("don-vi/", unit_edit),
    path("chi-tieu/", targets_edit),
    path("ket-thuc/", close_year),
    path("chua-co/", nothing_yet),
    path("khong-duoc/", refused),
    path("muon/", late),
    path("hong/", broken),
    path("chi-gui/", require_POST(nothing_yet)),
    path("chi-xem/", require_safe(nothing_yet)),
    path("tin/", article),
    path("tai-khoan/", include("accounts.urls")),
]
