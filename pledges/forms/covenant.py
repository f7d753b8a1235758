"""The forms of the covenant: its general part, what it cites, who signs and who has signed."""

import hashlib

from django import forms
from django.db.models import Q

from blocs import clock
from blocs.fields import CountField, DateField
from blocs.forms.layout import Laid, says
from blocs.models import LegalBasis, Membership
from blocs.rows import RowForm, Rows, rows_of
from documents import scan_judging, uploads
from documents.wording import capitalised
from pledges import signing
from pledges.forms.substitution import FOR_WHOM
from pledges.models import CitedBasis, Covenant, Pledge
from pledges.papers.covenant import signing_day
from pledges.papers.leader import authority_of


class CovenantForm(Laid, forms.ModelForm):
    has_button = False
    fieldsets = [
        ("Tên văn bản", ["title", "subtitle"]),
        ("Nơi và ngày ký", ["place", "dated"]),
        ("Lời văn", ["opening", "closing", "copies"]),
        ("Người chứng kiến (nếu có)", ["witness", "witness_post", "witness_organisation"]),
    ]

    class Meta:
        model = Covenant
        fields = [
            "title", "subtitle", "place", "dated", "opening", "closing", "copies",
            "witness", "witness_post", "witness_organisation",
        ]  # fmt: skip
        field_classes = {"dated": DateField, "copies": CountField}
        widgets = {
            "subtitle": forms.Textarea(attrs={"rows": 2}),
            "opening": forms.Textarea(attrs={"rows": 4}),
            "closing": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "place": "Tên tỉnh, thành phố nơi ký, ví dụ: Hà Nội",
            "dated": "Ví dụ: 15/03/2027. Tên đơn vị và căn cứ lấy theo ngày này.",
            "copies": "Số bản được in thành câu ở cuối lời kết.",
            "witness_post": "Ví dụ: Vụ trưởng Vụ II",
        }
        error_messages = says(title="Nhập tên văn bản, ví dụ: GIAO ƯỚC THI ĐUA")

    def clean_dated(self):
        day = self.cleaned_data["dated"]
        year = self.instance.bloc_year.year
        if day and abs(day.year - year) > 1:
            raise forms.ValidationError(f"Ngày ký của giao ước năm {year} không thể là năm {day.year}.")
        return day

    def clean_copies(self):
        copies = self.cleaned_data["copies"]
        if copies is not None and not 1 <= copies <= 999:
            raise forms.ValidationError("Nhập số bản từ 1 đến 999, ví dụ 8.")
        return copies


class BasisForm(RowForm):
    lead = "own_text"
    basis = forms.ChoiceField(label="Căn cứ trong danh mục", required=False)
    own_text = forms.CharField(
        label="Hoặc câu tự viết", max_length=600, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["basis", "own_text"]

    class Meta:
        model = CitedBasis
        fields = ["own_text"]

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.citations = {str(basis.pk): basis.citation for basis, _ in offered}
        choices = [(str(basis.pk), f"{basis.title}{mark}") for basis, mark in offered]
        self.fields["basis"].choices = [("", "Không chọn, tự viết"), *choices]

    @property
    def citation(self):
        """The sentence that the chosen title stands for."""
        return self.citations.get(str(self["basis"].value()), "")

    def says_something(self):
        return bool(self.cleaned_data.get("basis") or self.cleaned_data.get("own_text"))

    def clean(self):
        data = super().clean()
        self.instance.basis_id = data.get("basis") or None
        if data.get("basis") and data.get("own_text"):
            self.add_error("own_text", "Chọn căn cứ trong danh mục hoặc tự viết, không làm cả hai trong một dòng.")
        return data


class BaseBasisRows(Rows):
    related = "bases"
    keeps_identity = False

    def __init__(self, data=None, *, owner, **kwargs):
        super().__init__(data, owner=owner, form_kwargs={"offered": self._catalogue(owner)}, **kwargs)

    def initial_of(self, line):
        return super().initial_of(line) | {"basis": str(line.basis_id or "")}

    def _catalogue(self, covenant):
        """(basis, mark): what is in force on the signing day, and what is cited already though it is not."""
        valid = LegalBasis.objects.valid_on(signing_day(covenant))
        in_force = set(valid.values_list("pk", flat=True))
        offered = LegalBasis.objects.filter(Q(pk__in=in_force) | Q(pk__in=covenant.bases.values("basis_id")))
        return [(basis, "" if basis.pk in in_force else " (không có hiệu lực vào ngày ký)") for basis in offered]


BasisRows = rows_of(BasisForm, BaseBasisRows, most=40)


class FreezeForm(forms.Form):
    """The year, typed once more: what is frozen cannot be changed."""

    year = forms.CharField(max_length=10, widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}))

    def __init__(self, *args, covenant, **kwargs):
        super().__init__(*args, **kwargs)
        self.expected = str(covenant.bloc_year.year)
        self.fields["year"].label = f"Gõ năm {self.expected} để xác nhận"
        self.fields["year"].error_messages["required"] = f"Gõ {self.expected} để xác nhận chốt giao ước."

    def clean_year(self):
        if self.cleaned_data["year"].strip() != self.expected:
            raise forms.ValidationError(f"Gõ {self.expected} để xác nhận chốt giao ước.")
        return self.expected


