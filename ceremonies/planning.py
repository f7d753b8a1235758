"""A programme to start from."""

from blocs.constraints import fitting
from ceremonies.models import AgendaItem, Ceremony
from ceremonies.programme import begin_of, set_clock
from documents.wording import post_in

# Assembled from real programmes; minutes are a proposal.
SIGNING = [
    ("Đón tiếp đại biểu", 15),
    ("Tuyên bố lý do, giới thiệu đại biểu", 5),
    ("Phát biểu khai mạc của {leader}", 10),
    ("Thông qua Báo cáo tổng hợp đăng ký thi đua năm {year}", 10),
    ("Thông qua Quy chế hoạt động và Kế hoạch công tác thi đua, khen thưởng năm {year}", 15),
    ("Đại diện lãnh đạo các đơn vị phát biểu", 30),
    ("Công bố nội dung Giao ước thi đua", 5),
    ("Ký kết Giao ước thi đua", 15),
    ("Phát biểu chỉ đạo của lãnh đạo {organiser}", 15),
    ("Bế mạc, chụp ảnh lưu niệm", 5),
]


def plan_ceremony(bloc_year, *, held_on=None):
    """A planned ceremony of ``bloc_year`` with the customary programme; saved."""
    leader = bloc_year.holder_of("leader")
    ceremony = Ceremony.objects.create(
        bloc_year=bloc_year,
        name=fitting(Ceremony, "name", f"Lễ ký kết Giao ước thi đua năm {bloc_year.year} của {bloc_year.bloc}"),
        held_on=held_on,
        session=Ceremony.Session.MORNING,
        host=leader.unit if leader else None,
        chair=leader.signatory if leader else "",
        chair_post=_chair_post(leader) if leader else "",
    )
    words = {"leader": bloc_year.bloc.leader_title, "year": bloc_year.year, "organiser": str(bloc_year.bloc.organiser)}
    items = [
        AgendaItem(ceremony=ceremony, order=order, minutes=minutes, text=text.format(**words))
        for order, (text, minutes) in enumerate(SIGNING, start=1)
    ]
    set_clock(items, begin_of(ceremony))
    AgendaItem.objects.bulk_create(items)
    return ceremony


def _chair_post(leader):
    post = f"{post_in(leader.signatory_post, str(leader.unit), ' ')}, {leader.role_label}"
    return fitting(Ceremony, "chair_post", post)


def in_time(items):
    """``items`` as a list; each says whether it begins before one that stands above it."""
    items, latest = list(items), None
    for item in items:
        item.is_before_the_last = bool(latest and item.starts_at and item.starts_at < latest)
        latest = max(filter(None, [latest, item.starts_at]), default=None)
    return items
