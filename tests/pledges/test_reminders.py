"""Who is reminded on which day, what waits in the outbox, what leaves it, and who may make it leave."""

from datetime import date, datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Letter, Notice, User
from blocs.models import BlocYear, Deadline
from blocs.workflow import obstacle
from pledges.models import Registration, Reminder
from tests.accounts import smtp
from tests.cast import make_unit, make_user
from tests.look.reading import tree
from tests.pledges.registering import BLOC
from tests.plumbing import work


@pytest.fixture
def addresses(cast):
    """The people of three units have an address; the clerk and the head of "ttbnv" both."""
    for who in ("member_clerk", "member_head", "neighbour_clerk", "deputy_head"):
        User.objects.filter(pk=cast[who].pk).update(email=f"{who}@example.vn")
    return cast


@pytest.fixture
def leader(client, cast):
    client.force_login(cast["leader_clerk"])
    return client


def day(the_day, text):
    the_day.move_to(f"{text} 02:00:00")


def outbox_page(name="reminder_list", *more):
    return reverse(f"pledges:{name}", args=[*BLOC, *more])


def prepared():
    """Of the year of the seven; the other bloc's units are reminded too."""
    found = Reminder.objects.filter(membership__bloc_year__bloc__slug="khoi-ii")
    return set(found.values_list("membership__unit__slug", "occasion", "status"))


def units(occasion):
    return {unit for unit, found, _ in prepared() if found == occasion}


# --- Who, and when


@pytest.mark.parametrize(
    ("on", "occasion"),
    [
        ("2027-02-20", None),
        ("2027-02-21", "week"),
        ("2027-02-24", "week"),  # the round of the 21st was missed
        ("2027-02-25", "soon"),
        ("2027-02-28", "soon"),
        ("2027-03-01", "overdue"),
        ("2027-03-14", "overdue"),
        ("2027-03-15", None),
    ],
)
def test_on_which_day_of_what(cast, the_day, on, occasion):
    day(the_day, on)
    call_command("remind")

    assert set(Reminder.objects.values_list("occasion", flat=True)) == ({occasion} if occasion else set())


def test_through_the_days_three_times_each(cast, the_day):
    for on in range(15, 29):
        day(the_day, f"2027-02-{on}")
        call_command("remind")
        call_command("remind")
    for on in range(1, 10):
        day(the_day, f"2027-03-0{on}")
        call_command("remind")

    own = Reminder.objects.filter(membership__unit__slug="ttbnv").order_by("pk")
    assert list(own.values_list("occasion", "status")) == [
        ("week", "dropped"),
        ("soon", "dropped"),
        ("overdue", "waiting"),
    ]
    assert list(Notice.objects.filter(user=cast["member_clerk"]).order_by("pk").values_list("text", flat=True)) == [
        "Đăng ký thi đua năm 2027: còn 7 ngày (hết ngày 28/02/2027); đơn vị chưa gửi.",
        "Đăng ký thi đua năm 2027: còn 3 ngày (hết ngày 28/02/2027); đơn vị chưa gửi.",
        "Đã quá hạn gửi đăng ký thi đua năm 2027 (hết ngày 28/02/2027); đơn vị chưa gửi.",
    ]


def test_only_units_that_have_not_acted(cast):
    cast.registration("ttbnv", status="draft")
    cast.registration("ttbtc", status="submitted")
    cast.registration("ttbca", status="accepted")
    cast.registration("ttbqp", status="returned")
    call_command("remind")

    assert units("soon") == {"ttbtp", "ttbkhdt", "ttbnv", "cqttgsnh"}
    assert not Notice.objects.filter(user__in=[cast["neighbour_clerk"], cast["deputy_head"]]).exists()


