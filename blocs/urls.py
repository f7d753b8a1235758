from django.urls import path

from blocs.views import blocs, deadlines, holds, members, officers, units, years

app_name = "blocs"

YEAR = "khoi/<slug:bloc>/<int:year>/"
MEMBER = YEAR + "thanh-vien/<slug:unit>/"
OFFICER = "don-vi/<slug:unit>/can-bo/<int:pk>/"

urlpatterns = [
    path("khoi/", blocs.bloc_list, name="bloc_list"),
    path("khoi/moi/", blocs.bloc_create, name="bloc_create"),
    path("khoi/<slug:bloc>/sua/", blocs.bloc_edit, name="bloc_edit"),
    path(YEAR + "thanh-vien/", members.member_list, name="member_list"),
    path(YEAR + "thanh-vien/them/", members.member_add, name="member_add"),
    path(MEMBER + "sua/", members.member_edit, name="member_edit"),
    path(MEMBER + "bo/", members.member_remove, name="member_remove"),
    path(MEMBER + "chuyen/", members.member_move, name="member_move"),
    path(YEAR + "gia-han/", members.extension_grant, name="extension_grant"),
    path(YEAR + "gia-han/<slug:unit>/<slug:step>/rut/", members.extension_withdraw, name="extension_withdraw"),
    path(YEAR + "tam-dung/", holds.hold_list, name="hold_list"),
    path(YEAR + "tam-dung/them/", holds.hold_add, name="hold_add"),
    path(YEAR + "tam-dung/<int:hold>/ket-thuc/", holds.hold_end, name="hold_end"),
    path(YEAR + "noi-dung/", years.year_edit, name="year_edit"),
    path(YEAR + "chi-tieu-chung/", years.common_targets_edit, name="common_targets_edit"),
    path(YEAR + "thoi-han/", deadlines.deadlines_edit, name="deadlines_edit"),
    path(YEAR + "nam-sau/", years.year_prepare, name="year_prepare"),
    path(YEAR + "mo-nam/", years.year_open, name="year_open"),
    path(YEAR + "dong-nam/", years.year_close, name="year_close"),
    path("don-vi/", units.unit_list, name="unit_list"),
    path("don-vi/moi/", units.unit_create, name="unit_create"),
    path("don-vi/<slug:unit>/", units.unit_detail, name="unit_detail"),
    path("don-vi/<slug:unit>/sua/", units.unit_edit, name="unit_edit"),
    path("don-vi/<slug:unit>/can-bo/moi/", officers.officer_invite, name="officer_invite"),
    path(OFFICER + "sua/", officers.officer_edit, name="officer_edit"),
    path(OFFICER + "ket-thuc/", officers.officer_end, name="officer_end"),
    path(OFFICER + "moi-lai/", officers.officer_renew_invitation, name="officer_renew_invitation"),
]
