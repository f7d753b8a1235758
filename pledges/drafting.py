"""The first draft of a covenant, written from what the year already says."""

from django.db import models, transaction

from blocs import clock
from blocs.constraints import fitting
from blocs.models import LegalBasis, Step
from documents.wording import ended
from pledges import measures, taking_over
from pledges.leftovers import OPEN
from pledges.models import CitedBasis, Clause, Covenant
from pledges.taking_over import write

CLOSING = "Các đơn vị cam kết thực hiện nghiêm túc Giao ước thi đua này."
MEASURES = (
    "Các đơn vị phổ biến Giao ước thi đua đến toàn thể cán bộ, công chức, viên chức và người lao động; gắn việc thực "
    "hiện Giao ước thi đua với nhiệm vụ chính trị của đơn vị.",
    "Các đơn vị thực hiện chế độ thông tin, báo cáo, sơ kết, tổng kết, tự chấm điểm đúng thời hạn theo Quy chế hoạt "
    "động của {bloc}.",
    "{leader} theo dõi, đôn đốc việc thực hiện Giao ước thi đua; tổ chức sơ kết, tổng kết, chấm điểm, bình xét, suy "
    "tôn và đề nghị khen thưởng theo quy định.",
)


@transaction.atomic
def draft_covenant(bloc_year) -> Covenant:
    """The first version of the year's covenant, still without clauses, with the bases that then apply."""
    due = bloc_year.due(Step.CEREMONY)
    leader = bloc_year.leader
    covenant = Covenant.objects.create(
        bloc_year=bloc_year,
        subtitle=fitting(Covenant, "subtitle", _subtitle(bloc_year, due or clock.today())),
        # Bodies of the centre write the city of their seat, local ones where they sit (NĐ 30/2020/NĐ-CP).
        place=(leader.province if leader else "") or "Hà Nội",
        dated=due,
        opening=opening(bloc_year),
        closing=CLOSING,
        copies=bloc_year.memberships.count() + 1,
    )
    cite_bases_in_force(covenant)
    return covenant


def cite_bases_in_force(covenant):
    """Cite the acts of the State valid on the signing day, and what the units registered.

    The bloc's own papers are for its leader to add: the regulation may only be adopted at the same meeting.
    """
    day = covenant.dated or clock.today()
    rows = [CitedBasis(basis=basis) for basis in LegalBasis.objects.acts_in_force(day)]
    year = covenant.bloc_year.year
    rows.append(CitedBasis(own_text=f"Trên cơ sở đăng ký thi đua năm {year} của các đơn vị"))
    for order, row in enumerate(rows, start=1):
        row.order = order
    write(rows, covenant=covenant)


class Source(models.TextChoices):
    """What the outline of a draft is begun from."""

    YEAR = "year", "Chủ đề, nội dung và chỉ tiêu của năm"
    FRAME = "frame", "Khung mẫu đủ năm phần; phần năm chưa có lời thì để dấu “…” chờ điền"
    LAST = "last", "Giao ước năm trước"
    EMPTY = "empty", "Để trống, tự soạn hoặc dán từ Word"


def last_years(bloc_year, user) -> Covenant | None:
    return taking_over.last_years(Covenant.objects.visible_to(user).filter(clauses__isnull=False), bloc_year)


@transaction.atomic
def write_clauses(covenant, source=Source.YEAR, last=None):
    """Write the outline anew from ``source``, or from ``last``; what was written is gone."""
    if source == Source.LAST:
        clauses = list(last.clauses.all())
    else:
        clauses = [] if source == Source.EMPTY else draft_clauses(covenant.bloc_year, whole=source == Source.FRAME)
    covenant.clauses.all().delete()
    write(clauses, covenant=covenant)


def draft_clauses(bloc_year, *, whole=False) -> list[Clause]:
    """The customary outline, unsaved; a part of which the year says nothing is left out, or left open if ``whole``."""
    theme = bloc_year.theme.strip(" “”.")
    goals = [goal.text for goal in bloc_year.goals.all()]
    targets = [measures.sentence(target) for target in bloc_year.common_targets.all()]
    parts = [
        ("Chủ đề thi đua", [(1, False, f"“{theme}”.")] if theme else []),
        ("Mục tiêu thi đua", []),
        ("Nội dung thi đua", [(1, True, ended(text, ".")) for text in goals]),
        ("Chỉ tiêu thi đua", [(1, True, ended(text, ".")) for text in targets]),
        ("Tổ chức thực hiện", [(1, True, text) for text in _measures(bloc_year)]),
    ]
    rows = []
    for title, said in parts:
        if said or whole:
            rows += [(0, True, title), *(said or [(1, True, OPEN)])]
    return [
        Clause(order=order, level=level, numbered=numbered, text=text)
        for order, (level, numbered, text) in enumerate(rows, start=1)
    ]


def _measures(bloc_year):
    words = {"bloc": bloc_year.bloc.word, "leader": f"{bloc_year.bloc.leader_title}"}
    return [text.format(**words) for text in MEASURES]


def _subtitle(bloc_year, day):
    organiser = bloc_year.bloc.organiser.name_on(day)
    parts = [bloc_year.bloc.name, organiser.full_name if organiser else ""]
    return f"Năm {bloc_year.year} của {' - '.join(filter(None, parts))}"


def opening(bloc_year):
    return (
        f"Chúng tôi, đại diện lãnh đạo các đơn vị thành viên {bloc_year.bloc.name}, thống nhất ký kết Giao ước "
        f"thi đua năm {bloc_year.year} với các nội dung sau:"
    )
