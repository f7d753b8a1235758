"""Reminders to units that have not handed in, and the letter to those that are late."""

from datetime import timedelta

from django import forms

from blocs import clock
from blocs.fields import CountField, DateField
from blocs.forms.layout import Laid, says
from pledges.models import Reminder


class ReminderForm(Laid, forms.ModelForm):
    save_label = "Lưu thư"

    class Meta:
        model = Reminder
        fields = ["subject", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}
        help_texts = {"text": "Đường dẫn đến bản đăng ký của đơn vị được thêm vào cuối thư khi gửi."}
        error_messages = says(subject="Nhập tiêu đề của thư.", text="Nhập nội dung của thư.")


class ChosenReminders(forms.Form):
    """Carries through the question which letters were counted in it."""

    thu = forms.ModelMultipleChoiceField(Reminder.objects.none(), widget=forms.MultipleHiddenInput)

    def __init__(self, *args, reminders, **kwargs):
        super().__init__(*args, initial={"thu": [reminder.pk for reminder in reminders]}, **kwargs)


class ChasingLetterForm(Laid, forms.Form):
    save_label = "Phát hành công văn"

    answer_by = DateField(label="Đề nghị gửi trước 24 giờ ngày", help_text="Ví dụ: 05/03/2027")
    give_time = forms.BooleanField(
        label="Gia hạn cho các đơn vị này đến ngày trên",
        required=False,
        initial=True,
        help_text="Không gia hạn thì các đơn vị đã quá hạn không gửi được trên chương trình.",
    )
    number = CountField(widget=forms.HiddenInput, max_value=9999)

    def __init__(self, *args, number, **kwargs):
        week = clock.today() + timedelta(days=7)
        super().__init__(*args, initial={"answer_by": week, "number": number}, **kwargs)

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if clock.day_is_over(day):
            raise forms.ValidationError(f"Nhập ngày từ hôm nay, {clock.today():%d/%m/%Y}, trở đi.")
        return day