class RevisionForm(forms.Form):
    """Why there is a new version: must be said to those who have signed the one before."""

    reason = forms.CharField(
        label="Lý do lập phiên bản mới", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do lập phiên bản mới; các đơn vị được báo lý do này."},
    )  # fmt: skip

    def __init__(self, *args, covenant, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = covenant.pledges.signed().exists()


class SignatoryForm(Laid, forms.ModelForm):
    authority = forms.ChoiceField(label="Hình thức ký", choices=Pledge.Authority.choices, required=False)
    represents = forms.CharField(
        label="Ký thay cho chức vụ, tập thể", max_length=140, required=False,
        help_text="Chỉ ghi khi ký thay, ví dụ: Chánh Thanh tra",
    )  # fmt: skip

    class Meta:
        model = Membership
        fields = ["signatory", "signatory_post", "signatory_rank"]
        help_texts = {
            "signatory": "Họ và tên, không ghi học hàm, học vị",
            "signatory_post": "Ví dụ: Chánh Thanh tra",
            "signatory_rank": "Chỉ ghi đối với lực lượng vũ trang, ví dụ: Thiếu tướng",
        }

    fieldsets = [
        ("Người ký", ["signatory", "signatory_post", "signatory_rank"]),
        ("Ký thay, thừa ủy quyền", ["authority", "represents"]),
    ]

    def __init__(self, *args, instance, **kwargs):
        authority, represents = authority_of(instance)
        initial = {"authority": authority, "represents": represents}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)

    def clean(self):
        data = super().clean()
        if data.get("authority") and not data.get("represents"):
            self.add_error("represents", FOR_WHOM)
        if data.get("represents") and not data.get("authority"):
            self.add_error("authority", "Chọn hình thức ký, ví dụ KT. (ký thay).")
        return data

    def save(self, commit=True):
        data = self.cleaned_data
        self.instance.signatory_authority = f"{data['authority']} {data['represents']}".strip()
        return super().save(commit)


class SigningForm(forms.Form):
    signed_on = DateField(label="Ngày ký")

    def __init__(self, *args, covenant, **kwargs):
        super().__init__(*args, **kwargs)
        self.covenant = covenant
        self.fields["signed_on"].initial = signing.proposed_day(covenant)
        self.fields["signed_on"].help_text = _known_days(covenant)

    def clean_signed_on(self):
        day, first, today = self.cleaned_data["signed_on"], signing.first_day(self.covenant), clock.today()
        if first == today != day:
            raise forms.ValidationError(f"Nhập ngày {today:%d/%m/%Y}: giao ước chốt hôm nay nên chưa thể ký ngày khác.")
        if not first <= day <= today:
            raise forms.ValidationError(f"Nhập ngày từ {first:%d/%m/%Y} đến hôm nay, {today:%d/%m/%Y}.")
        return day

    def clean(self):
        data = super().clean()
        day = data.get("signed_on")
        # The last signature is final: an odd day is asked about before it, not told of after.
        if day and self.marks(data) >= self.covenant.pledges.unsigned().count() and signing.doubt(self.covenant, day):
            self._ask_whether(day)
        return data

    def marks(self, data):
        """How many units the form marks as having signed."""
        return 1

    @property
    def question(self):
        """The box that confirms an odd day; None unless it was asked for."""
        return next((self[name] for name in self.fields if name.startswith("certain")), None)

    def _ask_whether(self, day):
        name = f"certain_{day:%Y%m%d}"  # of this day: a tick says nothing of another
        self.fields[name] = forms.BooleanField(label=f"Ngày ký đúng là {day:%d/%m/%Y}", required=False)
        if form := self.fields["signed_on"].widget.attrs.get("form"):
            self.fields[name].widget.attrs["form"] = form  # it stands outside the form too
        if name not in self.data:
            self.add_error(
                name,
                f"Ngày ký {day:%d/%m/%Y} trước ngày ghi trên giao ước, {self.covenant.dated:%d/%m/%Y}; ghi nhận xong "
                "là giao ước ký đủ, không sửa được nữa. Anh/chị sửa ngày, hoặc đánh dấu ô này rồi ghi nhận lại.",
            )


