"""What a password must be: long, not known to everybody, not made of names. Nothing about its composition."""

import re
import unicodedata
from itertools import pairwise

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

# Written together and without marks, as ``folded`` leaves them.
CONTEXT_WORDS = {
    "thanhtra": "thanh tra",
    "thiduakhoi": "thi đua khối",
    "khoithidua": "khối thi đua",
    "thidua": "thi đua",
    "khenthuong": "khen thưởng",
    "giaouoc": "giao ước",
    "khoitruong": "khối trưởng",
    "matkhau": "mật khẩu",
    "password": "password",
    "vietnam": "Việt Nam",
}
SHORTEST_NAME = 4


def folded(text: str) -> str:
    """``text`` in small letters and digits only: no marks, no spaces, đ as d."""
    plain = unicodedata.normalize("NFKD", text.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", plain)


class LengthValidator:
    def __init__(self, least=12, most=256):
        self.least, self.most = least, most

    def validate(self, password, user=None):
        length = len(unicodedata.normalize("NFC", password))
        if length < self.least:
            raise ValidationError(
                f"Mật khẩu mới có {length} ký tự, cần ít nhất {self.least}. "
                "Anh/chị ghép vài từ không liên quan cho dễ nhớ, ví dụ: chuồn chuồn uống trà đá.",
                code="password_too_short",
            )
        if length > self.most:
            raise ValidationError(
                f"Mật khẩu dài tối đa {self.most} ký tự, Anh/chị đã nhập {length}.", code="password_too_long"
            )

    def get_help_text(self):
        return f"Ít nhất {self.least} ký tự, dùng được dấu cách và chữ có dấu."


class CommonPasswordValidator(password_validation.CommonPasswordValidator):
    def validate(self, password, user=None):
        if password.lower().strip() in self.passwords or _counts_up_or_repeats(password):
            raise ValidationError(
                "Mật khẩu này quá dễ đoán, nhiều người dùng. Anh/chị chọn mật khẩu khác.",
                code="password_too_common",
            )

    def get_help_text(self):
        return "Không phải mật khẩu nhiều người dùng."


class ContextWordsValidator:
    """Refuses what somebody who knows the office would try first: its words, the person's names."""

    def validate(self, password, user=None):
        plain = folded(password)
        for word, written in (CONTEXT_WORDS | names_of(user)).items():
            if word in plain:
                raise ValidationError(
                    f"Mật khẩu không được chứa “{written}”, vì người khác dễ đoán ra.",
                    code="password_context_word",
                )

    def get_help_text(self):
        return "Không chứa họ tên, tên đăng nhập hoặc các từ như “thanh tra”, “thi đua”."


def names_of(user) -> dict[str, str]:
    """Folded name → as written, for the names of ``user`` that are long enough to matter."""
    if user is None:
        return {}
    written = (user.full_name, user.username, user.email.partition("@")[0])
    return {folded(name): name for name in written if len(folded(name)) >= SHORTEST_NAME}


def _counts_up_or_repeats(password):
    """Few different characters, or mostly each the next of the one before (123456…, abcdef…)."""
    steps = [ord(b) - ord(a) for a, b in pairwise(password)]
    regular = sum(step in (1, -1, 9, -9) for step in steps)
    return len(set(password)) < 5 or regular > 0.7 * len(steps)
