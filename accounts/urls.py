"""/tai-khoan/: our own pages as ``accounts:…``; django-allauth's under the names it reverses itself.

Only the views in use are mounted: no sign-up, no address book, no social accounts.
"""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView

from accounts import views

own_pages = [
    path("", views.profile, name="profile"),
    path("thu-dien-tu/", views.email_change, name="email_change"),
    path("thong-bao/", views.notice_list, name="notice_list"),
    path("thong-bao/da-doc/", views.notice_read_all, name="notice_read_all"),
    path("thong-bao/<int:pk>/", views.notice_open, name="notice_open"),
    path("phien-dang-nhap/<int:pk>/ket-thuc/", views.session_end, name="session_end"),
    path("phien-dang-nhap/ket-thuc-phien-khac/", views.session_end_others, name="session_end_others"),
    path("loi-moi/", views.invitation_accept, name="invitation_accept"),
    path("loi-moi/in/", views.invitation_print, name="invitation_print"),
    path("loi-moi/<str:token>/", views.invitation_open, name="invitation_open"),
]

to_forgotten = RedirectView.as_view(pattern_name="account_reset_password")

sign_in = [
    path("dang-nhap/", account.login, name="account_login"),
    path("dang-xuat/", require_POST(account.logout), name="account_logout"),
    path("ngung-hoat-dong/", account.account_inactive, name="account_inactive"),
    path("xac-nhan/", account.reauthenticate, name="account_reauthenticate"),
    path("mat-khau/", account.password_change, name="account_change_password"),
    path("quen-mat-khau/", views.password_forgotten, name="account_reset_password"),
    # Asked for by allauth when an account has no password yet; ours get one by invitation only.
    path("chua-co-mat-khau/", to_forgotten, name="account_set_password"),
    path("phien-dang-nhap/", views.session_list, name="usersessions_list"),
]

second_factor = [
    path("", mfa.index, name="mfa_index"),
    path("nhap-ma/", mfa.authenticate, name="mfa_authenticate"),
    path("xac-nhan/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("ma-du-phong/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("ma-du-phong/tao-moi/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("ma-du-phong/tai-ve/", recovery_codes.download_recovery_codes, name="mfa_download_recovery_codes"),
]

urlpatterns = [
    path("", include((own_pages, "accounts"))),
    path("", include(sign_in)),
    path("hai-lop/", include(second_factor)),
]
