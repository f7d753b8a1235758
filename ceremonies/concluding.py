"""What the notice of the meeting's conclusions says at first, from what was recorded."""

from blocs.models import Step
from blocs.sequence import by_when
from ceremonies import agreed
from documents.wording import ended
from pledges import measures

AFTERWARDS = Step.values[Step.values.index(Step.CEREMONY) + 1 :]


def rows(ceremony):
    """Level, whether it is numbered, and text of each item: what was decided, what is to be done, by when."""
    for heading, part in (
        ("Nội dung hội nghị thống nhất", _decided(ceremony)),
        (f"Nhiệm vụ năm {ceremony.bloc_year.year}", _tasks(ceremony.bloc_year)),
        ("Thời hạn thực hiện", _dates(ceremony.bloc_year)),
        ("Tổ chức thực hiện", _carrying_out(ceremony.bloc_year.bloc)),
    ):
        if items := list(part):
            yield 0, True, heading
            yield from ((level, True, text) for level, text in items)


def _decided(ceremony):
    for verb, title, votes in agreed.decisions(ceremony):
        yield 1, f"{verb} {ended(title, '')}{f' ({votes})' if votes else ''}."
    if signed := agreed.signed(ceremony):
        yield 1, signed


def _tasks(bloc_year):
    if bloc_year.theme:
        yield 1, f"Chủ đề thi đua: “{bloc_year.theme}”."
    yield from ((1, ended(text, ".")) for text in agreed.contents(bloc_year))
    if targets := list(bloc_year.common_targets.all()):
        yield 1, "Chỉ tiêu chung:"
        yield from ((3, f"{measures.sentence(target)}.") for target in targets)


def _dates(bloc_year):
    """The steps that come after the ceremony."""
    for deadline in bloc_year.known_deadlines:
        if deadline.step in AFTERWARDS:
            yield 1, f"{deadline.get_step_display()}: {by_when(deadline.step, deadline.due)}."


def _carrying_out(bloc):
    yield 1, "Các đơn vị thành viên tổ chức thực hiện giao ước, nhiệm vụ và thời hạn trên."
    yield 1, f"{bloc.leader_title} theo dõi, đôn đốc; khó khăn, vướng mắc, các đơn vị phản ánh về {bloc.leader_title}."
