"""The same people in every test: the seven units of 2017 in a year that is open."""

from datetime import date, datetime, timedelta, timezone

from django.contrib.auth.hashers import make_password

from accounts.models import User
from blocs.models import Bloc, BlocYear, CommonTarget, Deadline, Goal, Honour, Membership, Officer, Unit
from blocs.models.deadlines import DEFAULT_DUE, default_due
from pledges.models import Registration

PASSWORD = "mat-khau-cua-kiem-thu-2027"

SEVEN = {
    "ttbtp": ("Thanh tra Bộ Tư pháp", "Bộ Tư pháp", "Nguyễn Hồng Diện"),
    "ttbqp": ("Thanh tra Bộ Quốc phòng", "Bộ Quốc phòng", "Lê Quang Khải"),
    "ttbkhdt": ("Thanh tra Bộ Kế hoạch và Đầu tư", "Bộ Kế hoạch và Đầu tư", "Phạm Thị Ánh Tuyết"),
    "ttbca": ("Thanh tra Bộ Công an", "Bộ Công an", "Đỗ Văn Đức"),
    "ttbnv": ("Thanh tra Bộ Nội vụ", "Bộ Nội vụ", "Hoàng Ngọc Ân"),
    "ttbtc": ("Thanh tra Bộ Tài chính", "Bộ Tài chính", "Vũ Duy Ưng"),
    "cqttgsnh": ("Cơ quan Thanh tra, giám sát ngân hàng", "Ngân hàng Nhà nước Việt Nam", "Trần Thị Yến"),
}
ROLES = {"ttbtp": Membership.Role.LEADER, "ttbqp": Membership.Role.DEPUTY}
# who: (unit, duty)
PEOPLE = {
    "leader_clerk": ("ttbtp", "clerk"),
    "leader_head": ("ttbtp", "head"),
    "deputy_clerk": ("ttbqp", "clerk"),
    "deputy_head": ("ttbqp", "head"),
    "member_clerk": ("ttbnv", "clerk"),
    "member_head": ("ttbnv", "head"),
    "neighbour_clerk": ("ttbtc", "clerk"),
    "organiser": ("ttcp", "clerk"),
    "another_bloc": ("tt-phutho", "head"),
}


def make_unit(slug, name, parent_body="", kind=Unit.Kind.MINISTRY):
    unit = Unit.objects.create(slug=slug, kind=kind)
    unit.names.create(full_name=name, parent_body=parent_body)
    return unit


def make_user(username, *, unit=None, duty="clerk", **fields):
    fields = {"full_name": f"Người {username}", "is_sample": True} | fields
    user = User.objects.create_user(username, password=PASSWORD, **fields)
    if unit:
        Officer.objects.create(user=user, unit=unit, duty=duty, starts_on=date(2020, 1, 1))
    return user


def make_year(bloc, year, units, *, status=BlocYear.Status.OPEN, leader=None):
    """A year with ``units`` as members in order; the first leads unless ``leader`` names another."""
    bloc_year = BlocYear.objects.create(bloc=bloc, year=year, status=status, theme="Đoàn kết, kỷ cương, trách nhiệm")
    leader = leader or units[0]
    Membership.objects.bulk_create(
        Membership(
            bloc_year=bloc_year,
            unit=unit,
            role=_role(unit, leader),
            order=order,
            signatory=SEVEN.get(unit.slug, ("", "", "Người ký"))[2],
            signatory_post="Chánh Thanh tra",
        )
        for order, unit in enumerate(units, start=1)
    )
    Deadline.objects.bulk_create(
        Deadline(bloc_year=bloc_year, step=step, due=default_due(step, year)) for step in DEFAULT_DUE
    )
    return bloc_year


def _role(unit, leader):
    if unit == leader:
        return Membership.Role.LEADER
    return ROLES.get(unit.slug, Membership.Role.MEMBER) if leader.slug in ROLES else Membership.Role.MEMBER


SENT = datetime(2027, 2, 20, 9, tzinfo=timezone(timedelta(hours=7)))
HANDED_IN = {
    "submitted": {"submitted_at": SENT},
    "accepted": {"submitted_at": SENT},
    "returned": {"submitted_at": SENT, "return_reason": "Bổ sung"},
}


