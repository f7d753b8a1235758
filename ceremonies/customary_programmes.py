"""The programmes to start from, assembled from real ones; durations and who speaks are proposals."""

from dataclasses import dataclass, replace

from blocs.constraints import fitting
from ceremonies.models import AgendaItem, Ceremony

Kind = Ceremony.Kind


@dataclass(frozen=True)
class Part:
    """An item. Its texts may speak of {leader}, {office}, {chair}, {members}, {organiser}, {year}, {closed}."""

    text: str
    minutes: int
    speaker: str = ""
    paper: str = ""


WELCOME = (
    Part("Đón tiếp đại biểu", 15, "Ban tổ chức"),
    Part("Ổn định tổ chức, chào cờ", 5, "Ban tổ chức"),
    Part("Tuyên bố lý do, giới thiệu đại biểu", 5, "Người điều hành"),
    Part("Phát biểu khai mạc của {leader}", 10, "{chair}"),
)
REGISTERED = Part(
    "Thông qua Báo cáo tổng hợp đăng ký thi đua năm {year}",
    10,
    "{office}",
    "Báo cáo tổng hợp đăng ký thi đua năm {year}",
)
TEXTS = Part(
    "Thông qua dự thảo Quy chế hoạt động, Kế hoạch công tác thi đua, khen thưởng, Bảng tiêu chí chấm điểm năm {year}",
    15,
    "{office}",
    "Quy chế hoạt động, Kế hoạch công tác thi đua, khen thưởng, Bảng tiêu chí chấm điểm năm {year}",
)
SIGNING = (
    Part("Công bố nội dung Giao ước thi đua năm {year}", 5, "{office}", "Giao ước thi đua năm {year}"),
    Part("Ký kết Giao ước thi đua năm {year}", 15, "{members}", "Giao ước thi đua năm {year}"),
)
DIRECTING = Part("Phát biểu chỉ đạo của lãnh đạo {organiser}", 10, "Lãnh đạo {organiser}")
VOTE = Part("Biểu quyết thông qua các văn bản", 5, "{chair}")
END = Part("Tiếp thu ý kiến chỉ đạo, bế mạc; chụp ảnh lưu niệm", 5, "{chair}")
CLOSING = (
    Part(
        "Báo cáo tổng kết công tác thi đua, khen thưởng năm {closed}",
        15,
        "{office}",
        "Báo cáo tổng kết công tác thi đua, khen thưởng năm {closed}",
    ),
    Part(
        "Báo cáo kết quả kiểm tra, chấm điểm thi đua năm {closed}",
        10,
        "{office}",
        "Bảng tổng hợp điểm thi đua năm {closed}",
    ),
    Part("Thảo luận; đại diện các đơn vị phát biểu", 30, "{members}"),
    Part("Bầu Ban kiểm phiếu; bỏ phiếu bình xét khen thưởng năm {closed}", 15, "{chair}"),
    Part("Kiểm phiếu; giải lao", 15, "Ban kiểm phiếu"),
    Part("Công bố kết quả bình xét khen thưởng năm {closed}", 5, "Trưởng Ban kiểm phiếu", "Biên bản kiểm phiếu"),
    Part("Suy tôn và bàn giao {leader} năm {next}", 10, "{chair}"),
)

PARTS: dict[str, tuple[Part, ...]] = {
    Kind.SIGNING: (
        *WELCOME,
        REGISTERED,
        TEXTS,
        Part("Thảo luận; đại diện các đơn vị phát biểu", 30, "{members}"),
        VOTE,
        *SIGNING,
        DIRECTING,
        END,
    ),
    Kind.MIDYEAR: (
        *WELCOME,
        Part(
            "Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {year}",
            15,
            "{office}",
            "Báo cáo sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {year}",
        ),
        Part("Đại diện các đơn vị báo cáo, tham luận", 40, "{members}"),
        Part("Thảo luận nhiệm vụ 6 tháng cuối năm {year}", 20, "{chair}"),
        DIRECTING,
        END,
    ),
    Kind.FINAL: (*WELCOME, *CLOSING, DIRECTING, END),
    Kind.FINAL_AND_SIGNING: (
        *WELCOME,
        *(replace(part, minutes=20) if part.minutes == 30 else part for part in CLOSING),
        REGISTERED,
        replace(TEXTS, minutes=10),
        VOTE,
        *SIGNING,
        DIRECTING,
        END,
    ),
}
NAMES = {
    Kind.SIGNING: "Lễ ký kết Giao ước thi đua năm {year} của {bloc}",
    Kind.MIDYEAR: "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm {year} của {bloc}",
    Kind.FINAL: "Hội nghị tổng kết công tác thi đua, khen thưởng năm {year} của {bloc}",
    Kind.FINAL_AND_SIGNING: "Hội nghị tổng kết năm {closed}, triển khai nhiệm vụ và ký kết Giao ước thi đua năm {year} "
    "của {bloc}",
}


def closed_and_opened(kind: str, year: int) -> tuple[int | None, int | None]:
    """The year that such an event of the year ``year`` closes, and the one that it opens.

    The covenant that is signed is that of ``year``: an event that also closes a year closes the one before.
    """
    closes = {Kind.FINAL: year, Kind.FINAL_AND_SIGNING: year - 1}
    return closes.get(Kind(kind)), year if kind == Kind.FINAL_AND_SIGNING else None


def name(kind: str, bloc_year) -> str:
    """What the event of ``bloc_year`` is called."""
    closed, _ = closed_and_opened(kind, bloc_year.year)
    words = NAMES[Kind(kind)].format(year=bloc_year.year, closed=closed, bloc=bloc_year.bloc)
    return fitting(Ceremony, "name", words)


def items(ceremony: Ceremony, kind: str) -> list[AgendaItem]:
    """The customary programme of such an event, with the words of this bloc and year; unsaved, without hours."""
    words = _words(ceremony, kind)
    return [
        AgendaItem(
            ceremony=ceremony,
            order=order,
            minutes=part.minutes,
            **{
                each: fitting(AgendaItem, each, getattr(part, each).format(**words))
                for each in ("text", "speaker", "paper")
            },
        )
        for order, part in enumerate(PARTS[Kind(kind)], start=1)
    ]


def _words(ceremony, kind):
    bloc_year = ceremony.bloc_year
    closed, _ = closed_and_opened(kind, bloc_year.year)
    leader = bloc_year.bloc.leader_title
    return {
        "leader": leader,
        "office": f"Đại diện văn phòng {leader}",
        "chair": f"{ceremony.chair}, {leader}" if ceremony.chair else leader,
        "members": "Đại diện lãnh đạo các đơn vị thành viên",
        "organiser": str(bloc_year.bloc.organiser),
        "year": bloc_year.year,
        "closed": closed,
        "next": (closed or bloc_year.year) + 1,
    }
