"""Accounts under /quan-tri/: made, changed and closed here; passwords are set by their owners only."""

# Imported first so that their registrations exist and can be taken back: they would show TOTP
# secrets and let e-mail addresses drift from User.email.
import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.models import Group
from django.shortcuts import redirect

from accounts.invitations import invite, keep_to_show
from accounts.models import Invitation, User
from accounts.sessions import end_sessions

for model in (EmailAddress, EmailConfirmation, Authenticator, UserSession, Group):
    if admin.site.is_registered(model):
        admin.site.unregister(model)

admin.site.site_title = "Quản trị Thi đua Khối"
admin.site.index_title = "Danh mục và tài khoản"


SWITCHES = ["is_active", "is_staff", "is_superuser"]


class AdministratorsOnly:
    """Whoever edits accounts can become anybody, so a part of that right does not exist."""

    def has_module_permission(self, request):
        return request.user.is_active and request.user.is_superuser

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    has_add_permission = has_module_permission
    has_change_permission = has_view_permission
    has_delete_permission = has_view_permission


@admin.register(User)
class UserAdmin(AdministratorsOnly, admin.ModelAdmin):
    list_display = ["full_name", "username", "email", "is_active", "is_staff", "is_sample", "last_login"]
    list_filter = ["is_active", "is_staff", "is_sample"]
    search_fields = ["full_name", "username", "email"]
    ordering = ["full_name"]
    fields = ["full_name", "username", "email", *SWITCHES, "last_login", "date_joined"]
    readonly_fields = ["last_login", "date_joined"]
    actions = ["invite_again", "sign_out"]

    def has_delete_permission(self, request, obj=None):
        # What a person did stays theirs: accounts are closed, not deleted.
        return False

    def save_model(self, request, user, form, change):
        if not change:
            user.set_unusable_password()
        super().save_model(request, user, form, change)
        if not user.is_active:
            end_sessions(user)

    def response_add(self, request, user, post_url_continue=None):
        return self._show_invitation(request, user)

    @admin.action(description="Tạo lời mời để đặt lại mật khẩu (chọn một người)")
    def invite_again(self, request, queryset):
        people = list(queryset[:2])
        if len(people) != 1 or not people[0].is_active:
            self.message_user(request, "Anh/chị chọn đúng một người đang hoạt động.", messages.ERROR)
            return None
        return self._show_invitation(request, people[0])

    @admin.action(description="Kết thúc mọi phiên đăng nhập")
    def sign_out(self, request, queryset):
        ended = sum(end_sessions(user) for user in queryset)
        self.message_user(request, f"Đã kết thúc {ended} phiên đăng nhập.", messages.SUCCESS)

    def _show_invitation(self, request, user):
        keep_to_show(request, user, invite(user, by=request.user))
        return redirect("accounts:invitation_print")


@admin.register(Invitation)
class InvitationAdmin(AdministratorsOnly, admin.ModelAdmin):
    list_display = ["user", "created_at", "created_by", "expires_at", "used_at"]
    list_select_related = ["user", "created_by"]
    fields = ["user", "created_at", "created_by", "expires_at", "used_at"]
    search_fields = ["user__full_name", "user__username"]
    ordering = ["-created_at"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