@pytest.mark.parametrize(
    ("sent_back", "on", "reminded"),
    [
        ("2027-02-10", "2027-03-01", True),
        ("2027-02-10", "2027-02-28", False),  # its own last day is still to come
        ("2027-03-10", "2027-03-17", False),  # it has a week
        ("2027-03-10", "2027-03-18", True),
        ("2027-03-10", "2027-03-31", True),
        ("2027-03-10", "2027-04-01", False),
    ],
)
def test_who_was_asked_for_more_is_reminded_once(cast, the_day, sent_back, on, reminded):
    at = datetime.fromisoformat(f"{sent_back} 03:00:00+00:00")
    cast.registration("ttbnv", status="returned", decided_at=at, return_reason="Bổ sung danh sách cá nhân.")
    day(the_day, on)
    call_command("remind")
    call_command("remind")

    own = Reminder.objects.filter(membership__unit__slug="ttbnv")
    assert list(own.values_list("occasion", "status")) == [("completion", "waiting")] * reminded
    asked = f"{at:%d/%m/%Y}"
    assert (
        list(Notice.objects.filter(user=cast["member_clerk"]).values_list("text", flat=True))
        == [f"Đăng ký thi đua năm 2027: được đề nghị bổ sung ngày {asked}; đơn vị chưa gửi lại."] * reminded
    )
    if reminded:
        assert own.get().subject == f"Nhắc bổ sung đăng ký thi đua năm 2027 (đề nghị ngày {asked})"
        assert "\n\nBổ sung danh sách cá nhân.\n\nĐến nay đơn vị chưa gửi lại." in own.get().text


def test_who_completed_gets_none_and_stands_in_no_letter(addresses, leader, the_day):
    at = datetime.fromisoformat("2027-03-10 03:00:00+00:00")
    registration = addresses.registration("ttbnv", status="returned", decided_at=at, return_reason="Bổ sung.")
    day(the_day, "2027-03-20")
    leader.force_login(addresses["leader_clerk"])
    call_command("remind")
    page = leader.get(outbox_page())
    assert [line.reminder.occasion_words for line in page.context["lines"]] == [
        "Chậm bổ sung (đề nghị ngày 10/03/2027)"
    ]
    assert "ttbnv" not in {unit.membership.unit.slug for unit in page.context["late"]}

    Registration.objects.filter(pk=registration.pk).update(status="submitted")
    chosen = waiting("ttbnv").pk
    assert leader.post(outbox_page("reminder_send"), {"thu": [chosen]}).status_code == 409
    call_command("remind")
    assert prepared() == {("ttbnv", "completion", "dropped")}


def test_each_units_own_day_counts(cast, the_day):
    cast.memberships["ttbnv"].extensions.create(step="registration", due=date(2027, 3, 10), reason="Công tác")
    day(the_day, "2027-03-01")
    call_command("remind")
    assert "ttbnv" not in units("overdue")

    day(the_day, "2027-03-07")
    call_command("remind")
    assert units("soon") == {"ttbnv"}
    [reminder] = Reminder.objects.filter(occasion="soon")
    assert reminder.due == date(2027, 3, 10)
    assert "10/03/2027" in reminder.text


@pytest.mark.parametrize("status", ["preparing", "closed"])
def test_nobody_in_a_year_that_is_not_open(cast, status):
    BlocYear.objects.update(status=status)
    call_command("remind")

    assert prepared() == set()


def test_what_is_no_longer_true_is_dropped(cast, the_day):
    call_command("remind")
    Deadline.objects.filter(step="registration", bloc_year=cast.year).update(due=date(2027, 3, 31))
    call_command("remind")

    # The leader's own unit has no letter, only its notice.
    assert {(unit, status) for unit, _, status in prepared()} == {
        (unit, "sent" if unit == "ttbtp" else "dropped") for unit in cast.units
    }


# --- By itself


