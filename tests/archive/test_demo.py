import json
from datetime import date

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.management import call_command

from accounts.models import Notice, User
from archive.checking import problems_across
from archive.demonstration import FILES, OPEN, demonstrate, remove, settled, units_in_use
from archive.loading import load
from archive.reading import read
from archive.sample_people import PASSWORD
from archive.schema import shape_problems
from blocs.models import Bloc, BlocYear, Honour, Officer, Unit
from documents.models import StoredFile
from pledges import chasing
from pledges.models import Pledge, Registration, Reminder
from tests.archive.samples import CUM_2019, KHOI_2017, content

pytestmark = pytest.mark.django_db

CUM = "cum-trung-du-mien-nui-phia-bac"
KHOI = "khoi-ii-noi-chinh-kinh-te-tong-hop"
YEARS = [(CUM, 2026), (CUM, 2027), (KHOI, 2017)]


@pytest.fixture
def shown(capsys):
    """What the command prints, as lines."""

    def run(*options):
        call_command("demo", *options)
        return capsys.readouterr().out.splitlines()

    return run


def years():
    return sorted(BlocYear.objects.values_list("bloc__slug", "year"))


@pytest.mark.parametrize("name", sorted(path.name for path in FILES.iterdir()))
def test_demonstration_files_are_bloc_files(name):
    data = read(FILES / name)

    assert shape_problems(data) == []
    assert problems_across(data, {honour.code: honour for honour in Honour.objects.all()}) == []


def test_two_finished_years_an_open_one_and_people_who_can_act(shown):
    lines = shown()

    assert years() == YEARS
    assert not BlocYear.objects.filter(is_sample=False).exists()
    of_2017 = BlocYear.objects.get(year=2017)
    covenant = of_2017.covenants.get()
    assert (of_2017.status, covenant.status, of_2017.ceremony.status) == ("closed", "signed", "held")
    assert [str(pledge.signed_on) for pledge in covenant.pledges.all()] == ["2017-03-15"] * 7
    assert not Registration.objects.of(of_2017).exclude(status="accepted").exists()
    assert str(date(2017, 3, 15)) == f"{of_2017.ceremony.article.published_at:%Y-%m-%d}"
    assert set(of_2017.ceremony.delegates.values_list("attended", flat=True)) == {True}
    of_2027 = BlocYear.objects.get(year=2027)
    assert (of_2027.status, of_2027.covenants.get().status) == ("open", "drafting")
    assert sorted(Registration.objects.of(of_2027).values_list("status", flat=True)) == [
        *["accepted"] * 2,
        *["draft"] * 2,
        "returned",
        *["submitted"] * 2,
    ]
    assert [m.unit.slug for m in of_2027.memberships.filter(registration=None)] == ["tt-tuyenquang"]
    assert {unit.membership.unit.slug for unit in chasing.late(of_2027)} == {"tt-laocai", "tt-sonla"}
    assert set(Reminder.objects.values_list("membership__unit__slug", "occasion", "status")) == {
        ("tt-caobang", "completion", "waiting"),
        ("tt-laocai", "overdue", "waiting"),
        ("tt-sonla", "overdue", "waiting"),
        ("tt-tuyenquang", "week", "waiting"),
    }
    assert lines[0] == "Địa chỉ: http://127.0.0.1:8000/"
    assert lines[2].split() == ["Tài", "khoản", "Vai", "trò", "Mật", "khẩu"]
    assert lines[4].split("  ")[0] == "chuyenvien.thainguyen"
    assert len(lines) == 4 + User.objects.count()
    people_can_act_and_know_what_waits()


def people_can_act_and_know_what_waits():
    for user in User.objects.all():
        validate_password(PASSWORD, user)
        assert user.is_sample
        assert user.check_password(PASSWORD)
    roles = {(o.unit.slug, o.duty) for o in Officer.objects.select_related("unit")}
    members_2027 = BlocYear.objects.get(year=2027).memberships.values_list("unit__slug", flat=True)
    assert {(slug, duty) for slug in members_2027 for duty in ("clerk", "head")} <= roles
    reminded, told = Notice.objects.filter(user__username="lanhdao.caobang").order_by("-pk")
    assert "đơn vị chưa gửi lại." in reminded.text
    assert told.text == (
        "Cụm trưởng đề nghị bổ sung: Đề nghị đơn vị bổ sung danh sách cá nhân đăng ký Chiến sĩ thi đua cơ sở kèm "
        "sáng kiến và xem lại chỉ tiêu về cuộc thanh tra theo kế hoạch (Cụm thống nhất 100%)."
    )


