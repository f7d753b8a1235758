"""The covenant as it is printed: names of the day, who stands for whom, the code, any number of units."""

import io
from datetime import date

import pdfplumber
import pytest
import zxingcpp
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from documents.description import Paragraph
from documents.pdf import render
from pledges import drafting, freezing
from pledges.models import Covenant
from pledges.papers import covenant_paper
from tests.cast import make_unit, make_user, make_year


def text_of(content):
    with pdfplumber.open(io.BytesIO(content)) as opened:
        # The watermark of a draft stands aslant.
        upright = [page.filter(lambda thing: thing.get("upright", True)) for page in opened.pages]
        return [page.extract_text(use_text_flow=True) for page in upright]


def faces_of(content):
    with pdfplumber.open(io.BytesIO(content)) as opened:
        return {char["fontname"].split("+")[1] for page in opened.pages for char in page.chars}


def codes_on(content):
    """What a telephone reads from the printed pages."""
    with pdfplumber.open(io.BytesIO(content)) as opened:
        pictures = [page.to_image(resolution=150).original for page in opened.pages]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def many(cast, count):
    units = [make_unit(f"dv-{n}", f"Thanh tra tỉnh thứ {n}", f"Ủy ban nhân dân tỉnh thứ {n}") for n in range(count)]
    bloc_year = make_year(cast.bloc, 2028, units)
    covenant = drafting.draft_covenant(bloc_year)
    drafting.write_clauses(covenant)
    return covenant


def test_names_are_those_of_the_day(cast, draft):
    cast.units["ttbtc"].names.create(full_name="Thanh tra Bộ mới", valid_from=date(2027, 3, 31))
    cast.units["ttbca"].names.create(full_name="Thanh tra sau này", valid_from=date(2027, 4, 1))

    units = [cell.unit for cell in covenant_paper(draft).grid.cells]

    assert "Thanh tra Bộ mới" in units
    assert "Thanh tra Bộ Công an" in units
    assert "Thanh tra sau này" not in units


def test_leader_and_deputy_come_first_whatever_the_order(cast, draft):
    for code, order in [("ttbtp", 90), ("ttbqp", 80)]:
        type(cast.memberships[code]).objects.filter(pk=cast.memberships[code].pk).update(order=order)

    cells = covenant_paper(draft).grid.cells

    assert [(cell.unit, cell.role) for cell in cells[:3]] == [
        ("Thanh tra Bộ Tư pháp", "Khối trưởng"),
        ("Thanh tra Bộ Quốc phòng", "Khối phó"),
        ("Thanh tra Bộ Kế hoạch và Đầu tư", ""),
    ]


def test_a_cluster_has_its_own_words(cast):
    paper = covenant_paper(drafting.draft_covenant(cast.other_year))
    assert paper.grid.cells[0].role == "Cụm trưởng"
    assert paper.recipients[-1] == "Lưu: VT, Cụm trưởng"


def test_copies_are_shared_out_where_they_add_up(cast, draft):
    assert covenant_paper(draft).closing.endswith(
        "Giao ước được lập thành 08 bản có giá trị như nhau, mỗi đơn vị thành viên giữ 01 bản, "
        "gửi Thanh tra Chính phủ 01 bản."
    )
    draft.copies = 10
    assert covenant_paper(draft).closing.endswith("gửi Thanh tra Chính phủ 01 bản, lưu 02 bản tại Khối trưởng.")
    draft.copies = 5
    assert covenant_paper(draft).closing.endswith("Giao ước được lập thành 05 bản có giá trị như nhau.")


def test_the_witness_is_printed_if_there_is_one(cast, draft):
    assert covenant_paper(draft).grid.witness is None
    draft.witness, draft.witness_post = "Nguyễn Quang Thía", "Vụ trưởng Vụ II"

    text = " ".join(" ".join(text_of(render(covenant_paper(draft)))).split())

    assert "CHỨNG KIẾN ĐẠI DIỆN THANH TRA CHÍNH PHỦ VỤ TRƯỞNG VỤ II" in text
    assert "Nguyễn Quang Thía" in text


def test_the_annex_has_common_targets_in_the_words_of_the_bloc(cast, draft):
    cast.registration("ttbca", status="accepted").targets.update(text="Khác", operator="<=", value=90)

    annex = covenant_paper(draft).annexes[3]

    assert annex.blocks[0].rows[0] == (1, cast.common_target.text, "từ 90% trở lên")