def _known_days(covenant):
    ceremony = signing.ceremony_for(covenant)
    held = f" {capitalised(ceremony.word)}: ngày {ceremony.held_on:%d/%m/%Y}." if ceremony else ""
    return f"Giao ước ghi ngày {covenant.dated:%d/%m/%Y}.{held}"


class TickedField(forms.ModelMultipleChoiceField):
    """A number that no database holds is no row of the page either."""

    def clean(self, value):
        if any(len(typed) > 18 for typed in value or ()):
            raise forms.ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value")
        return super().clean(value)


class SigningManyForm(SigningForm):
    pledges = TickedField(
        Pledge.objects.none(), label="Đơn vị đã ký",
        error_messages={
            "required": "Chọn ít nhất một đơn vị đã ký.",
            "invalid_choice": "Đơn vị vừa chọn không còn chờ ký; tải lại trang để xem tình trạng mới nhất.",
            "invalid_pk_value": "Đơn vị vừa chọn không có trong danh sách; tải lại trang.",
        },
    )  # fmt: skip

    def __init__(self, *args, covenant, every=False, **kwargs):
        super().__init__(*args, covenant=covenant, **kwargs)
        self.every = every  # tick all who are awaited, and save nothing yet
        # The date stands below the table of units, the boxes inside it.
        self.fields["signed_on"].widget.attrs["form"] = "ghi-nhan"
        waiting = covenant.pledges.unsigned()
        self.fields["pledges"].queryset = waiting.select_related("membership__unit")

    def marks(self, data):
        return len(data.get("pledges") or ())

    @property
    def ticked(self):
        """The ids that were ticked, as text."""
        if self.every:
            waiting = self.fields["pledges"].queryset.filter(status=Pledge.Status.WAITING)
            return {str(pk) for pk in waiting.values_list("pk", flat=True)}
        return set(self.data.getlist("pledges")) if self.is_bound else set()


class DeclineForm(forms.Form):
    reason = forms.CharField(
        label="Lý do từ chối", max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi lý do từ chối ký."},
    )  # fmt: skip


class ScanForm(Laid, forms.Form):
    has_button = False
    save_label = "Tải lên"
    scan = forms.FileField(
        label="Bản quét giao ước đã ký (PDF, nhiều nhất 25 MB)",
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf,.pdf"}),
        error_messages={
            "required": "Chọn tệp PDF của bản quét.",
            "missing": "Chọn tệp PDF của bản quét.",
            "empty": "Tệp không có nội dung. Anh/chị quét lại rồi tải lên.",
        },
    )
    incomplete = forms.BooleanField(
        label="Vẫn tải lên bản quét chưa đủ chữ ký",
        error_messages={"required": "Đánh dấu ô này nếu vẫn tải lên bản quét chưa đủ chữ ký."},
    )
    compared = forms.BooleanField(label="Đã so mã xác minh in trên bản giấy, đúng là văn bản này", required=False)

    def __init__(self, *args, document, all_signed, **kwargs):
        super().__init__(*args, **kwargs)
        self.document, self.unknown, self.doubts = document, "", []
        if all_signed:
            del self.fields["incomplete"]
        if not self.is_bound:
            del self.fields["compared"]

    def clean(self):
        """Asked only about a scan on which nothing tells whose it is."""
        typed = super().clean()
        if not self.unknown:
            del self.fields["compared"]
        elif not typed.get("compared"):
            self.add_error("compared", f"{self.unknown} Nếu đúng, Anh/chị chọn lại tệp và đánh dấu ô này.")
        return typed

    def clean_scan(self):
        judged = uploads.judged_pdf(self.cleaned_data["scan"])
        if hashlib.sha256(judged.content).hexdigest() == self.document.sha256:
            raise forms.ValidationError(
                "Tệp này chính là bản in chưa có chữ ký. Anh/chị quét bản giấy đã ký, đóng dấu rồi tải lên."
            )
        found = scan_judging.judged(judged.content, self.document)
        self.unknown, self.doubts = found.unknown, found.doubts
        return judged