def test_twice_is_harmless_reset_begins_anew_and_remove_leaves_nothing_of_it(shown):
    first = shown()
    Registration.objects.filter(membership__unit__slug="tt-laocai").update(headcount=1234)
    pks = set(BlocYear.objects.values_list("pk", flat=True))

    assert shown() == first
    assert shown("--if-empty") == first
    assert set(BlocYear.objects.values_list("pk", flat=True)) == pks
    assert Registration.objects.filter(headcount=1234).exists()

    assert shown("--reset") == first
    assert years() == YEARS
    assert not Registration.objects.filter(headcount=1234).exists()
    assert StoredFile.objects.count() == 2

    assert shown("--remove") == ["Đã xóa dữ liệu thử và tài khoản thử."]
    assert not BlocYear.objects.exists()
    assert not Bloc.objects.exists()
    assert not User.objects.exists()
    assert not Pledge.objects.exists()
    assert not StoredFile.objects.exists()
    assert shown("--if-empty")[0] == "Địa chỉ: http://127.0.0.1:8000/"


def test_a_database_with_anything_real_is_not_empty(shown):
    User.objects.create_user("an.nguyen", full_name="Nguyễn An")

    assert shown("--if-empty") == []
    assert not BlocYear.objects.exists()


def test_real_data_stays_and_is_closed_to_sample_people(shown):
    real_year = load(content(KHOI_2017))
    real_user = User.objects.create_user("quantri", full_name="Nguyễn An")
    Officer.objects.create(user=real_user, unit=real_year.leader, duty="head", starts_on=date(2027, 1, 1))

    for options in ([], ["--reset"], ["--remove"]):
        lines = shown(*options)

        real_year.refresh_from_db()
        assert (real_year.is_sample, real_year.memberships.count(), real_year.documents.count()) == (False, 7, 3)
        assert list(User.objects.filter(is_sample=False)) == [real_user]
        assert list(real_user.duties.values_list("unit__slug", flat=True)) == ["ttbtp"]
        real_units = Unit.objects.filter(memberships__bloc_year=real_year)
        assert not Officer.objects.filter(user__is_sample=True, unit__in=real_units).exists()
        assert not User.objects.filter(is_sample=True, is_superuser=True).exists()
        assert not User.objects.filter(username="theodoi.ttcp").exists()
        if options != ["--remove"]:
            assert lines[:2] == [
                "Không nạp Khối thi đua số II, năm 2017 để thử: năm này đã có dữ liệu thật.",
                "Không tạo quản trị viên thử: hệ thống đã có người dùng thật.",
            ]
            assert years() == YEARS


def test_a_year_whose_members_are_really_at_work_is_left_out():
    unit = Unit.objects.create(slug="tt-sonla", kind=Unit.Kind.PROVINCE)
    unit.names.create(full_name="Thanh tra tỉnh Sơn La")
    user = User.objects.create_user("dao.cam", full_name="Cầm Thị Đào")
    Officer.objects.create(user=user, unit=unit, duty="head", starts_on=date(2027, 1, 1))

    left_out = demonstrate()

    assert units_in_use() == {unit.pk}
    assert years() == [(KHOI, 2017)]
    assert left_out[:2] == [
        f"Không nạp năm {year} của Cụm thi đua Thanh tra các tỉnh Trung du và miền núi phía Bắc để thử: "
        "Thanh tra tỉnh Sơn La đang được dùng thật."
        for year in (2026, 2027)
    ]
    remove()
    assert list(User.objects.all()) == [user]


def test_loading_real_data_warns_of_sample_people(shown, capsys):
    shown()

    call_command("load_bloc", str(CUM_2019))

    assert capsys.readouterr().out.splitlines()[1] == (
        "Lưu ý: tài khoản thử với mật khẩu công khai đọc được Cụm thi đua số V, năm 2019; trước khi dùng thật, "
        "chạy: manage.py demo --remove"
    )


@pytest.mark.parametrize(
    ("today", "closed", "extended", "report", "ceremony"),
    [
        (date(2026, 11, 23), "2026-11-21", "2026-11-28", "2027-03-10", "2027-03-19"),
        (date(2027, 3, 3), "2027-03-01", "2027-03-08", "2027-03-10", "2027-03-19"),
        (date(2027, 3, 4), "2027-03-02", "2027-03-09", "2027-03-18", "2027-03-27"),
        (date(2029, 8, 1), "2029-07-30", "2029-08-06", "2029-08-15", "2029-08-24"),
    ],
)
def test_registrations_closed_just_now_and_the_rest_is_to_come(today, closed, extended, report, ceremony):
    written = json.loads((FILES / OPEN).read_text())

    data = settled(written, today)

    assert (data["deadlines"]["registration"], data["extensions"][0]["due"]) == (closed, extended)
    assert data["deadlines"]["consolidated_report"] == report
    assert data["deadlines"]["ceremony"] == data["ceremony"]["date"] == data["covenant"]["date"] == ceremony
    assert max(r["doc_date"] for r in data["registrations"] if "doc_date" in r) < closed
