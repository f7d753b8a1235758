from django.urls import include, path

from pledges.views import (
    covenant,
    covenant_scan,
    covenant_text,
    covenant_versions,
    digital,
    opinions,
    originals,
    pledges,
    rounds,
    substitution,
)

steps = [
    path("", covenant.covenant_detail, name="covenant_detail"),
    path("soan/", covenant.covenant_start, name="covenant_start"),
    path("lay-y-kien/", covenant.covenant_consult, name="covenant_consult"),
    path("so-sanh/", rounds.covenant_compare, name="covenant_compare"),
    path("gia-han-gop-y/", rounds.covenant_prolong, name="covenant_prolong"),
    path("cho-xem-y-kien/", rounds.covenant_share, name="covenant_share"),
    path("soan-tiep/", covenant.covenant_redraft, name="covenant_redraft"),
    path("chot/", covenant_versions.covenant_freeze, name="covenant_freeze"),
    path("lap-ban-in/", covenant_versions.covenant_printing, name="covenant_printing"),
    path("phien-ban-moi/", covenant_versions.covenant_revise, name="covenant_revise"),
    path("phien-ban/<int:version>/", covenant_versions.covenant_version, name="covenant_version"),
    path(
        "phien-ban/<int:version>/giao-uoc.pdf",
        covenant_versions.covenant_version_paper,
        name="covenant_version_paper",
    ),
    path("phien-ban/<int:version>/ban-ky.pdf", covenant_versions.covenant_version_scan, name="covenant_version_scan"),
    path("giao-uoc.pdf", covenant_versions.covenant_paper, name="covenant_paper"),
]
text = [
    path("thong-tin-chung/", covenant_text.covenant_edit, name="covenant_edit"),
    path("can-cu/", covenant_text.covenant_bases, name="covenant_bases"),
    path("noi-dung/", covenant_text.covenant_clauses, name="covenant_clauses"),
    path("noi-dung/nap-lai/", covenant_text.covenant_reload, name="covenant_reload"),
    path("xem-truoc.pdf", covenant_text.covenant_preview, name="covenant_preview"),
    path("giao-uoc.docx", covenant_text.covenant_word, name="covenant_word"),
]
members = [
    path("gop-y/tong-hop.pdf", opinions.opinions_paper, name="opinions_paper"),
    path("gop-y/tong-hop.docx", opinions.opinions_word, name="opinions_word"),
    path("gop-y/<slug:unit>/", opinions.opinion_give, name="opinion_give"),
    path("gop-y/<slug:unit>/tiep-thu/", opinions.opinion_answer, name="opinion_answer"),
    path("nguoi-ky/<slug:unit>/", pledges.pledge_signatory, name="pledge_signatory"),
    path("ky-ket/", pledges.pledge_sign_many, name="pledge_sign_many"),
    path("ky-ket/<slug:unit>/", pledges.pledge_sign, name="pledge_sign"),
    path("ky-ket/<slug:unit>/bo/", pledges.pledge_unsign, name="pledge_unsign"),
    path("ky-ket/<slug:unit>/tu-choi/", pledges.pledge_decline, name="pledge_decline"),
    path("ky-ket/<slug:unit>/rut-tu-choi/", pledges.pledge_reconsider, name="pledge_reconsider"),
    path("nguoi-ky-thay/<slug:unit>/", substitution.pledge_substitute, name="pledge_substitute"),
    path("nguoi-ky-thay/<slug:unit>/bo/", substitution.pledge_substitute_drop, name="pledge_substitute_drop"),
    path("ban-ky/", covenant_scan.covenant_scan_upload, name="covenant_scan_upload"),
    path("ban-ky.pdf", covenant_scan.covenant_scan, name="covenant_scan"),
]
digital_signing = [
    path("cach-ky/", digital.signing_choose, name="signing_choose"),
    path("ky-so/giao-uoc.pdf", digital.covenant_signed_file, name="covenant_signed_file"),
    path("ky-so/<slug:unit>/", digital.pledge_digital, name="pledge_digital"),
    path("ky-so/<slug:unit>/lay/", digital.pledge_take, name="pledge_take"),
    path("ky-so/<slug:unit>/tra/", digital.pledge_give_back, name="pledge_give_back"),
    path("ky-so/<slug:unit>/chap-nhan/", digital.pledge_accept, name="pledge_accept"),
]
papers = [
    path("ban-goc/", originals.original_list, name="original_list"),
    path("ban-goc/so-ban/", originals.originals_number, name="originals_number"),
    path("ban-goc/chon-nhanh/<str:button>/", originals.originals_whole, name="originals_whole"),
    path("ban-goc/<int:number>/", originals.original_edit, name="original_edit"),
    path("ban-goc/<int:number>/ban-quet.pdf", originals.original_scan, name="original_scan"),
    path("phien-ban/<int:version>/ban-goc/", originals.version_originals, name="version_originals"),
    path(
        "phien-ban/<int:version>/ban-goc/<int:number>/ban-quet.pdf",
        originals.version_original_scan,
        name="version_original_scan",
    ),
]

below = [*steps, *text, *members, *digital_signing, *papers]
urlpatterns = [path("khoi/<slug:bloc>/<int:year>/giao-uoc/", include(below))]
