"""The forms of a registration, one for each of its sections."""

import copy

from django import forms
from django.db.models import Q
from django.forms.formsets import DELETION_FIELD_NAME

from blocs import clock
from blocs.fields import CountField, DateField
from blocs.models import Honour
from blocs.rows import RowForm, Rows, rows_of
from pledges import sections
from pledges.content import split_name
from pledges.forms.lines import LineRows
from pledges.forms.targets import TargetForm, TargetRows
from pledges.forms.words import PlainWords
from pledges.models import HonourLine, Initiative, Movement, Registration

MOST_PEOPLE = 100_000


class GeneralForm(PlainWords, forms.ModelForm):
    headcount = CountField(
        label="Tổng số cán bộ, công chức có mặt",
        required=False,
        max_value=MOST_PEOPLE,
        help_text="Số người có mặt tại thời điểm đăng ký. Bắt buộc có khi gửi.",
    )
    women = CountField(label="Trong đó nữ", required=False, max_value=MOST_PEOPLE, example="13")
    doc_date = DateField(
        label="Ngày văn bản",
        required=False,
        help_text="Ngày ghi trên bản đăng ký đã ký, ví dụ 20/02/2027. Chưa ký thì bỏ trống, bổ sung sau.",
    )

    class Meta:
        model = Registration
        fields = ["headcount", "women", "doc_number", "doc_date", "proposal"]
        labels = {"doc_number": "Số, ký hiệu văn bản của đơn vị", "proposal": "Kiến nghị, đề xuất"}
        help_texts = {"doc_number": "Ví dụ: 21/ĐK-TTr"}
        widgets = {"proposal": forms.Textarea(attrs={"rows": 3})}

    def clean(self):
        typed = super().clean()
        headcount, women = typed.get("headcount"), typed.get("women")
        if headcount is not None and women is not None and women > headcount:
            self.add_error("women", f"Số nữ ({women}) không thể lớn hơn tổng số ({headcount}). Nhập lại.")
        return typed

    def keep(self):
        self.instance.save(update_fields=[*self.Meta.fields, "updated_at"])


def honour_choices(honours):
    """Titles first, then awards, each under its heading."""
    groups = [
        (kind.label, [(honour.pk, honour.name) for honour in honours if honour.kind == kind]) for kind in Honour.Kind
    ]
    return [("", "– Chọn –"), *[group for group in groups if group[1]]]


def honour_field(honours, **options):
    known = {str(honour.pk): honour for honour in honours}
    return forms.TypedChoiceField(choices=honour_choices(honours), coerce=known.get, empty_value=None, **options)


# A list inside one box: what is pasted there from Excel stays in its row (static/js/paste.js).
ONE_A_LINE = {"data-lines": "yes"}


