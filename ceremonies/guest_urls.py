"""Delegates and invitations, below the address of a year's ceremony."""

from django.urls import path

from ceremonies.views import guest_import, guests, invitations

urlpatterns = [
    path("giay-moi/", invitations.invitation_issue, name="invitation_issue"),
    path("giay-moi.pdf", invitations.invitation_pdf, name="invitation_pdf"),
    path("giay-moi/tung-dai-bieu/", invitations.personal_invitations, name="personal_invitations"),
    path("giay-moi/tung-dai-bieu.pdf", invitations.personal_invitations_pdf, name="personal_invitations_pdf"),
    path("giay-moi/tung-dai-bieu.docx", invitations.personal_invitations_word, name="personal_invitations_word"),
    path("dai-bieu/", guests.guest_edit, name="guest_edit"),
    path("dai-bieu/danh-sach/", guests.guest_list, name="guest_list"),
    path("dai-bieu/nhap/", guest_import.guest_import, name="guest_import"),
    path("dai-bieu/nhap/<int:guest_import>/bo/", guest_import.guest_import_undo, name="guest_import_undo"),
    path("dai-bieu/bieu-mau.xlsx", guest_import.guest_template, name="guest_template"),
    path("dai-bieu/sap-xep/", guest_import.guest_sort, name="guest_sort"),
    path("dai-bieu/<int:delegate>/", guests.guest_detail, name="guest_detail"),
    path("dai-bieu/<int:delegate>/duong-dan-moi/", guests.guest_link_renew, name="guest_link_renew"),
    path("dai-bieu/<int:delegate>/giay-moi.pdf", guests.guest_invitation_pdf, name="guest_invitation_pdf"),
    path("dai-bieu/<int:delegate>/giay-moi.docx", guests.guest_invitation_word, name="guest_invitation_word"),
]
