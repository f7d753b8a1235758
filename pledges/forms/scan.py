from django import forms

from documents.scan_field import ScanField


class RegistrationScanForm(forms.Form):
    scan = ScanField()
