from django.urls import URLPattern, URLResolver, include, path

from pledges.views import (
    consolidation,
    registration,
    registration_autosave,
    registration_edit,
    registration_history,
    registration_list,
    registration_scan,
    registration_steps,
    workbook,
)

of_a_unit = [
    path("", registration.registration_detail, name="registration_detail"),
    path("bat-dau/", registration.registration_start, name="registration_start"),
    path("kiem-tra/", registration_steps.registration_check, name="registration_check"),
    path("bao-lanh-dao/", registration_steps.registration_announce, name="registration_announce"),
    path("gui/", registration_steps.registration_submit, name="registration_submit"),
    path("da-gui/", registration_steps.registration_submitted, name="registration_submitted"),
    path("da-gui/<int:number>/", registration_steps.registration_submitted, name="registration_submitted"),
    path("rut-lai/", registration_steps.registration_withdraw, name="registration_withdraw"),
    path("tiep-nhan/", registration_steps.registration_accept, name="registration_accept"),
    path("de-nghi-bo-sung/", registration_steps.registration_return, name="registration_return"),
    path("lan-gui/<int:number>/", registration.registration_revision, name="registration_revision"),
    path("lich-su/", registration_history.registration_history, name="registration_history"),
    path("lich-su/so-sanh/", registration_history.registration_compare, name="registration_compare"),
    path("lan-gui/<int:number>/ban-quet.pdf", registration_scan.revision_scan, name="revision_scan"),
    path("ban-quet/", registration_scan.registration_scan_upload, name="registration_scan_upload"),
    path("ban-quet/bo/", registration_scan.registration_scan_remove, name="registration_scan_remove"),
    path("ban-quet.pdf", registration_scan.registration_scan, name="registration_scan"),
    path("ban-dang-ky.pdf", registration.registration_paper, name="registration_paper"),
    path("ban-dang-ky.docx", registration.registration_word, name="registration_word"),
    path("bieu-mau.xlsx", workbook.workbook_download, name="workbook_download"),
    path("tai-len/", workbook.workbook_upload, name="workbook_upload"),
    path("tai-len/xem-truoc/", workbook.workbook_preview, name="workbook_preview"),
    path("<slug:section>/", registration_edit.registration_edit, name="registration_edit"),
    path("<slug:section>/tu-luu/", registration_autosave.registration_autosave, name="registration_autosave"),
    path("<slug:section>/bo-ban-giu-tam/", registration_autosave.working_copy_drop, name="working_copy_drop"),
]
of_a_year: list[URLPattern | URLResolver] = [
    path("dang-ky/", registration_list.registration_list, name="registration_list"),
    path("dang-ky/danh-sach.xlsx", registration_list.registration_list_workbook, name="registration_list_workbook"),
    path("dang-ky/danh-sach.csv", registration_list.registration_list_csv, name="registration_list_csv"),
    path("dang-ky/tiep-theo/", registration.registration_review, name="registration_review"),
    path("dang-ky/tim/", registration_history.registration_find, name="registration_find"),
    path("dang-ky/<slug:unit>/", include(of_a_unit)),
    path("tong-hop/", consolidation.consolidation_detail, name="consolidation_detail"),
    path("tong-hop/thong-qua/", consolidation.consolidation_adopt, name="consolidation_adopt"),
    path("tong-hop/chi-tiet/", consolidation.consolidation_figure, name="consolidation_figure"),
    path("tong-hop/bao-cao.pdf", consolidation.consolidation_paper, name="consolidation_paper"),
    path("tong-hop/bao-cao.docx", consolidation.consolidation_word, name="consolidation_word"),
    path("tong-hop/tong-hop.xlsx", consolidation.consolidation_workbook, name="consolidation_workbook"),
]

urlpatterns = [path("khoi/<slug:bloc>/<int:year>/", include(of_a_year))]