def test_letters_leave_by_themselves_where_the_office_wants_it(addresses):
    BlocYear.objects.update(mails_reminders=True)
    call_command("remind")
    call_command("remind")
    work()

    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "deputy_head@example.vn",
        "member_clerk@example.vn",
        "member_head@example.vn",
        "neighbour_clerk@example.vn",
    ]
    assert {unit for unit, _, status in prepared() if status == "sent"} == {"ttbnv", "ttbtc", "ttbqp"}
    assert set(Reminder.objects.filter(status="sent").values_list("sent_by", flat=True)) == {None}


def test_the_letter_carries_the_day_for_the_calendar(addresses):
    BlocYear.objects.update(mails_reminders=True)
    call_command("remind")
    work()

    letter = next(letter for letter in mail.outbox if letter.to == ["member_clerk@example.vn"])
    assert letter.subject == "Nhắc đăng ký thi đua năm 2027 (hạn: hết ngày 28/02/2027)"
    assert "Kính gửi: Thanh tra Bộ Nội vụ" in letter.body
    assert letter.body.endswith("http://127.0.0.1:8000/khoi/khoi-ii/2027/dang-ky/ttbnv/\n")
    [(name, content, _)] = letter.attachments
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert (name, f"{event.start:%d/%m/%Y %H:%M %z}") == ("thoi-han.ics", "28/02/2027 00:00 +0700")


# --- The outbox


def test_prepared_they_wait_for_the_office(addresses, leader):
    call_command("remind")
    work()

    page = leader.get(outbox_page()).content.decode()
    assert mail.outbox == []
    assert "Chờ gửi 2 thư" in page
    assert page.count("Chưa có địa chỉ thư: gửi bản giấy") == 3
    assert "Xem và gửi thư nhắc 6 đơn vị" in leader.get("/khoi/khoi-ii/2027/").content.decode()


def test_sent_together_after_a_count(addresses, leader):
    call_command("remind")

    page = leader.get(outbox_page("reminder_send"))
    assert "Gửi 4 thư đến 3 đơn vị?" in page.content.decode()
    chosen = tree(page).xpath("//input[@name='thu']/@value")
    assert leader.post(outbox_page("reminder_send"), {"thu": chosen}).status_code == 302
    work()

    assert len(mail.outbox) == 4
    assert "Đã gửi" in leader.get(outbox_page()).content.decode()
    # A second click.
    assert leader.post(outbox_page("reminder_send"), {"thu": chosen}).status_code == 409
    work()
    assert len(mail.outbox) == 4


def test_who_acted_after_the_question_gets_none(addresses, leader):
    call_command("remind")
    chosen = tree(leader.get(outbox_page("reminder_send"))).xpath("//input[@name='thu']/@value")
    addresses.registration("ttbnv", status="submitted")
    page = leader.post(outbox_page("reminder_send"), {"thu": chosen}, follow=True).content.decode()
    work()

    assert "Đã chuyển 2 thư đến 2 đơn vị" in page
    assert "1 thư không gửi" in page
    assert {letter.to[0] for letter in mail.outbox} == {"neighbour_clerk@example.vn", "deputy_head@example.vn"}


def test_nothing_chosen(addresses, leader):
    call_command("remind")

    assert "Chưa chọn thư nào" in leader.post(outbox_page("reminder_send"), follow=True).content.decode()
    assert Letter.objects.count() == 0


def waiting(unit):
    return Reminder.objects.get(membership__unit__slug=unit, status="waiting")


def test_edited_before_it_leaves(addresses, leader):
    call_command("remind")
    reminder = waiting("ttbtc")
    address = outbox_page("reminder_edit", reminder.pk)
    assert "Nhập nội dung của thư." in leader.post(address, {"subject": "Khác", "text": ""}).content.decode()

    assert leader.post(address, {"subject": "Nhắc lần nữa", "text": "Mong Anh/chị gửi sớm."}).status_code == 302
    leader.post(outbox_page("reminder_send"), {"thu": [reminder.pk]})
    work()

    [letter] = mail.outbox
    assert letter.subject == "Nhắc lần nữa"
    assert letter.body.startswith("Mong Anh/chị gửi sớm.\n\nhttp://")
    assert leader.get(address).status_code == 409


