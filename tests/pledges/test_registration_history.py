"""The history of a registration: each step with who took it, and any two states side by side."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from blocs.models import Extension
from pledges import sections
from pledges.models import Registration, RegistrationEvent
from tests.cast import make_year
from tests.documents.hostile_scans import pdf
from tests.look.reading import tree, words
from tests.pledges.registering import BLOC, rows, save, url, year_url
from tests.pledges.workbooks import preview, take, template, typed

REASON = "Chỉ tiêu thứ hai chưa có giá trị kế hoạch."


@pytest.fixture
def do(client, cast):
    def done(who, address, **data):
        client.force_login(cast[who])
        response = client.post(address, data)
        assert response.status_code == 302
        return response

    return done


def steps():
    """What the history keeps: step, who, in whose name, which submission, why."""
    found = RegistrationEvent.objects.select_related("taken_by", "unit", "revision")
    return [
        (
            event.kind,
            event.taken_by and event.taken_by.username,
            event.unit and event.unit.slug,
            event.revision and event.revision.number,
            event.reason,
        )
        for event in found
    ]


def read(client, cast, who="member_clerk"):
    """The entries of the page, the latest first, as they read."""
    client.force_login(cast[who])
    page = client.get(url("registration_history"))
    return [words(entry) for entry in tree(page).xpath("//ol[contains(@class, 'history')]/li/p[1]")]


@pytest.fixture
def gone_through(client, cast, do):
    """Begun, handed in, taken back, handed in changed, sent back, handed in, received, reopened."""
    do("member_clerk", url("registration_start"))
    Registration.objects.update(headcount=31, women=13)
    do("member_clerk", url("registration_announce"))
    do("member_head", url("registration_submit"))
    do("member_head", url("registration_withdraw"))
    client.force_login(cast["member_clerk"])
    new = {"text": "Số hóa hồ sơ thanh tra", "measure": "at_least", "value": "90", "unit_of_measure": "%"}
    target = Registration.objects.get().targets.get()
    kept = {"id": target.pk, "common": target.common_id, "value": "100"}
    assert save(client, "chi-tieu", rows(kept, new)).status_code == 302
    do("member_head", url("registration_submit"))
    do("leader_clerk", url("registration_return"), reason=REASON)
    do("member_head", url("registration_submit"))
    do("organiser", url("registration_accept"))
    do("leader_head", url("registration_return"), reason="Đơn vị đề nghị sửa")


def test_every_step_is_kept_with_who_took_it(gone_through):
    assert steps() == [
        ("started", "member_clerk", "ttbnv", None, ""),
        ("announced", "member_clerk", "ttbnv", None, ""),
        ("submitted", "member_head", "ttbnv", 1, ""),
        ("withdrawn", "member_head", "ttbnv", 1, ""),
        ("submitted", "member_head", "ttbnv", 2, ""),
        ("returned", "leader_clerk", "ttbtp", 2, REASON),
        ("submitted", "member_head", "ttbnv", 3, ""),
        ("accepted", "organiser", "ttcp", 3, ""),
        ("reopened", "leader_head", "ttbtp", 3, "Đơn vị đề nghị sửa"),
    ]


def test_the_unit_reads_it_all_and_its_receiver_nothing_of_the_draft(client, cast, gone_through):
    at = "09:00 ngày 25/02/2027"
    names = {user.username: str(user) for user in User.objects.all()}
    head, unit = names["member_head"], "(Thanh tra Bộ Nội vụ)"
    shared = [
        f"Mở lại để bổ sung lần 3, {at}, {names['leader_head']} (Thanh tra Bộ Tư pháp)",
        f"Tiếp nhận lần 3, {at}, {names['organiser']} (Thanh tra Chính phủ)",
        f"Gửi lần 3, {at}, {head} {unit}",
        f"Đề nghị bổ sung lần 2, {at}, {names['leader_clerk']} (Thanh tra Bộ Tư pháp)",
        f"Gửi lần 2, {at}, {head} {unit}",
        f"Rút lại để sửa lần 1, {at}, {head} {unit}",
        f"Gửi lần 1, {at}, {head} {unit}",
    ]
    clerk = names["member_clerk"]

    assert read(client, cast) == [
        *shared,
        f"Báo lãnh đạo đơn vị: đã điền xong, {at}, {clerk} {unit}",
        f"Mở dự thảo, {at}, {clerk} {unit}",
    ]
    assert read(client, cast, "leader_clerk") == [*shared, f"Dự thảo, {at}"]


def test_a_submission_tells_its_receipt_and_what_changed_since_the_one_before(client, cast, gone_through):
    client.force_login(cast["leader_clerk"])
    page = client.get(url("registration_history"))

    told = [
        (entry.revision.receipt, entry.before, entry.change_count, entry.changes is None)
        for entry in page.context["entries"]
        if entry.is_submission
    ]
    assert told == [("TTBNV-2027-03", 2, 0, False), ("TTBNV-2027-02", 1, 1, False), ("TTBNV-2027-01", 0, 0, True)]
    assert [words(row) for row in tree(page).xpath("//table/tbody/tr")] == [
        "Thêm Số hóa hồ sơ thanh tra không có từ 90% trở lên"
    ]


def test_it_tells_of_files_and_of_last_years_lines_and_the_receiver_what_is_not_of_the_draft(client, cast, do):
    last = make_year(cast.bloc, 2026, [cast.units["ttbnv"]], status="closed").memberships.get()
    before = Registration.objects.create(membership=last, status="accepted", submitted_at="2026-02-20T02:00Z")
    for text in ("Đơn thư đúng hạn", "Số hóa hồ sơ"):
        before.targets.create(order=1, text=text)
    do("member_clerk", url("registration_start"))
    Registration.objects.update(headcount=31, women=13)
    do("member_clerk", url("registration_carry"))
    do("member_clerk", url("registration_uncarry"))
    workbook = template(Registration.objects.of(cast.year).get())
    do("member_clerk", url("workbook_upload"), workbook=SimpleUploadedFile("x.xlsx", workbook))
    take(client, preview(client))  # without a change
    filled = typed(workbook, {("Thông tin chung", "B6"): 35, ("Phong trào", "B6"): "Thi đua nước rút"})
    do("member_clerk", url("workbook_upload"), workbook=SimpleUploadedFile("x.xlsx", filled))
    assert take(client, preview(client)).status_code == 302
    for pages in (1, 2, 2):  # the same file again replaces nothing
        do("member_clerk", url("registration_scan_upload"), scan=scan(pages))
    do("member_clerk", url("registration_scan_remove"))
    do("member_head", url("registration_submit"))
    do("member_clerk", url("registration_scan_upload"), scan=scan(1))

    by = f"09:00 ngày 25/02/2027, {cast['member_clerk']} (Thanh tra Bộ Nội vụ)"
    shared = [f"Thêm bản quét của lần gửi 1, {by}", f"Gửi lần 1, {by}".replace("clerk", "head")]
    assert read(client, cast) == [
        *shared,
        f"Bỏ bản quét, {by}",
        f"Thay bản quét, {by}",
        f"Thêm bản quét, {by}",
        f"Nhập tệp Excel: thêm 1, sửa 1, {by}",
        f"Bỏ dòng lấy từ năm trước mà chưa xác nhận: 2 dòng, {by}",
        f"Lấy dòng từ năm trước: 2 dòng của Thanh tra Bộ Nội vụ, {by}",
        f"Mở dự thảo, {by}",
    ]
    assert read(client, cast, "leader_clerk") == [*shared, "Dự thảo, 09:00 ngày 25/02/2027"]


def scan(pages):
    def add(opened):
        for _ in range(pages - 1):
            opened.add_blank_page()

    return SimpleUploadedFile("x.pdf", pdf(add), "application/pdf")


def test_a_draft_hides_its_history_from_the_receiver(client, cast, do):
    do("member_clerk", url("registration_start"))
    client.force_login(cast["leader_clerk"])

    assert client.get(url("registration_history")).status_code == 404
    assert client.get(url("registration_compare")).status_code == 404


def test_more_time_and_its_withdrawal_stand_in_the_history(client, cast, do):
    registration = cast.registration("ttbnv")
    grant = reverse("blocs:extension_grant", args=BLOC)
    unit = registration.membership.pk
    more = {"membership": unit, "step": "registration"}
    do("leader_clerk", grant, **more, due="05/03/2027", reason="Đang thanh tra")
    do("leader_clerk", grant, **more, due="10/03/2027", reason="Đang thanh tra đột xuất")
    do("leader_clerk", grant, membership=unit, step="midyear_report", due="30/06/2027", reason="Việc khác")
    neighbour = cast.memberships["ttbqp"].pk
    do("leader_clerk", grant, membership=neighbour, step="registration", due="09/03/2027", reason="Đơn vị khác")
    do("organiser", reverse("blocs:extension_withdraw", args=[*BLOC, "ttbnv", "registration"]))

    at = "09:00 ngày 25/02/2027"
    clerk, organiser = cast["leader_clerk"], cast["organiser"]
    assert read(client, cast) == [
        f"Rút gia hạn đã cho đến hết ngày 10/03/2027, {at}, {organiser}",
        f"Gia hạn gửi đăng ký đến hết ngày 10/03/2027, {at}, {clerk}",
        f"Gia hạn gửi đăng ký đến hết ngày 05/03/2027, {at}, {clerk}",
    ]


def test_an_extension_that_came_with_a_file_stands_there_too(client, cast):
    registration = cast.registration("ttbnv")
    told = {"step": "registration", "due": date(2027, 3, 5), "reason": "Công tác"}
    Extension.objects.bulk_create([Extension(membership=registration.membership, **told)])  # as loading does

    assert read(client, cast) == ["Gia hạn gửi đăng ký đến hết ngày 05/03/2027, 09:00 ngày 25/02/2027"]


def test_the_change_of_who_signs_is_told_old_and_new(client, cast, do):
    cast.registration("ttbnv")
    address = reverse("pledges:pledge_signatory", args=[*BLOC, "ttbnv"])
    do("member_head", address, signatory="Lê Chi", signatory_post="Phó Chánh Thanh tra", signatory_authority="")

    client.force_login(cast["member_clerk"])
    (entry,) = client.get(url("registration_history")).context["entries"]

    assert (entry.words, entry.by) == ("Đổi người ký của đơn vị", cast["member_head"])
    before = cast.memberships["ttbnv"].signatory
    assert entry.details == [
        ("Người ký", before, "Lê Chi"),
        ("Chức vụ người ký", "Chánh Thanh tra", "Phó Chánh Thanh tra"),
    ]


def test_any_two_states_are_compared(client, cast, gone_through):
    client.force_login(cast["member_clerk"])

    page = client.get(url("registration_compare"), {"tu": "1", "den": "dang-soan"})

    assert [(section, [(c.kind, c.line) for c in found]) for section, found in page.context["found"]] == [
        (sections.TARGETS, [("added", "Số hóa hồ sơ thanh tra")])
    ]
    assert page.context["unchanged"] == [s for s in sections.SECTIONS.values() if s != sections.TARGETS]
    assert [option.label for option in page.context["states"]] == [
        "Lần gửi 1",
        "Lần gửi 2",
        "Lần gửi 3",
        "Bản đang soạn",
    ]
    chosen = [words(option) for option in tree(page).xpath("//select/option[@selected]")]
    assert chosen == ["Lần gửi 1", "Bản đang soạn"]
    same = client.get(url("registration_compare"), {"tu": "2", "den": "3"})
    assert "Hai bản giống nhau ở tất cả các phần." in same.content.decode()


@pytest.mark.parametrize("who", ["leader_clerk", "organiser"])
def test_the_receiver_compares_submissions_but_never_the_draft(client, cast, gone_through, who):
    client.force_login(cast[who])

    page = client.get(url("registration_compare"), {"tu": "1", "den": "3"})

    assert [state.key for state in page.context["states"]] == ["1", "2", "3"]
    assert client.get(url("registration_compare"), {"tu": "1", "den": "dang-soan"}).status_code == 404
    assert client.get(url("registration_compare"), {"tu": "9"}).status_code == 404


@pytest.mark.parametrize("typed", ["TTBNV-2027-02", "ttbnv-2027-2", " TTBNV 2027 02 "])
def test_a_receipt_leads_to_what_was_handed_in(client, cast, gone_through, typed):
    client.force_login(cast["leader_clerk"])

    assert client.get(year_url("registration_find"), {"ma": typed}).url == url("registration_revision", 2)


@pytest.mark.parametrize(
    ("who", "typed"),
    [
        ("leader_clerk", "TTBNV-2027-09"),
        ("leader_clerk", "TTBNV-2026-01"),
        ("leader_clerk", "?"),
        ("neighbour_clerk", "TTBNV-2027-01"),
    ],
)
def test_an_unknown_receipt_is_said_to_be_unknown(client, cast, gone_through, who, typed):
    client.force_login(cast[who])

    answer = client.get(year_url("registration_find"), {"ma": typed}, follow=True)

    assert answer.redirect_chain == [(year_url("registration_list"), 302)]
    *_, message = answer.context["messages"]
    assert str(message) == (f"Không thấy lần gửi nào có mã biên nhận “{typed}” trong năm 2027. Anh/chị xem lại mã.")
