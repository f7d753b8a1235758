from django import forms


class ReturnForm(forms.Form):
    reason = forms.CharField(
        label="Nội dung đề nghị bổ sung",
        help_text="Ghi rõ phần nào, dòng nào cần sửa và sửa thế nào. Nội dung này đứng đầu bản đăng ký cho đến "
        "khi đơn vị gửi lại.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": "Ghi nội dung đề nghị bổ sung, ví dụ: Chỉ tiêu thứ hai chưa có giá trị kế hoạch.",
            "max_length": "Nhập nhiều nhất %(limit_value)d ký tự; hiện có %(show_value)d ký tự.",
        },
    )
