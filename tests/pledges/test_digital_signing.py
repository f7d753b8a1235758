"""The covenant signed digitally: from unit to unit, one at a time, and whatever else comes back is refused in words."""

import io
import shutil
import subprocess
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import PageObject

from documents.models import StoredFile
from pledges import freezing
from pledges.models import Covenant, Pledge, SigningChoice, SigningTurn
from tests.cast import SEVEN, make_user
from tests.documents import samples, signers
from tests.documents.measure import printed
from tests.pledges.covenants import url

NAMES = {code: said[0] for code, said in SEVEN.items()}


@pytest.fixture(autouse=True)
def believed(settings, tmp_path):
    settings.TRUST_DIR = tmp_path / "trust"
    signers.trusted(settings.TRUST_DIR, signers.holder("Thanh tra Bộ Nội vụ", "revoked"))


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Within it notices go out as they do after each request."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def digital(cast, frozen):
    SigningChoice.objects.create(bloc_year=cast.year, manner="digital", chosen_by=cast["leader_head"])
    return frozen


def pledge_of(code):
    return Pledge.objects.get(membership__unit__slug=code)


def given(client):
    answer = client.get(url("covenant_signed_file"))
    assert answer["Content-Disposition"].startswith("attachment")
    return answer.content


def upload(client, code, content, **kwargs):
    file = SimpleUploadedFile("giao-uoc.pdf", content, "application/pdf")
    return client.post(url("pledge_digital", code), {"file": file}, **kwargs)


def sign(client, code, *, field=None, by=None):
    """As the unit's officer does it: take, sign elsewhere, upload."""
    assert client.post(url("pledge_take", code)).status_code == 302
    content = signers.signed(given(client), field or f"ky-{code}", by or signers.holder(NAMES[code]))
    return upload(client, code, content)


@pytest.mark.any_database
def test_seven_units_sign_one_after_another(client, cast, digital, tmp_path):
    base = digital.document.pdf.read()
    for code in SEVEN:
        client.force_login(make_user(f"ky-{code}", unit=cast.units[code], duty="head"))
        assert given(client) == (digital.document.signed_pdf.read() if digital.document.signed_pdf else base)
        assert sign(client, code).status_code == 302
        digital.document.refresh_from_db()

    covenant = Covenant.objects.get()
    assert covenant.status == "signed"
    assert set(covenant.pledges.values_list("manner", "signed_on")) == {("digital", date(2027, 2, 25))}
    assert not SigningTurn.objects.exists()
    final = covenant.document.signed_pdf.read()
    assert final.startswith(base)
    revisions = list(covenant.document.revisions.values_list("field", "state", "organisation"))
    assert revisions == [(f"ky-{code}", "valid", f"{NAMES[code]}, Cơ quan chủ quản") for code in SEVEN]
    # Of the seven files only the newest is kept, and the one that was issued.
    assert StoredFile.objects.filter(size__gte=len(base)).count() == 2
    assert pledge_of("ttbnv").marked_by.username == "ky-ttbnv"

    shown = client.get(covenant.get_absolute_url()).content.decode()
    assert "Tải giao ước với 7 chữ ký số (PDF)" in shown
    client.logout()
    public = client.get(covenant.document.get_absolute_url()).content.decode()
    assert "Đơn vị ký: 7/7" in public
    assert public.count("Ký số 25/02/2027") == 7
    assert "Người ký của Thanh tra Bộ Nội vụ" in public
    assert covenant.document.signed_pdf.sha256 in public
    second_opinion(final, tmp_path)


def second_opinion(content, tmp_path):
    if shutil.which("pdfsig"):
        file = tmp_path / "signed.pdf"
        file.write_bytes(content)
        said = subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True, check=False).stdout
        assert said.count("Signature Validation: Signature is Valid.") == 7


def saved_anew(content):
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as opened:
        opened.save(kept)
    return kept.getvalue()


