"""The people of the demonstration, one for each role. All names are invented."""

from datetime import date
from functools import cache

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Q

from accounts.models import User
from blocs.models import BlocYear, Officer, Unit

PASSWORD = "bon-mua-hoa-sen-no"  # noqa: S105 - published on purpose
SINCE = date(2017, 1, 1)
ADMIN, ORGANISER = "quantri", "theodoi.ttcp"
# unit → (short form in user names, its clerk, its head)
STAFF = {
    "tt-thainguyen": ("thainguyen", "Dương Thị Ánh", "Đỗ Quang Dũng"),
    "tt-bacninh": ("bacninh", "Đàm Thu Hằng", "Nguyễn Văn Đức"),
    "tt-phutho": ("phutho", "Bùi Minh Ước", "Nguyễn Thị Ánh"),
    "tt-caobang": ("caobang", "Bế Thị Hạnh", "Nông Thị Ân"),
    "tt-langson": ("langson", "Vi Văn Đô", "Hoàng Văn Ước"),
    "tt-laocai": ("laocai", "Vũ Văn Ẩn", "Vũ Thị Hạ"),
    "tt-tuyenquang": ("tuyenquang", "Ma Thị Yên", "Hà Thị Yên"),
    "tt-sonla": ("sonla", "Lò Thị Hà", "Cầm Thị Đào"),
    "ttbtp": ("btp", "Trần Thị Ngân", "Nguyễn Hồng Diện"),
}


def make_people(in_use: set[int]) -> tuple[dict[str, User], list[str]]:
    """The sample people by role ("head tt-sonla", "admin" …), and a sentence for each one not made.

    in_use  units whose data is real: nobody with a published password may serve them
    """
    people: dict[str, User | None] = {}
    unmade: list[str] = []
    units = Unit.objects.exclude(pk__in=in_use).in_bulk(field_name="slug")
    for slug, (short, clerk, head) in STAFF.items():
        if slug in units:
            for duty, username, name in (
                ("clerk", f"chuyenvien.{short}", clerk),
                ("head", f"lanhdao.{short}", head),
            ):
                people[f"{duty} {slug}"] = _person(username, name, unmade, units[slug], duty)
    organiser = Unit.objects.filter(organised_blocs__years__is_sample=True).exclude(pk__in=in_use).first()
    if organiser:
        people["organiser"] = _person(ORGANISER, "Phạm Thị Thu", unmade, organiser, Officer.Duty.CLERK)
    if User.objects.filter(is_sample=False).exists():
        unmade.append("Không tạo quản trị viên thử: hệ thống đã có người dùng thật.")
    else:
        people["admin"] = _person(ADMIN, "Lê Quốc Trung", unmade)
    return {role: user for role, user in people.items() if user}, unmade


def _person(username, full_name, unmade, unit=None, duty=""):
    known = User.objects.filter(username=username).first()
    if known and not known.is_sample:
        unmade.append(f"Không tạo tài khoản thử “{username}”: tên này đã có người dùng.")
        return None
    if known:
        return known
    admin = {"is_staff": True, "is_superuser": True} if unit is None else {}
    user = User.objects.create(username=username, password=_hashed(), full_name=full_name, is_sample=True, **admin)
    if unit:
        Officer.objects.create(user=user, unit=unit, duty=duty, starts_on=SINCE, post=_post(unit, duty))
    return user


@cache
def _hashed():
    """Hashed once for all: salting apart what is published would only cost time."""
    return make_password(PASSWORD)


def _post(unit, duty):
    if duty == Officer.Duty.CLERK:
        return "Chuyên viên"
    return "Chánh Thanh tra tỉnh" if unit.kind == Unit.Kind.PROVINCE else "Chánh Thanh tra"


def sample_people_of(bloc_year):
    """Sample people who may see ``bloc_year`` through their unit, or all of it as administrators."""
    units = Q(duties__unit__memberships__bloc_year=bloc_year) | Q(duties__unit__organised_blocs=bloc_year.bloc_id)
    return User.objects.filter(Q(is_superuser=True) | units, is_sample=True).distinct()


def table() -> list[str]:
    """Lines that say where to sign in, and as whom."""
    rows = [(user.username, _role(user), PASSWORD) for user in _sample_users()]
    if not rows:
        return []
    widths = [max(map(len, column)) for column in zip(("Tài khoản", "Vai trò", "Mật khẩu"), *rows, strict=True)]
    lines = [("Tài khoản", "Vai trò", "Mật khẩu"), tuple("-" * width for width in widths), *rows]
    shown = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in lines]
    return [f"Địa chỉ: {settings.SITE_URL}/", "", *shown]


def _sample_users():
    """The open year's members in protocol order, then the others."""
    users = list(User.objects.filter(is_sample=True).prefetch_related("duties__unit__names"))
    return sorted(users, key=lambda user: (_place(user), user.username))


def _open_year():
    return BlocYear.objects.with_members().filter(is_sample=True).order_by("-year").first()


def _place(user):
    latest, duty = _open_year(), user.duties.first()
    members = [m.unit_id for m in latest.ordered_memberships] if latest else []
    return members.index(duty.unit_id) if duty and duty.unit_id in members else len(members)


def _role(user):
    duty = user.duties.first()
    if duty is None:
        return "Quản trị viên hệ thống" if user.is_superuser else ""
    words = f"{duty.get_duty_display()}, {duty.unit}"
    if user.username == ORGANISER:
        return f"{words} (cơ quan tổ chức)"
    led = (
        duty.unit.memberships.filter(bloc_year__is_sample=True).exclude(role="member").select_related("bloc_year__bloc")
    )
    offices = [f"{m.role_label} {m.bloc_year.year}" for m in led.order_by("bloc_year__year")]
    return f"{words} ({', '.join(offices)})" if offices else words