class HonourRowForm(PlainWords, RowForm):
    lead = "honour"
    scope_choices: list[tuple[str, str]] = []
    honour = forms.CharField()  # its place among the fields; the catalogue comes with each form
    count = CountField(label="Số lượng", required=False, min_value=1, max_value=MOST_PEOPLE, example="5")

    class Meta:
        model = HonourLine
        fields = ["honour", "scope", "count", "names"]
        widgets = {"names": forms.Textarea(attrs={"rows": 2} | ONE_A_LINE)}

    def __init__(self, *args, honours, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["honour"] = honour_field(honours, label="Danh hiệu, hình thức")
        self.speak_plainly()

    def clean(self):
        typed = super().clean()
        if typed.get("count") is None and "count" not in self.errors:
            typed["count"] = self.count_of(typed)
            if not typed["count"]:
                self.add_error("count", "Nhập số lượng, ví dụ 5, hoặc ghi danh sách.")
        return typed

    def count_of(self, typed):
        """How many, where the number was left out."""
        return sum(bool(line.strip()) for line in (typed.get("names") or "").splitlines())

    def _get_validation_exclusions(self):
        return super()._get_validation_exclusions() | {"honour"}  # chosen from what was fetched: it exists

    def same_as(self, typed):
        return typed.get("honour"), typed.get("scope", sections.PERSON)

    same_message = "Danh hiệu này đã có ở dòng {first}. Gộp số lượng và danh sách vào một dòng."


class CollectiveForm(HonourRowForm):
    scope = forms.ChoiceField(
        label="Đối tượng",
        choices=[(s.value, s.label) for s in (HonourLine.Scope.WHOLE, HonourLine.Scope.PART)],
        initial=HonourLine.Scope.WHOLE,
    )

    class Meta(HonourRowForm.Meta):
        labels = {"names": "Danh sách (mỗi dòng một tập thể)"}

    def clean(self):
        typed = super().clean()
        if typed.get("scope") == HonourLine.Scope.WHOLE and (typed.get("count") or 1) > 1:
            self.add_error("count", "Đối tượng “Cả đơn vị” thì số lượng là 1. Sửa số lượng hoặc chọn đối tượng khác.")
        return typed

    def count_of(self, typed):
        return 1 if typed.get("scope") == HonourLine.Scope.WHOLE else super().count_of(typed)


NO_POST = "-"  # so that the posts below it stay with their people


class IndividualForm(HonourRowForm):
    class Meta(HonourRowForm.Meta):
        fields = ["honour", "count", "names", "posts"]
        labels = {"names": "Họ và tên (mỗi dòng một người)", "posts": "Chức vụ (mỗi dòng một người)"}
        widgets = dict.fromkeys(["names", "posts"], forms.Textarea(attrs={"rows": 3} | ONE_A_LINE))

    def clean(self):
        self.instance.scope = HonourLine.Scope.PERSON
        typed = super().clean()
        if "names" in typed and "posts" in typed:
            self._give_posts(typed)
        return typed

    def _give_posts(self, typed):
        """Bring the two columns together; a list pasted from Word or Excel has both on each line."""
        people = [split_name(line.replace("\t", ",", 1)) for line in typed["names"].splitlines() if line.strip()]
        if nameless := next((post for name, post in people if not name), ""):
            self.add_error("names", f"Dòng có chức vụ “{nameless}” thiếu họ và tên. Anh/chị ghi họ tên trước chức vụ.")
            return
        posts = [line.strip() for line in typed["posts"].splitlines() if line.strip()]
        waiting = sum(not post for _, post in people)
        if posts and len(posts) != waiting:
            self.add_error(
                "posts",
                f"Có {waiting} người cần ghi chức vụ nhưng ô này có {len(posts)} dòng. Ghi mỗi người một dòng, theo "
                f"thứ tự của ô Họ và tên; ai chưa rõ chức vụ thì ghi dấu “{NO_POST}”.",
            )
            return
        following = iter(posts)
        given = [post or next(following, "") for _, post in people]
        typed["names"] = "\n".join(name for name, _ in people)
        typed["posts"] = "\n".join("" if post == NO_POST else post for post in given).rstrip("\n")


class InitiativeForm(PlainWords, RowForm):
    lead = "title"

    class Meta:
        model = Initiative
        fields = ["author", "title"]
        labels = {"author": "Tác giả", "title": "Tên sáng kiến, đề tài"}
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, honours, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["for_honour"] = honour_field(honours, label="Để xét danh hiệu", required=False)
        self.speak_plainly()

    def clean(self):
        typed = super().clean()
        self.instance.for_honour = typed.get("for_honour")
        return typed


class MovementForm(PlainWords, RowForm):
    lead = "name"
    starts_on = DateField(label="Ngày phát động", required=False)
    ends_on = DateField(label="Ngày tổng kết", required=False)

    class Meta:
        model = Movement
        fields = ["name", "aim", "starts_on", "ends_on"]
        widgets = {"name": forms.Textarea(attrs={"rows": 2}), "aim": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        typed = super().clean()
        start, end = typed.get("starts_on"), typed.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", f"Ngày tổng kết phải từ ngày phát động ({start:%d/%m/%Y}) trở đi.")
        return typed


class HonourRows(LineRows):
    related = "honours"
    keeps_identity = False  # two rows may trade their titles, which the database allows only once each

    def lines_of(self, owner):
        return super().lines_of(owner).select_related("honour")

    def shown_line(self, index):
        if not self.is_bound:
            return super().shown_line(index)
        prefix = self.add_prefix(index)
        typed = self.data.get(f"{prefix}-honour"), self.data.get(f"{prefix}-scope", sections.PERSON)
        return next((line for line in self.lines if (str(line.honour_id), line.scope) == typed), None)


class CollectiveRows(HonourRows):
    def lines_of(self, owner):
        return super().lines_of(owner).exclude(scope=sections.PERSON)


class IndividualRows(HonourRows):
    def lines_of(self, owner):
        return super().lines_of(owner).filter(scope=sections.PERSON)

    def initial_of(self, line):
        names, posts = zip(*line.people, strict=True) if line.people else ((), ())
        shown = [post or NO_POST for post in posts] if any(posts) else []
        return super().initial_of(line) | {"names": "\n".join(names), "posts": "\n".join(shown)}


class InitiativeRows(LineRows):
    related = "initiatives"

    def initial_of(self, line):
        return super().initial_of(line) | {"for_honour": line.for_honour_id}


FORMS = {
    sections.COLLECTIVE: rows_of(CollectiveForm, CollectiveRows),
    sections.INDIVIDUAL: rows_of(IndividualForm, IndividualRows),
    sections.TARGETS: rows_of(TargetForm, TargetRows),
    sections.INITIATIVES: rows_of(InitiativeForm, InitiativeRows),
    sections.MOVEMENTS: rows_of(MovementForm, LineRows, related="movements"),
}


def form_of(registration, section, data=None):
    """The form or the rows of one section of ``registration``, bound to ``data`` if given."""
    if section == sections.GENERAL:
        # A copy: what is typed must not show through where the page tells what is kept.
        return GeneralForm(data, instance=copy.copy(registration))
    return FORMS[section](data, owner=registration, prefix="dong", form_kwargs=_catalogue(registration, section))


def labels_of(form):
    """Field name → word on the screen, of a form or of the rows."""
    shown = form.empty_form if isinstance(form, Rows) else form
    named = {name: field.label for name, field in shown.fields.items() if name != DELETION_FIELD_NAME}
    return {name: str(label) for name, label in named.items() if label}


def _catalogue(registration, section):
    """What the rows choose from, fetched once: what is in force, and what already stands in a row."""
    if section == sections.TARGETS:
        commons = registration.membership.bloc_year.common_targets.all()
        return {"common_by_id": {str(common.pk): common for common in commons}}
    if section == sections.MOVEMENTS:
        return {}
    in_force = Honour.objects.valid_on(clock.today()).values("pk")
    if section == sections.INITIATIVES:
        titles = Q(pk__in=in_force, kind=Honour.Kind.TITLE, for_individual=True)
        chosen = Q(pk__in=registration.initiatives.values("for_honour"))
        return {"honours": list(Honour.objects.filter(titles | chosen))}
    honours = Honour.objects.filter(Q(pk__in=in_force) | Q(pk__in=registration.honours.values("honour")))
    if section == sections.COLLECTIVE:
        return {"honours": list(honours.filter(for_collective=True))}
    return {"honours": list(honours.filter(for_individual=True))}
