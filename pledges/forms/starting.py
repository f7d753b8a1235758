"""What the outline of a draft of the covenant is begun from."""

from django import forms

from pledges.drafting import Source

WHAT_NEXT = {
    Source.YEAR: "Nội dung lấy từ chủ đề, nội dung và chỉ tiêu của năm.",
    Source.FRAME: "Nội dung theo khung mẫu; Anh/chị điền các chỗ có dấu “…”.",
    Source.LAST: "Nội dung chép từ giao ước năm trước; Anh/chị xem lại từng dòng, nhất là các dòng được đánh dấu.",
    Source.EMPTY: "Nội dung còn trống; Anh/chị thêm dòng hoặc dán từ Word.",
}


class StartForm(forms.Form):
    """``last`` is the covenant of the year before that may be taken up; without it that is no choice."""

    source = forms.ChoiceField(
        label="Bắt đầu nội dung từ", required=False, initial=Source.YEAR, widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Chọn một trong các cách bắt đầu dưới đây."},
    )  # fmt: skip

    def __init__(self, *args, last, **kwargs):
        super().__init__(*args, **kwargs)
        self.last = last
        self.fields["source"].choices = [
            (source.value, self._label(source)) for source in Source if last or source != Source.LAST
        ]

    def _label(self, source):
        if source != Source.LAST:
            return source.label
        count = self.last.clauses.count()
        return (
            f"Giao ước năm {self.last.bloc_year.year}: chép {count} dòng nội dung để sửa; năm, ngày của năm trước được "
            "đánh dấu. Căn cứ, lời mở đầu, nơi và ngày ký không chép"
        )

    def clean_source(self):
        return Source(self.cleaned_data["source"] or Source.YEAR)

    @property
    def what_next(self):
        return WHAT_NEXT[self.cleaned_data["source"]]

    @property
    def page_next(self):
        """What says all that the year says can be read; the others are to be written in."""
        reads = self.cleaned_data["source"] == Source.YEAR
        return "pledges:covenant_detail" if reads else "pledges:covenant_clauses"
