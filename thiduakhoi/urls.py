from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = "Thi đua Khối: quản trị hệ thống"

urlpatterns = [
    path("", include("desk.urls")),
    path("tai-khoan/", include("accounts.urls")),
    path("", include("blocs.urls")),
    path("", include("documents.urls")),
    path("", include("pledges.urls")),
    path("", include("ceremonies.urls")),
    path("", include("archive.urls")),
    path("quan-tri/", admin.site.urls),
]

handler400 = "thiduakhoi.errors.bad_request"
handler403 = "thiduakhoi.errors.permission_denied"
handler404 = "thiduakhoi.errors.page_not_found"
handler500 = "thiduakhoi.errors.server_error"