def test_given_on_paper_or_dropped(cast, leader):
    call_command("remind")

    assert leader.post(outbox_page("reminder_by_paper", waiting("ttbnv").pk)).status_code == 302
    dropped = waiting("ttbtc")
    assert leader.post(outbox_page("reminder_drop", dropped.pk)).status_code == 302
    assert leader.post(outbox_page("reminder_drop", dropped.pk)).status_code == 409
    call_command("remind")

    assert {("ttbnv", "soon", "sent"), ("ttbtc", "soon", "dropped")} <= prepared()
    assert Reminder.objects.get(membership__unit__slug="ttbnv").sent_by == cast["leader_clerk"]
    assert "Đã gửi bản giấy" in leader.get(outbox_page()).content.decode()


def test_the_office_lets_them_go_by_themselves(cast, leader):
    leader.post(outbox_page("reminders_by_themselves"), {"tu_gui": "on"})
    assert BlocYear.objects.get(pk=cast.year.pk).mails_reminders is True

    leader.post(outbox_page("reminders_by_themselves"))
    assert BlocYear.objects.get(pk=cast.year.pk).mails_reminders is False


@pytest.mark.parametrize(
    ("who", "status"), [("leader_head", 302), ("organiser", 403), ("member_head", 403), ("another_bloc", 404)]
)
def test_who_may_send(client, addresses, who, status):
    call_command("remind")
    client.force_login(addresses[who])

    assert client.post(outbox_page("reminder_send"), {"thu": [waiting("ttbnv").pk]}).status_code == status
    assert Letter.objects.exists() is (status == 302)


def test_nothing_leaves_in_a_closed_year(client, addresses):
    call_command("remind")
    BlocYear.objects.update(status="closed")
    client.force_login(addresses["leader_head"])

    for name in ("reminder_drop", "reminder_by_paper", "reminder_edit"):
        assert client.post(outbox_page(name, waiting("ttbnv").pk)).status_code == 409
    assert client.post(outbox_page("reminder_send"), {"thu": [waiting("ttbnv").pk]}).status_code == 409
    assert Letter.objects.count() == 0


def test_what_waits_when_the_year_is_closed_is_dropped_with_the_reason(addresses, leader):
    call_command("remind")
    leader.post(outbox_page("reminder_send"), {"thu": [waiting("ttbnv").pk]})
    left = Reminder.objects.of(addresses.year).waiting().count()
    close = reverse("blocs:year_close", args=BLOC)
    assert f"{left} thư nhắc còn chờ gửi được bỏ, không gửi nữa." in leader.get(close).content.decode()

    assert leader.post(close, {"typed_year": "2026"}).status_code == 200
    assert Reminder.objects.of(addresses.year).waiting().count() == left == 5
    assert leader.post(close, {"typed_year": "2027"}).status_code == 302
    call_command("remind")

    assert {(unit, status) for unit, _, status in prepared()} == {
        (unit, "sent" if unit in ("ttbnv", "ttbtp") else "dropped") for unit in addresses.units
    }
    of_others = Reminder.objects.exclude(membership__bloc_year=addresses.year).exclude(membership__role="leader")
    assert set(of_others.values_list("status")) == {("waiting",)}
    told = [line.words for line in leader.get(outbox_page()).context["lines"]]
    assert sorted(told) == ["2 thư đang gửi", "Đã báo trên chương trình", *["Đã bỏ: năm thi đua đã đóng."] * 5]
    work()
    assert mail.outbox == []
    told = leader.get(outbox_page()).content.decode()
    assert "2 thư không gửi nữa" in told
    assert "Không gửi nữa. Năm thi đua đã đóng nên không thay đổi được nữa." in told


