"""Filled workbooks as the tests send them: the program's own template, changed with openpyxl as Excel would."""

import io
from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from blocs import clock
from blocs.clock import moment
from blocs.models import CommonTarget
from pledges.models import Registration
from pledges.workbook_template import registration_workbook
from tests.pledges.registering import catalogue, url

GENERAL, COLLECTIVE, PEOPLE = "Thông tin chung", "Danh hiệu tập thể", "Danh hiệu cá nhân"
TARGETS, INITIATIVES, MOVEMENTS = "Chỉ tiêu", "Sáng kiến", "Phong trào"
NAMES = [GENERAL, COLLECTIVE, PEOPLE, TARGETS, INITIATIVES, MOVEMENTS]


def kept(registration):
    """As it stands in the database now."""
    return Registration.objects.with_lines().get(pk=registration.pk)


def template(registration):
    """The bytes that "Tải biểu mẫu" gives."""
    return registration_workbook(kept(registration), moment(clock.now()))


def edited(content, change):
    """``content`` after ``change(book)``."""
    book = load_workbook(io.BytesIO(content))
    change(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def typed(content, cells):
    """``content`` with ``cells``, (sheet, cell) → value, typed into it."""

    def type_all(book):
        for (sheet, cell), value in cells.items():
            book[sheet][cell] = value

    return edited(content, type_all)


def send(client, content, name="bieu-mau.xlsx"):
    return client.post(url("workbook_upload"), {"workbook": SimpleUploadedFile(name, content)})


def full_registration(cast):
    """One with something of each kind in each section."""
    honours = catalogue()
    made = cast.registration("ttbnv", doc_number="21/ĐK-TTr", doc_date=date(2027, 2, 20), proposal="Một\r\nHai")
    made.honours.create(order=2, honour=honours["CSTDCS"], scope="ca_nhan", count=2, names="Nguyễn Thị Hà\nĐỗ Văn Đức",
                        posts="\nTrưởng phòng")  # fmt: skip
    made.honours.create(order=3, honour=honours["TTLDXS"], scope="tap_the_lon", count=1)
    made.honours.create(order=4, honour=honours["TTLDXS"], scope="tap_the_nho", count=3, names="Phòng 1\nPhòng 2")
    CommonTarget.objects.create(bloc_year=cast.year, code="T2", order=2, text="Không có đơn thư kéo dài", kind="zero")
    common = cast.year.common_targets.get(code="T2")
    made.targets.create(order=2, common=common, text=common.text, kind="zero", value=0)
    made.targets.create(
        order=3, text="Rút ngắn thời gian", kind="count", operator="<=", value="8.5", unit_of_measure="ngày"
    )
    made.targets.create(order=4, text='=HYPERLINK("http://x")', kind="yes_no")
    made.initiatives.create(order=2, author="Đỗ Văn Đức", title="Kho dữ liệu", for_honour=honours["CSTDCS"])
    made.movements.create(
        order=2, name="Đợt cao điểm", aim="Một\nHai", starts_on=date(2027, 3, 5), ends_on=date(2027, 5, 19)
    )
    return kept(made)


def changes_in(page):
    return [
        (change.words, change.line, change.field, change.old, change.new)
        for _, changes in page.context["found"]
        for change in changes
    ]


def preview(client):
    return client.get(url("workbook_preview"))


def sent(client, content):
    """The preview of a workbook without faults."""
    answer = send(client, content)
    assert answer.status_code == 302, [str(fault) for fault in answer.context["faults"]]
    assert answer.url == url("workbook_preview")
    return preview(client)


def take(client, page):
    return client.post(url("workbook_preview"), {"token": page.context["token"]})
