from django import forms

from blocs.fields import CountField, DateField
from blocs.forms.layout import Laid, says
from blocs.models import Unit
from blocs.rows import RowForm, Rows, rows_of
from ceremonies.customary_programmes import closed_and_opened
from ceremonies.models import Adoption, Article, Ceremony, Delegate, MeetingClause, Photo
from ceremonies.names import parted_name
from ceremonies.photos import renditions
from pledges.forms.clauses import OutlineRowForm, OutlineRows
from pledges.forms.issuing import IssuingForm

NO_CLOCK = {"invalid": "Nhập giờ theo dạng giờ:phút, ví dụ 08:30."}
HALVES = (Ceremony.Session.MORNING, Ceremony.Session.AFTERNOON)
OCCASION = ["kind", "name", "held_on", "session", "begins_at", "ends_by", "place", "host"]
HEADING_IT = ["chair", "chair_post", "secretary", "secretary_post"]


def _clock():
    return forms.TimeInput(format="%H:%M", attrs={"inputmode": "numeric"})


class CeremonyForm(Laid, forms.ModelForm):
    has_button = False
    held_on = DateField(label="Ngày", required=False)
    fieldsets = [("Buổi lễ", OCCASION), ("Chủ trì, thư ký và căn cứ", [*HEADING_IT, "basis"])]

    class Meta:
        model = Ceremony
        fields = [*OCCASION, *HEADING_IT, "basis"]
        widgets = {name: _clock() for name in ("begins_at", "ends_by")}
        error_messages = {"begins_at": NO_CLOCK, "ends_by": NO_CLOCK}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = self.instance.bloc_year.memberships.values("unit")
        self.fields["host"].queryset = Unit.objects.filter(pk__in=members).with_names()

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        is_new = day and day != self.initial["held_on"]
        if is_new and (fault := self.instance.bloc_year.fault_of_day(day)):
            raise forms.ValidationError(fault)
        return day

    def clean(self):
        data = super().clean()
        begin, end, session = data.get("begins_at"), data.get("ends_by"), data.get("session")
        if begin and end and end <= begin:
            self.add_error("ends_by", f"Nhập giờ sau giờ bắt đầu ({begin:%H:%M}), hoặc để trống.")
        if begin and session in HALVES and (begin.hour < 12) != (session == Ceremony.Session.MORNING):
            self.add_error("begins_at", f"{begin:%H:%M} không thuộc buổi {session}; sửa giờ hoặc chọn lại buổi.")
        if "kind" in self.changed_data and data.get("kind"):
            closed, opened = closed_and_opened(data["kind"], self.instance.bloc_year.year)
            self.instance.closes_year, self.instance.opens_year = closed, opened
        return data


class CancelForm(forms.Form):
    reason = forms.CharField(
        label="Lý do hủy",
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Các đơn vị thành viên, và ai mở đường dẫn riêng trên giấy mời, đọc được lý do này.",
        error_messages={"required": "Ghi lý do hủy, ví dụ: Các đơn vị ký luân chuyển, không tổ chức buổi lễ."},
    )


class Untitled:
    """A form whose field ``named`` is somebody's name; ``left_off`` is what stood before it but ``honorific``."""

    named, left_off, honorific = "name", "", ""

    def clean(self):
        typed = super().clean()
        self.honorific, self.left_off, name = parted_name(typed.get(self.named, ""))
        said = {self.named: name} | ({"honorific": self.honorific} if self.honorific else {})
        return typed | {key: value for key, value in said.items() if key in typed}


class DelegateForm(Untitled, RowForm):
    lead = "name"

    class Meta:
        model = Delegate
        fields = ["name", "honorific", "group", "role", "post", "organisation"]
        widgets = dict.fromkeys(["post", "organisation"], forms.Textarea(attrs={"rows": 2}))

    def says_something(self):
        return any(self.cleaned_data.get(name) for name in ("name", "post", "organisation"))


class BaseDelegateRows(Rows):
    can_move = True