def test_a_letter_on_its_way_stays_when_the_unit_hands_in(addresses, leader):
    call_command("remind")
    leader.post(outbox_page("reminder_send"), {"thu": [waiting("ttbnv").pk, waiting("ttbtc").pk]})
    addresses.registration("ttbnv", status="submitted")
    work()

    assert [letter.to for letter in mail.outbox] == [["neighbour_clerk@example.vn"]]
    page = leader.get(outbox_page()).content.decode()
    assert "2 thư không gửi nữa" in page
    assert "Không gửi nữa. Đơn vị đã gửi bản đăng ký" in page
    assert "Gửi lại" not in page


# --- The mail server


def test_a_server_that_hangs_delays_no_page_and_the_office_sees_why(addresses, leader, settings, the_day):
    call_command("remind")
    with smtp.serving(settings, smtp.HANGS) as server:
        leader.post(outbox_page("reminder_send"), {"thu": [waiting("ttbtc").pk]})
        assert server.connections == 0
        work()
        page = leader.get(outbox_page()).content.decode()
        assert "1 thư đang gửi" in page
        assert "Máy chủ thư không trả lời." in page

        for _ in range(4):
            the_day.shift(2 * 3600)
            work()
        leader.force_login(addresses["leader_clerk"])  # a session does not last that long
        page = leader.get(outbox_page()).content.decode()
        assert "1 thư không gửi được" in page
        assert 'Phiếu báo (PDF)<span class="visually-hidden"> Thanh tra Bộ Tài chính' in page

        server.behaviour = ""
        reminder = Reminder.objects.get(membership__unit__slug="ttbtc")
        assert leader.post(outbox_page("reminder_resend", reminder.pk)).status_code == 302
        work()
        assert [letter["To"] for letter in server.letters] == ["neighbour_clerk@example.vn"]
        assert leader.post(outbox_page("reminder_resend", reminder.pk)).status_code == 409


def test_what_failed_is_not_sent_again_once_the_unit_has_handed_in(addresses, leader):
    call_command("remind")
    reminder = waiting("ttbtc")
    leader.post(outbox_page("reminder_send"), {"thu": [reminder.pk]})
    Letter.objects.update(status="failed")
    addresses.registration("ttbtc", status="submitted")

    answer = leader.post(outbox_page("reminder_resend", reminder.pk))
    work()

    assert answer.status_code == 409
    assert "Đơn vị đã gửi bản đăng ký" in answer.content.decode()
    assert (Letter.objects.get().status, mail.outbox) == ("failed", [])


def test_without_a_mail_server_everything_goes_on_paper(addresses, leader, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    call_command("remind")

    page = leader.get(outbox_page()).content.decode()
    assert "Máy chủ chưa cấu hình thư điện tử" in page
    assert page.count("Chưa có địa chỉ thư: gửi bản giấy") == 6
    assert Notice.objects.filter(user=addresses["member_clerk"]).count() == 1


def test_a_reminder_overtaken_by_the_registration_says_why(cast):
    call_command("remind")
    reminder = waiting("ttbnv")
    cast.registration("ttbnv", status="submitted")

    assert obstacle(Reminder.objects.get(pk=reminder.pk).send).startswith("Đơn vị đã gửi bản đăng ký")
    assert Registration.objects.count() == 1


def test_as_many_queries_for_63_units(cast, leader, django_assert_num_queries, django_assert_max_num_queries):
    call_command("remind")
    leader.get(outbox_page())
    with django_assert_max_num_queries(60) as seven:
        leader.get(outbox_page())
    for place in range(56):
        unit = make_unit(f"dv-{place}", f"Thanh tra tỉnh thứ {place}")
        make_user(f"nguoi-{place}", unit=unit, email=f"nguoi-{place}@example.vn")
        cast.year.memberships.create(unit=unit, order=place + 10)
    call_command("remind")

    with django_assert_num_queries(len(seven)):
        assert "Thanh tra tỉnh thứ 55" in leader.get(outbox_page()).content.decode()
