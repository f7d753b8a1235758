"""What is typed when the consolidated report is adopted: number, day, signer, where."""

from pledges.forms.issuing import IssuingForm


class AdoptForm(IssuingForm):
    paper = "báo cáo"

    def __init__(self, *args, whole, **kwargs):
        super().__init__(*args, bloc_year=whole.bloc_year, entry=whole.issued, **kwargs)
        self.fields["place"].help_text = f"In ở đầu báo cáo. {self.fields['place'].help_text}"