DelegateRows = rows_of(DelegateForm, BaseDelegateRows, related="delegates", most=500)


class AdoptionForm(RowForm):
    lead = "title"

    class Meta:
        model = Adoption
        fields = ["kind", "title", "in_favour", "against", "other"]
        field_classes = dict.fromkeys(["in_favour", "against", "other"], CountField)
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}


class BaseAdoptionRows(Rows):
    def clean(self):
        """A member unit has one vote, and only those present vote, where the roll was called."""
        super().clean()
        present = self.owner.units_present
        may_vote = present or self.owner.bloc_year.memberships.count()
        fault = f"chỉ {present} đơn vị có mặt; xem lại điểm danh" if present else f"chỉ có {may_vote} đơn vị thành viên"
        for form in self.standing():
            typed = getattr(form, "cleaned_data", {})
            given = sum(typed.get(name) or 0 for name in ("in_favour", "against", "other"))
            if given > may_vote:
                form.add_error("in_favour", f"Có {given} phiếu, nhưng {fault}.")


VOTES = "van-ban-thong-qua"
AdoptionRows = rows_of(AdoptionForm, BaseAdoptionRows, related="adoptions", most=30)


class ArticleForm(Laid, forms.ModelForm):
    has_button = False

    class Meta:
        model = Article
        fields = ["title", "body", "author", "source"]
        widgets = {"body": forms.Textarea(attrs={"rows": 18})}
        help_texts = {"body": "Văn bản thuần; dòng trống ngăn cách các đoạn."}


class PhotoWordsForm(Laid, forms.ModelForm):
    has_button = False

    class Meta:
        model = Photo
        fields = ["caption", "alt"]
        error_messages = says(
            caption="Ghi chú thích của ảnh, ví dụ: Toàn cảnh buổi lễ.",
            alt="Tả điều thấy trong ảnh, ví dụ: Tám lãnh đạo đơn vị ngồi một hàng, ký giao ước.",
        )
        help_texts = {
            "alt": "Máy đọc cho người không nhìn thấy ảnh: tả điều thấy trong ảnh, không nhắc lại chú thích. "
            "Ví dụ: Tám lãnh đạo đơn vị ngồi một hàng, ký giao ước."
        }


class PhotoForm(PhotoWordsForm):
    picture = forms.FileField(label="Tệp ảnh (JPEG, PNG hoặc WebP, không quá 10 MB)")
    field_order = ["picture", "caption", "alt"]

    def clean_picture(self):
        return renditions(self.cleaned_data["picture"])


class HeldForm(Laid, forms.ModelForm):
    """What the papers say of the ceremony, as it went."""

    has_button = False
    fieldsets = [
        ("Thời gian, địa điểm", ["began", "ended", "place"]),
        ("Chủ trì, thư ký", HEADING_IT),
    ]

    class Meta:
        model = Ceremony
        fields = ["began", "ended", "place", *HEADING_IT]
        widgets = {name: _clock() for name in ("began", "ended")}
        error_messages = {"began": NO_CLOCK, "ended": NO_CLOCK} | says(chair="Nhập họ và tên người chủ trì.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"].required = True


class MeetingClauseForm(OutlineRowForm):
    class Meta:
        model = MeetingClause
        fields = ["text"]


MeetingClauseRows = rows_of(MeetingClauseForm, OutlineRows, most=600)  # minutes name each of 500 delegates


class IssueMeetingPaperForm(IssuingForm):
    def __init__(self, *args, record, **kwargs):
        """Minutes are of the day of the meeting and signed by whoever chaired it."""
        self.paper = record.word
        ceremony = record.ceremony
        proposed = {"signer": ceremony.chair, "dated": ceremony.held_on} if record.is_minutes else {}
        super().__init__(*args, bloc_year=record.bloc_year, proposed=proposed, **kwargs)
        if record.is_minutes:
            self.fields["signer"].label = "Chủ tọa"
        del self.fields["place"]