class Cast:
    """``cast["leader_clerk"]`` is a user; units and memberships by their code."""

    def __init__(self):
        self.organiser_unit = make_unit("ttcp", "Thanh tra Chính phủ", kind=Unit.Kind.CENTRAL)
        self.units = {slug: make_unit(slug, name, body) for slug, (name, body, _) in SEVEN.items()}
        self.outside = make_unit("tt-phutho", "Thanh tra tỉnh Phú Thọ", "Ủy ban nhân dân tỉnh Phú Thọ")
        self.bloc = Bloc.objects.create(
            slug="khoi-ii",
            kind="khoi",
            name="Khối thi đua số II",
            label="số II",
            organiser=self.organiser_unit,
            description="Thanh tra các Bộ, ngành thuộc Khối nội chính và kinh tế tổng hợp",
            scope="thanh_tra_bo_nganh",
        )
        self.year = make_year(self.bloc, 2027, list(self.units.values()))
        self.memberships = {m.unit.slug: m for m in self.year.memberships.select_related("unit")}
        self._set_goals()
        self._add_another_bloc()
        self.users = self._people()
        self.users["admin"] = make_user("admin", is_superuser=True, is_staff=True)
        self.users["former"] = make_user("former")
        Officer.objects.create(
            user=self.users["former"],
            unit=self.units["ttbtp"],
            duty="head",
            starts_on=date(2020, 1, 1),
            ends_on=date(2026, 12, 31),
        )
        self.users["disabled"] = make_user("disabled", unit=self.units["ttbtp"], duty="head", is_active=False)

    def __getitem__(self, who):
        return self.users[who]

    def _people(self):
        """As ``make_user`` makes them, all at once: they stand in nearly every test."""
        password = make_password(PASSWORD)
        users = User.objects.bulk_create(
            User(username=who, password=password, full_name=f"Người {who}", is_sample=True) for who in PEOPLE
        )
        Officer.objects.bulk_create(
            Officer(user=user, unit=self._unit(code), duty=duty, starts_on=date(2020, 1, 1))
            for user, (code, duty) in zip(users, PEOPLE.values(), strict=True)
        )
        return dict(zip(PEOPLE, users, strict=True))

    def _unit(self, code):
        return {"ttcp": self.organiser_unit, "tt-phutho": self.outside}.get(code) or self.units[code]

    def _set_goals(self):
        Goal.objects.create(bloc_year=self.year, order=1, text="Tăng cường thanh tra, kiểm tra việc thực thi công vụ")
        self.common_target = CommonTarget.objects.create(
            bloc_year=self.year,
            code="T1",
            order=1,
            text="Hoàn thành kế hoạch thanh tra được phê duyệt",
            kind="percent",
            operator=">=",
            value=100,
            unit_of_measure="%",
        )

    def _add_another_bloc(self):
        self.other_bloc = Bloc.objects.create(
            slug="cum-v",
            kind="cum",
            name="Cụm thi đua số V",
            label="số V",
            organiser=make_unit("ubnd", "Cơ quan khác", kind=Unit.Kind.OTHER),
            scope="thanh_tra_tinh",
        )
        second = make_unit("tt-thainguyen", "Thanh tra tỉnh Thái Nguyên")
        self.other_year = make_year(self.other_bloc, 2027, [self.outside, second])

    def registration(self, code="ttbnv", *, status="draft", **fields):
        """A registration of one unit with one row in each section, put straight into ``status``."""
        fields = {"headcount": 31, "women": 13} | HANDED_IN.get(status, {}) | fields
        registration = Registration.objects.create(membership=self.memberships[code], status=status, **fields)
        honour, _ = Honour.objects.get_or_create(
            code="LDTT", defaults={"name": "Lao động tiên tiến", "kind": "title", "for_individual": True}
        )
        registration.honours.create(order=1, honour=honour, scope="ca_nhan", count=30)
        registration.targets.create(
            order=1,
            common=self.common_target,
            text=self.common_target.text,
            kind="percent",
            operator=">=",
            value=100,
            unit_of_measure="%",
        )
        registration.initiatives.create(order=1, author="Nguyễn Thị Thu Hà", title="Số hóa hồ sơ thanh tra")
        registration.movements.create(order=1, name="Thi đua lập thành tích chào mừng ngày truyền thống")
        return registration
