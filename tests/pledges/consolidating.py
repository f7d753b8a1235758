"""A year with as many units as wanted, every one of them received, with long Vietnamese names."""

from datetime import date

from blocs.models import CommonTarget, Membership, Unit
from pledges.chasing import Awaited, words
from pledges.models import HonourLine, Initiative, Registration, Target
from tests.cast import SENT, make_unit
from tests.pledges.registering import catalogue

PLACES = (
    "Hà Nội", "Huế", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa", "Nghệ An", "Hà Tĩnh",
    "Cao Bằng", "Tuyên Quang", "Lào Cai", "Thái Nguyên", "Phú Thọ", "Bắc Ninh", "Hưng Yên", "Hải Phòng", "Ninh Bình",
    "Quảng Trị", "Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Khánh Hòa", "Lâm Đồng", "Đắk Lắk", "Thành phố Hồ Chí Minh",
    "Đồng Nai", "Tây Ninh", "Cần Thơ", "Vĩnh Long", "Đồng Tháp", "Cà Mau", "An Giang",
)  # fmt: skip
PEOPLE = "Nguyễn Thị Phương Thảo, Thanh tra viên chính\nCông Tằng Tôn Nữ Khánh Huyền\nĐỗ Văn Đức, Trưởng phòng"


def grown(cast, total):
    """``cast.year`` with ``total`` members."""
    for place in range(7, total):
        name = PLACES[(place - 7) % len(PLACES)] + (" (cũ)" if place - 7 >= len(PLACES) else "")
        unit = make_unit(f"tt-{place}", f"Thanh tra {name}", kind=Unit.Kind.PROVINCE)
        Membership.objects.create(bloc_year=cast.year, unit=unit, order=place + 1)
    return cast.year


def set_common_targets(bloc_year, *texts):
    for place, text in enumerate(texts, start=2):
        CommonTarget.objects.create(
            bloc_year=bloc_year, code=f"T{place}", order=place, text=text, kind="percent", operator=">=", value=95
        )


def receive_all(bloc_year, honours=None):
    """Everybody registers the same: each of ``honours`` (code → record), three persons, one initiative."""
    honours = honours or catalogue()
    commons = list(bloc_year.common_targets.all())
    for membership in bloc_year.memberships.all():
        registration = Registration.objects.create(
            membership=membership,
            status="accepted",
            submitted_at=SENT,
            headcount=1031,
            women=413,
            doc_number="315/ĐK-TTr",
        )
        HonourLine.objects.bulk_create(_lines(registration, honours))
        Target.objects.bulk_create(Target.answering(registration, common) for common in commons)
        Initiative.objects.create(
            registration=registration,
            order=1,
            author="Công Tằng Tôn Nữ Khánh Huyền",
            title="Giải pháp theo dõi việc thực hiện kết luận thanh tra trên phần mềm dùng chung của toàn ngành",
            for_honour=honours["CSTDCS"],
        )


def remind(membership):
    """A reminder of a last day, in the words of the program."""
    due = membership.bloc_year.due("registration") or date(membership.bloc_year.year, 3, 31)
    subject, text = words(Awaited(membership, due))
    return membership.reminders.create(occasion="soon", due=due, subject=subject, text=text)


def _lines(registration, honours):
    for order, honour in enumerate(honours.values(), start=1):
        if honour.for_individual:
            yield HonourLine(
                registration=registration, order=order, honour=honour, scope="ca_nhan", count=850, names=PEOPLE
            )
        if honour.for_collective:
            yield HonourLine(registration=registration, order=order, honour=honour, scope="tap_the_lon", count=1)
