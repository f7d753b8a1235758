"""What people type about themselves: sign-in, passwords, codes."""

from allauth.account import forms as account_forms
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa_forms
from allauth.mfa.totp import forms as totp_forms
from django import forms
from django.contrib.auth import password_validation
from django.core.cache import cache
from django.core.validators import MaxLengthValidator

from accounts.models import User

NEW_HELP = (
    "Ít nhất 12 ký tự, dùng được dấu cách và chữ có dấu. "
    "Không chứa họ tên, tên đăng nhập, tên đơn vị hoặc các từ như “thanh tra”, “thi đua”."
)
DIFFERENT = "Hai lần nhập mật khẩu chưa giống nhau. Anh/chị nhập lại cả hai ô."
EXAMPLE = "Ví dụ: ten.nguoi.dung@coquan.gov.vn"
LONGEST_PASSWORD = 256
# A code is good for 90 seconds: its own half minute, the one before and the one after.
CODE_LIFE = 120


def describe(field, label, missing, *, help_text="", **attrs):
    """Give ``field`` Vietnamese words and HTML attributes; a placeholder would vanish on typing."""
    field.label, field.help_text = label, help_text
    field.error_messages["required"] = missing
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)
    if "maxlength" in attrs:
        field.validators.append(MaxLengthValidator(attrs["maxlength"]))


class TwiceTheSame:
    """Two fields, ``password1`` and ``password2``, for a new password."""

    def describe_new_passwords(self):
        describe(self.fields["password1"], "Mật khẩu mới", "Nhập mật khẩu mới.", help_text=NEW_HELP)
        describe(self.fields["password2"], "Nhập lại mật khẩu mới", "Nhập lại mật khẩu mới lần nữa.")

    def clean_password2(self):
        again = self.cleaned_data["password2"]
        if again != self.cleaned_data.get("password1", again):
            raise forms.ValidationError(DIFFERENT, code="passwords_differ")
        return again


class LoginForm(account_forms.LoginForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(
            self.fields["login"],
            "Tên đăng nhập hoặc thư điện tử",
            "Nhập tên đăng nhập hoặc thư điện tử.",
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
            maxlength=254,
        )
        describe(self.fields["password"], "Mật khẩu", "Nhập mật khẩu.", maxlength=LONGEST_PASSWORD)


class ReauthenticateForm(account_forms.ReauthenticateForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(self.fields["password"], "Mật khẩu", "Nhập mật khẩu.", maxlength=LONGEST_PASSWORD)


class ChangePasswordForm(TwiceTheSame, account_forms.ChangePasswordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(self.fields["oldpassword"], "Mật khẩu hiện tại", "Nhập mật khẩu hiện tại.")
        self.describe_new_passwords()


class InvitationForm(TwiceTheSame, forms.ModelForm):
    """The first password, or a new one; a new account may also choose its user name."""

    password1 = account_forms.PasswordField(autocomplete="new-password")
    password2 = account_forms.PasswordField(autocomplete="new-password")

    class Meta:
        model = User
        fields = ["username"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(
            self.fields["username"],
            "Tên đăng nhập",
            "Nhập tên đăng nhập.",
            help_text="Chữ cái không dấu, chữ số, dấu chấm; viết hoa hay viết thường đều được.",
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )
        if self.instance.has_usable_password():
            self.fields["username"].disabled = True
            self.fields["username"].help_text = ""
        self.describe_new_passwords()

    def clean_username(self):
        return self.cleaned_data["username"].lower()

    def _post_clean(self):
        super()._post_clean()
        # After the user name is on the instance: a password may not contain it.
        if password := self.cleaned_data.get("password1"):
            try:
                password_validation.validate_password(password, self.instance)
            except forms.ValidationError as refused:
                self.add_error("password1", refused)

    def save(self, commit=True):
        self.instance.set_password(self.cleaned_data["password1"])
        return super().save(commit)


class EmailForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["email"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(
            self.fields["email"],
            "Thư điện tử",
            "Nhập thư điện tử.",
            help_text=f"Để trống nếu không dùng. {EXAMPLE}",
            autocomplete="email",
        )
        self.fields["email"].error_messages["invalid"] = f"Thư điện tử chưa đúng. {EXAMPLE}"

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class ForgottenForm(forms.Form):
    login = forms.CharField(max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(
            self.fields["login"],
            "Tên đăng nhập hoặc thư điện tử",
            "Nhập tên đăng nhập hoặc thư điện tử.",
            autocomplete="username",
            autocapitalize="none",
            spellcheck="false",
        )


class OneUseCode:
    """A code that was accepted once is refused for the rest of its life, whatever it is asked for."""

    code_help = "6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng 8 chữ số."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        describe(
            self.fields["code"],
            "Mã xác thực",
            "Nhập mã xác thực.",
            help_text=self.code_help,
            inputmode="numeric",
            autocomplete="one-time-code",
            maxlength=20,
        )

    def clean_code(self):
        code = super().clean_code()
        if not cache.add(f"accounts.code:{self.user.pk}:{normalize_user_code(code)}", "used", CODE_LIFE):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(OneUseCode, mfa_forms.AuthenticateForm):
    pass


class ReauthenticateByCodeForm(OneUseCode, mfa_forms.ReauthenticateForm):
    pass


class ActivateTOTPForm(OneUseCode, totp_forms.ActivateTOTPForm):
    code_help = "6 chữ số đang hiện trên ứng dụng xác thực."

    @property
    def secret_in_groups(self):
        """For typing by hand; the apps take it with and without the spaces."""
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))
