"""Where django-allauth asks the project: no sign-up, limits, and every sentence in Vietnamese."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

WRONG_SIGN_IN = (
    "Tên đăng nhập (hoặc thư điện tử) hay mật khẩu chưa đúng. "
    "Anh/chị kiểm tra phím Caps Lock và bộ gõ tiếng Việt rồi nhập lại."
)
TOO_MANY = "Anh/chị đã thử sai quá nhiều lần. Xin chờ 5 phút rồi thử lại."
WRONG_CODE = "Mã chưa đúng hoặc đã hết hạn. Anh/chị nhập mã đang hiện trên ứng dụng xác thực, gồm 6 chữ số."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "Tài khoản này đã ngừng hoạt động.",
        "email_password_mismatch": WRONG_SIGN_IN,
        "username_password_mismatch": WRONG_SIGN_IN,
        "invalid_login": WRONG_SIGN_IN,
        "enter_current_password": "Mật khẩu hiện tại chưa đúng. Anh/chị nhập lại.",
        "incorrect_password": "Mật khẩu chưa đúng. Anh/chị nhập lại.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def _get_login_attempts_cache_key(self, request, **credentials):
        # By name alone, anybody could lock a leader out by typing wrong passwords.
        key = super()._get_login_attempts_cache_key(request, **credentials)
        return f"{key}:{self.get_client_ip(request)}"

    def get_reauthentication_methods(self, user):
        words = {"reauthenticate": "Dùng mật khẩu", "mfa_reauthenticate": "Dùng mã xác thực"}
        methods = super().get_reauthentication_methods(user)
        return [{**method, "description": words[method["id"]]} for method in methods]


class MFAAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": "Không tắt được xác thực hai lớp.",
        "cannot_generate_recovery_codes": "Anh/chị bật ứng dụng xác thực trước, rồi mới tạo mã dự phòng.",
        "incorrect_code": WRONG_CODE,
    }

    def get_totp_label(self, user):
        return user.username