def test_the_annex_lists_every_unit_that_signs_with_its_received_targets(cast, draft):
    registration = cast.registration("ttbnv", status="accepted")
    registration.targets.create(order=2, text="Tổ chức hội thảo", kind="count", operator=">=", value=2)
    cast.registration("ttbtc", status="returned")
    cast.registration("ttbca", status="accepted").targets.all().delete()

    annexes = covenant_paper(draft).annexes

    said = "(Kèm theo Giao ước thi đua năm 2027 của Khối thi đua số II ngày 31 tháng 3 năm 2027)"
    assert {annex.reference for annex in annexes} == {said}
    pending = Paragraph("Đơn vị chưa hoàn thành việc đăng ký chỉ tiêu thi đua.")
    assert [(annex.label, annex.title, getattr(*annex.blocks, "rows", annex.blocks[0])) for annex in annexes] == [
        ("Phụ lục I", "Chỉ tiêu thi đua của Thanh tra Bộ Tư pháp", pending),
        ("Phụ lục II", "Chỉ tiêu thi đua của Thanh tra Bộ Quốc phòng", pending),
        ("Phụ lục III", "Chỉ tiêu thi đua của Thanh tra Bộ Kế hoạch và Đầu tư", pending),
        (
            "Phụ lục IV",
            "Chỉ tiêu thi đua của Thanh tra Bộ Công an",
            Paragraph("Đơn vị không đăng ký chỉ tiêu riêng."),
        ),
        (
            "Phụ lục V",
            "Chỉ tiêu thi đua của Thanh tra Bộ Nội vụ",
            ((1, "Hoàn thành kế hoạch thanh tra được phê duyệt", "100%"), (2, "Tổ chức hội thảo", "từ 2 trở lên")),
        ),
        ("Phụ lục VI", "Chỉ tiêu thi đua của Thanh tra Bộ Tài chính", pending),
        ("Phụ lục VII", "Chỉ tiêu thi đua của Cơ quan Thanh tra, giám sát ngân hàng", pending),
    ]


def test_without_any_received_target_there_is_no_annex(cast, draft):
    cast.registration("ttbnv", status="submitted")
    cast.registration("ttbca", status="accepted").targets.all().delete()

    assert covenant_paper(draft).annexes == ()


def test_the_code_on_the_paper_leads_to_its_check(cast, draft, settings, client):
    settings.SITE_URL = "https://thidua.example.vn"

    document = freezing.freeze(draft, by=cast["leader_clerk"]).document

    url = f"https://thidua.example.vn/xac-minh/{document.code}/"
    assert url in "".join(text_of(document.pdf.read())).replace("\n", "")
    assert codes_on(document.pdf.read()) == [url]
    assert document.snapshot["verification"]["url"] == url
    page = client.get(document.get_absolute_url())
    assert document.sha256 in page.content.decode()


@pytest.mark.parametrize("count", [7, 63])
def test_any_number_of_units_signs(cast, count, django_assert_max_num_queries):
    covenant = Covenant.objects.get(pk=many(cast, count).pk)
    with django_assert_max_num_queries(24):
        paper = covenant_paper(covenant)

    content = render(paper)

    text = " ".join(" ".join(text_of(content)).split())
    assert all(f"THANH TRA TỈNH THỨ {n}" in text for n in range(count))
    assert all(face.startswith("Liberation-Serif-2.1.5") for face in faces_of(content))


def test_the_query_count_is_the_same_at_7_and_63(cast, django_assert_max_num_queries):
    counts = []
    # The first freezing of the process also looks up what the audit log then remembers.
    for count, year in [(2, 2028), (7, 2029), (63, 2030)]:
        units = [make_unit(f"nam-{year}-{n}", f"Thanh tra {n}") for n in range(count)]
        covenant = drafting.draft_covenant(make_year(cast.bloc, year, units))
        drafting.write_clauses(covenant)
        ContentType.objects.clear_cache()  # the audit log asks for each type once a process
        with django_assert_max_num_queries(60) as seen:
            freezing.freeze(covenant, by=make_user(f"lanh-dao-{year}", unit=units[0]))
        counts.append(len(seen))
    # SQLite takes a thousand values at once: 63 pledges are written in two steps.
    assert counts[2] - counts[1] == (1 if connection.vendor == "sqlite" else 0)