def added_to(content, change):
    """``content`` with a further revision, as a program that knows how makes it."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    change(writer)
    kept = io.BytesIO()
    writer.write(kept)
    return kept.getvalue()


def a_page(writer):
    page = PageObject(contents=writer.add_object(generic.StreamObject(stream_data=b"")), media_box=(0, 0, 595, 842))
    writer.insert_page(page)


def a_script(writer):
    script = generic.DictionaryObject(
        {generic.pdf_name("/S"): generic.pdf_name("/JavaScript"), generic.pdf_name("/JS"): generic.pdf_string("1")}
    )
    writer.root[generic.pdf_name("/OpenAction")] = script
    writer.update_root()


def a_comment(writer):
    page = writer.find_page_for_modification(0)[0].get_object()
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/Text"),
            generic.pdf_name("/Rect"): generic.ArrayObject([generic.NumberObject(n) for n in (10, 10, 30, 30)]),
            generic.pdf_name("/Contents"): generic.pdf_string("Đồng ý"),
        }
    )
    page.setdefault(generic.pdf_name("/Annots"), generic.ArrayObject()).append(writer.add_object(note))
    writer.update_container(page)


def flipped(content, at):
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


@pytest.mark.any_database
def test_whatever_else_comes_back_is_refused_in_its_own_words(client, cast, digital):
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    base = given(client)
    own = signers.holder(NAMES["ttbnv"])
    good = signers.signed(base, "ky-ttbnv", own)
    other = signers.signed(printed(samples.covenant(7)).data, "ky-5", own)
    refused = {
        "không còn đúng từng byte như bản đã phát hành": flipped(good, 5000),
        "Nội dung không còn khớp với chữ ký số": flipped(good, good.rindex(b"/Contents <") - 200),
        "lưu lại thành tệp mới": saved_anew(good),
        "Tệp có thêm 1 trang so với bản đã lấy.": added_to(good, a_page),
        "Tệp chứa mã JavaScript nên không được nhận.": added_to(good, a_script),
        "Ngoài chữ ký số, tệp còn ghi chú, điền thêm hoặc thay đổi khác": added_to(good, a_comment),
        "Tệp này là của một văn bản khác": other,
        "Tệp chưa có chữ ký số mới.": base,
        "ký vào ô ký của Thanh tra Bộ Nội vụ có sẵn": signers.signed(base, "ky-ttbtc", own),
        "Tệp có thêm 2 chữ ký số.": signers.signed(good, "ky-ttbtc", signers.holder(NAMES["ttbtc"])),
        "Chữ ký số này khóa văn bản": signers.signed(base, "ky-ttbnv", own, certifies=True),
        "Tệp không phải là PDF.": b"<html>",
    } | {
        words: signers.signed(base, "ky-ttbnv", signers.holder(NAMES["ttbnv"], kind))
        for words, kind in (
            ("Chứng thư số đã hết hạn ngày 01/02/2027.", "expired"),
            ("Chứng thư số không được cấp để ký văn bản", "for another use"),
            ("Chứng thư số đã bị thu hồi ngày 10/02/2027.", "revoked"),
            ("Anh/chị đề nghị quản trị hệ thống thêm chứng thư của cơ quan cấp", "of an unknown authority"),
        )
    }
    upload_page = client.get(url("pledge_digital", "ttbnv")).content.decode()
    assert "ô ký của Thanh tra Bộ Nội vụ có sẵn trên trang ký" in upload_page
    for words, content in refused.items():
        answer = upload(client, "ttbnv", content)
        assert answer.status_code == 200, words
        assert words in answer.content.decode(), words

    digital.document.refresh_from_db()
    assert (pledge_of("ttbnv").status, digital.document.signed_pdf, digital.document.revisions.count()) == (
        "waiting",
        None,
        0,
    )
    assert upload(client, "ttbnv", good).status_code == 302
    assert pledge_of("ttbnv").status == "signed"


def test_one_unit_at_a_time(client, cast, digital, the_day, told):
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    early = signers.signed(given(client), "ky-ttbnv", signers.holder(NAMES["ttbnv"]))

    client.force_login(cast["neighbour_clerk"])
    held = "Thanh tra Bộ Nội vụ đang giữ bản ký"
    assert f"{held} từ 09:00 25/02/2027 đến 09:00 26/02/2027." in client.get(url("covenant_detail")).content.decode()
    for refused in (client.post(url("pledge_take", "ttbtc")), upload(client, "ttbtc", b"%PDF-1.7")):
        assert refused.status_code == 409
        assert held in refused.content.decode()
    assert client.post(url("pledge_give_back", "ttbnv")).status_code == 403

    the_day.shift(timedelta(hours=24))  # it ends by itself
    client.force_login(cast["neighbour_clerk"])
    assert sign(client, "ttbtc").status_code == 302

    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    late = upload(client, "ttbnv", early)
    assert "Tệp này được ký trên bản cũ" in late.content.decode()
    assert client.post(url("pledge_give_back", "ttbnv")).status_code == 302
    assert not SigningTurn.objects.exists()

    client.post(url("pledge_take", "ttbnv"))
    client.force_login(cast["leader_clerk"])
    page = client.get(url("covenant_detail")).content.decode()
    for code in ("ttbnv", "ttbtp"):  # where the office frees the file, and where its own unit signs
        assert f'href="{url("pledge_digital", code)}"' in page
    assert client.post(url("pledge_take", "ttbnv")).status_code == 403
    with told():
        assert client.post(url("pledge_give_back", "ttbnv")).status_code == 302
    assert not SigningTurn.objects.exists()
    assert cast["member_head"].notices.filter(text__contains="thôi để đơn vị giữ bản ký số").count() == 1
    assert client.post(url("pledge_unsign", "ttbtc")).status_code == 409


def test_who_let_the_time_run_out_and_was_not_overtaken_need_not_sign_again(client, cast, digital, the_day):
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    content = signers.signed(given(client), "ky-ttbnv", signers.holder(NAMES["ttbnv"]))

    the_day.shift(timedelta(hours=25))
    client.force_login(cast["member_head"])
    assert "đang giữ bản ký" not in client.get(url("covenant_detail")).content.decode()
    assert upload(client, "ttbnv", content).status_code == 302

    pledge = pledge_of("ttbnv")
    assert pledge.status == "signed"
    assert pledge.signed_on == date(2027, 2, 25)  # of the signature, not of the upload
    assert pledge.marked_at == timezone.now()
    assert not SigningTurn.objects.exists()


def test_the_order_of_the_bloc_where_the_year_keeps_to_it(client, cast, digital):
    SigningChoice.objects.update(is_ordered=True)
    client.force_login(cast["deputy_head"])
    assert "Đang chờ: Thanh tra Bộ Tư pháp." in client.get(url("covenant_detail")).content.decode()
    assert "Ký số giao ước thi đua năm 2027" not in client.get("/").content.decode()
    early = client.post(url("pledge_take", "ttbqp"))
    assert early.status_code == 409
    assert "chờ Thanh tra Bộ Tư pháp ký trước" in early.content.decode()

    client.force_login(cast["leader_head"])
    assert sign(client, "ttbtp").status_code == 302
    client.force_login(cast["deputy_head"])
    assert "Ký số giao ước thi đua năm 2027" in client.get("/").content.decode()
    assert client.post(url("pledge_take", "ttbqp")).status_code == 302


def test_where_units_may_sign_on_paper_nobody_waits_for_another(client, cast, digital):
    client.force_login(cast["leader_clerk"])
    refused = client.post(url("signing_choose"), {"manner": "mixed", "is_ordered": "on"}).content.decode()
    assert "chỉ khi đó mới ký lần lượt được" in refused
    SigningChoice.objects.update(manner="mixed", is_ordered=True)  # as it could be chosen before
    client.force_login(cast["deputy_head"])
    assert "Ký số giao ước thi đua năm 2027" in client.get("/").content.decode()
    assert client.post(url("pledge_take", "ttbqp")).status_code == 302


def test_who_has_signed_is_told_that_another_declines(client, cast, digital, told):
    client.force_login(cast["deputy_head"])
    sign(client, "ttbqp")
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    with told():
        assert client.post(url("pledge_decline", "ttbnv"), {"reason": "Đang sáp nhập"}).status_code == 302

    words = "Thanh tra Bộ Nội vụ từ chối ký giao ước thi đua năm 2027: Đang sáp nhập"
    heard = {person for person in cast.users if cast[person].notices.filter(text=words).exists()}
    assert heard == {"leader_clerk", "leader_head", "deputy_clerk", "deputy_head"}
    assert not SigningTurn.objects.exists()


def test_a_certificate_of_another_organisation_waits_for_the_leader(client, cast, digital, told):
    client.force_login(cast["member_head"])
    abroad = signers.holder("Cục Công nghệ thông tin")
    with told():
        assert sign(client, "ttbnv", by=abroad).status_code == 302
    assert pledge_of("ttbnv").status == "waiting"
    assert client.post(url("pledge_accept", "ttbnv")).status_code == 403

    client.force_login(cast["leader_clerk"])
    assert cast["leader_clerk"].notices.filter(text__contains="“Cục Công nghệ thông tin, Cơ quan chủ quản”").exists()
    page = client.get(url("pledge_digital", "ttbnv")).content.decode()
    assert "Chấp nhận chứng thư của tổ chức này" in page
    assert client.post(url("pledge_give_back", "ttbnv")).status_code == 302  # not taken
    assert client.post(url("pledge_accept", "ttbnv")).status_code == 409

    client.force_login(cast["member_head"])
    sign(client, "ttbnv", by=abroad)
    client.force_login(cast["leader_clerk"])
    assert client.post(url("pledge_accept", "ttbnv")).status_code == 302
    pledge = pledge_of("ttbnv")
    assert (pledge.status, pledge.manner, pledge.accepted_organisation, pledge.organisation_accepted_by) == (
        "signed",
        "digital",
        "Cục Công nghệ thông tin, Cơ quan chủ quản",
        cast["leader_clerk"],
    )
    assert pledge.marked_by == cast["leader_clerk"]
    assert pledge.organisation_accepted_at == timezone.now()


@pytest.mark.parametrize("has_sent", [False, True])
def test_a_new_version_ends_the_turn_and_says_so(client, cast, digital, told, has_sent):
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    content = signers.signed(given(client), "ky-ttbnv", signers.holder("Cục Công nghệ thông tin"))
    if has_sent:
        assert upload(client, "ttbnv", content).status_code == 302
    kept = StoredFile.objects.count()

    client.force_login(cast["leader_clerk"])
    asked = client.get(url("covenant_revise")).content.decode()
    assert "Thanh tra Bộ Nội vụ đang giữ bản ký số: lượt giữ kết thúc" in asked
    assert ("tệp ký số đơn vị đã gửi, đang chờ Anh/chị xem, không được nhận" in asked) == has_sent
    with told():
        assert client.post(url("covenant_revise")).status_code == 302

    assert not SigningTurn.objects.exists()
    assert StoredFile.objects.count() == kept - has_sent
    lost = ", tệp ký số đơn vị đã gửi không được nhận" if has_sent else ""
    assert cast["member_clerk"].notices.get(text__contains="bản ký số").text == (
        f"Đơn vị thôi giữ bản ký số của giao ước thi đua năm 2027{lost}: Khối trưởng đang soạn phiên bản 2, chốt xong "
        "thì ký lại từ đầu."
    )
    client.force_login(cast["member_head"])
    late = upload(client, "ttbnv", content)
    assert late.status_code == 409
    assert "chữ ký, kể cả trong tệp đã ký số, không được nhận vào phiên bản cũ nữa" in late.content.decode()

    freezing.freeze(Covenant.objects.get(version=2), by=cast["leader_clerk"])
    client.post(url("pledge_take", "ttbnv"))
    again = upload(client, "ttbnv", content).content.decode()
    assert "Tệp này được ký trên phiên bản 1, đã được thay thế." in again
    assert not Pledge.objects.signed().exists()


def test_closing_the_year_ends_the_turn_and_names_who_is_signing(client, cast, digital):
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    kept = StoredFile.objects.count()
    content = signers.signed(given(client), "ky-ttbnv", signers.holder("Cục Công nghệ thông tin"))
    assert upload(client, "ttbnv", content).status_code == 302

    client.force_login(cast["leader_head"])
    close = cast.year.url("blocs:year_close")
    said = "Thanh tra Bộ Nội vụ đang ký số; chữ ký chưa nhận thì không nhận được nữa."
    assert said in client.get(close).content.decode()
    assert client.post(close, {"typed_year": "2027"}).status_code == 302

    assert not SigningTurn.objects.exists()
    assert StoredFile.objects.count() == kept


def test_signing_on_paper_from_now_on_ends_the_turn_and_says_so(client, cast, digital, told):
    client.force_login(cast["member_head"])
    client.post(url("pledge_take", "ttbnv"))
    content = signers.signed(given(client), "ky-ttbnv", signers.holder(NAMES["ttbnv"]))

    client.force_login(cast["leader_clerk"])
    with told():
        assert client.post(url("signing_choose"), {"manner": "paper"}).status_code == 302

    assert not SigningTurn.objects.exists()
    said = "Đơn vị thôi giữ bản ký số của giao ước thi đua năm 2027: Khối trưởng chọn ký trên giấy cho năm này."
    heard = {person for person in cast.users if cast[person].notices.filter(text=said).exists()}
    assert heard == {"member_clerk", "member_head"}
    client.force_login(cast["member_head"])
    late = upload(client, "ttbnv", content)
    assert (late.status_code, "Năm này giao ước ký trên giấy." in late.content.decode()) == (409, True)
    assert pledge_of("ttbnv").status == "waiting"


def test_who_declined_is_passed_over_and_may_still_sign_in_turn(client, cast, digital):
    SigningChoice.objects.update(is_ordered=True)
    client.force_login(cast["leader_head"])
    assert client.post(url("pledge_decline", "ttbtp"), {"reason": "Đang kiện toàn lãnh đạo"}).status_code == 302

    client.force_login(cast["deputy_head"])
    assert "Đang chờ: Thanh tra Bộ Quốc phòng." in client.get(url("covenant_detail")).content.decode()
    assert client.post(url("pledge_take", "ttbqp")).status_code == 302
    assert client.post(url("pledge_give_back", "ttbqp")).status_code == 302

    client.force_login(cast["leader_head"])
    refused = client.post(url("pledge_take", "ttbtp"))
    assert refused.status_code == 409
    assert "chờ Thanh tra Bộ Quốc phòng ký trước" in refused.content.decode()


def test_the_leader_chooses_how_the_year_signs(client, cast, frozen, settings):
    client.force_login(cast["member_head"])
    on_paper = client.post(url("pledge_take", "ttbnv"))
    assert (on_paper.status_code, "ký trên giấy" in on_paper.content.decode()) == (409, True)

    client.force_login(cast["leader_clerk"])
    unsafe = "Chưa có chứng thư gốc nào được tin cậy"
    assert unsafe not in client.get(url("signing_choose")).content.decode()
    settings.TRUST_DIR = settings.TRUST_DIR / "trong"
    assert unsafe in client.get(url("signing_choose")).content.decode()
    settings.TRUST_DIR = settings.TRUST_DIR.parent
    assert client.post(url("signing_choose"), {"manner": "digital", "is_ordered": "on"}).status_code == 302
    choice = SigningChoice.objects.get()
    assert (choice.manner, choice.is_ordered, choice.chosen_by) == ("digital", True, cast["leader_clerk"])
    for refused in (client.post(url("pledge_sign", "ttbtp")), client.get(url("pledge_sign_many"))):
        assert refused.status_code == 409

    assert client.post(url("signing_choose"), {"manner": "mixed"}).status_code == 302
    assert client.post(url("pledge_sign", "ttbtp")).status_code == 302
    said = client.post(url("signing_choose"), {"manner": "digital"}).content.decode()
    assert "Đã có đơn vị ký giấy" in said

    client.force_login(cast["member_head"])
    assert sign(client, "ttbnv").status_code == 302
    client.force_login(cast["leader_clerk"])
    rest = list(frozen.pledges.unsigned().values_list("pk", flat=True))
    day = {"signed_on": "25/02/2027", "certain_20270225": "on"}
    assert client.post(url("pledge_sign_many"), {"pledges": rest, **day}).status_code == 302
    assert Covenant.objects.get().status == "signed"
    assert set(frozen.pledges.values_list("manner", flat=True)) == {"paper", "digital"}
