"""The consolidated report (Báo cáo tổng hợp đăng ký thi đua) with its landscape annexes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from blocs import clock
from blocs.models import BlocYear, Unit
from documents.description import Annex, Paper, Table
from documents.description import OutlineItem as Item
from documents.issuing import Issue
from documents.layout import LANDSCAPE
from documents.models import symbol_of
from documents.splitting import split
from documents.wording import MOST_NAMED, ended, long_date, number, roman, short_date, symbol
from pledges import checks, exports
from pledges.consolidation import Consolidation, Title, UnitLine, consolidate
from pledges.differences import differences
from pledges.measures import promised
from pledges.papers import leader

DEPARTMENT = "Vụ Tổ chức cán bộ"  # standing body for emulation at Thanh tra Chính phủ


@dataclass(frozen=True)
class Numbered:
    """An annex before it knows how many others there are."""

    title: str
    tables: tuple[Table, ...]


def consolidation_paper(bloc_year: BlocYear) -> Paper:
    """The report as it stands now; a draft while units may still hand in and not all are received."""
    return report_paper(consolidate(bloc_year))


def report_title(whole: Consolidation) -> str:
    """As the register has it. What follows an adopted report is a supplementary one."""
    supplementary = " bổ sung" if whole.adopted else ""
    return f"Báo cáo tổng hợp đăng ký thi đua{supplementary} năm {whole.bloc_year.year}"


def report_paper(whole: Consolidation, issue: Issue | None = None) -> Paper:
    """Without ``issue`` as a draft, or with the number and date that the register has by hand."""
    bloc_year = whole.bloc_year
    subject = report_title(whole).removeprefix("Báo cáo tổng").strip()
    signature = leader.signature(bloc_year, whole.on)
    given, dated = (issue.symbol, issue.dated) if issue else _in_the_register(whole)
    return Paper(
        kind="Báo cáo",
        subject=f"Tổng {subject} của {bloc_year.bloc.name}",
        issuer=leader.issuer(bloc_year, whole.on),
        place=leader.seat(bloc_year),
        dated=dated,
        year=bloc_year.year,
        symbol=given,
        addressees=(_addressee(bloc_year, whole.on),),
        opening=_opening(whole, issue),
        blocks=(*_state_of_registration(whole), *_results(whole), *_assessment(whole)),
        closing=f"Trên đây là báo cáo tổng hợp đăng ký thi đua năm {bloc_year.year} của {bloc_year.bloc.name}, "
        f"kính gửi {leader.name_on(bloc_year.bloc.organiser, whole.on)} xem xét, tổng hợp.",
        signatures=(replace(signature, name=issue.signer) if issue else signature,),
        recipients=("Như trên", f"Các đơn vị thành viên {bloc_year.bloc.name}", "Lưu: VT"),
        annexes=_annexes(whole, _reference(whole, given, dated)),
        verification=issue.verification if issue else None,
        draft=issue is None and is_draft(whole),
        sample=bloc_year.is_sample,
        keywords=("tổng hợp đăng ký thi đua", bloc_year.bloc.name, str(bloc_year.year)),
    )


def _opening(whole, issue):
    said = []
    if issue and issue.place:
        said.append(f"Báo cáo được thông qua tại {issue.place}.")
    if whole.adopted:
        before = whole.adopted.document
        said.append(
            f"Báo cáo này thay thế Báo cáo số {before.symbol} {long_date(before.dated)}; các nội dung đăng ký bổ sung "
            "từ đó nêu tại Phụ lục V."
        )
    return " ".join(said)


def is_draft(whole: Consolidation) -> bool:
    """True while the figures may still change by themselves: nothing issued, time left, units missing.

    What would follow an adopted report is a draft until it is adopted itself.
    """
    if whole.adopted:
        return True
    if whole.issued or not whole.missing:
        return False
    return not whole.received or whole.due is None or not clock.day_is_over(whole.due)


def _in_the_register(whole):
    """Symbol and date that somebody entered; room for both until then."""
    if whole.issued:
        symbol_given = whole.issued.symbol or symbol_of("BC", whole.bloc_year, whole.issued.number)
        return symbol_given, whole.issued.dated
    return symbol(None, "BC", whole.bloc_year.bloc.symbol), None


def _addressee(bloc_year, day):
    """Thanh tra Chính phủ has a standing body for emulation; of others we do not know it."""
    organiser = bloc_year.bloc.organiser
    name = leader.name_on(organiser, day)
    return f"{name} ({DEPARTMENT})" if organiser.kind == Unit.Kind.CENTRAL else name


def _listed(units: Iterable[UnitLine]) -> str:
    return "; ".join(unit.name for unit in units)


def _state_of_registration(whole):
    yield Item(0, "I.", "Tình hình đăng ký")
    day = long_date(whole.on)
    coverage = f"{whole.coverage} thành viên{_on_paper(whole)}"
    yield Item(1, "1.", f"Tính đến {day}, đã tiếp nhận bản đăng ký thi đua của {coverage}.")
    on_time = len(whole.received) - len(whole.late)
    due = f" (hạn chung: hết ngày {short_date(whole.due)})" if whole.due else ""
    late = f"; {len(whole.late)} đơn vị gửi chậm: {_listed(whole.late)}" if whole.late else ""
    yield Item(1, "2.", f"{on_time} đơn vị gửi đúng hạn{due}{late}.")
    if whole.missing:
        names = "; ".join(f"{unit.name} ({unit.words.lower()})" for unit in whole.missing)
        yield Item(1, "3.", f"{len(whole.missing)} đơn vị chưa có bản đăng ký được tiếp nhận: {names}.")


def _on_paper(whole):
    """Units that registered without content here: what they registered is a state secret."""
    if not whole.on_paper:
        return ""
    return f", trong đó {len(whole.on_paper)} đơn vị nộp bản giấy, không tổng hợp nội dung: {_listed(whole.on_paper)}"


def _results(whole):
    yield Item(0, "II.", "Kết quả tổng hợp")
    yield Item(1, "1.", _people(whole))
    yield Item(1, "2.", f"Tập thể: {_sums(whole, whole.collective)} (chi tiết tại Phụ lục I).")
    individual = f"Cá nhân: {_sums(whole, whole.individual)} (chi tiết tại Phụ lục I, Phụ lục III){_unnamed(whole)}."
    yield Item(1, "3.", individual)
    yield Item(1, "4.", _initiatives(whole))
    yield Item(1, "5.", "Chỉ tiêu chung (chi tiết tại Phụ lục II):")
    if not whole.common_targets:
        yield Item(3, "-", f"Năm {whole.bloc_year.year} không đặt chỉ tiêu chung.")
    for target in whole.common_targets:
        answered = sum((target.pk, unit.membership.pk) in whole.answers for unit in whole.told)
        level = promised(target)
        text = f"{target.text}{f' ({level})' if level else ''}"
        yield Item(3, "-", f"{text}: {answered}/{len(whole.told)} đơn vị đăng ký{_below(whole, target)}.")


def _below(whole, target):
    """The units that promise less than the bloc has set itself, with what they promise."""
    found = ((unit, whole.answers.get((target.pk, unit.membership.pk))) for unit in whole.received)
    short = [
        f"{unit.name} ({promised(row) or number(row.value)})"
        for unit, row in found
        if row and row.value is not None and checks.falls_short(row.value, target)
    ]
    return f", trong đó thấp hơn mức chung: {_few(short)}" if short else ""


def _unnamed(whole):
    """How many persons each unit counts and does not name, so that lists and sums are not taken for a fault.

    Lao động tiên tiến is nearly everybody and customarily only counted.
    """
    found = []
    for unit in whole.received:
        rows = [row for row in unit.reading.individual if row.names or row.code != checks.LDTT]
        if missing := sum(max(row.count - len(row.names), 0) for row in rows):
            found.append(f"{unit.name}: {number(missing)}")
    return f"; số người chưa ghi tên trong danh sách: {_few(found)}" if found else ""


def _few(named: list[str]) -> str:
    """A list that can be read in a sentence; of many, how many."""
    return "; ".join(named) if len(named) <= MOST_NAMED else f"ở {len(named)} đơn vị"


def _people(whole):
    share = ""
    if whole.headcount:
        ratio = (Decimal(100) * whole.women / whole.headcount).quantize(Decimal("0.1"))
        share = f", trong đó nữ: {number(whole.women)} người ({number(ratio)}%)"
    apart = ", không kể đơn vị nộp bản giấy" if whole.on_paper else ""
    return f"Tổng số cán bộ, công chức của các đơn vị đã đăng ký{apart}: {number(whole.headcount)} người{share}."


def _sums(whole: Consolidation, titles: Iterable[Title]) -> str:
    return "; ".join(f"{title.name}: {number(whole.total(title))}" for title in titles) or "chưa có đăng ký"


def _initiatives(whole):
    units = sum(bool(unit.reading and unit.reading.initiatives) for unit in whole.received)
    if not units:
        return "Sáng kiến, đề tài: chưa có đăng ký."
    return f"Sáng kiến, đề tài: {len(whole.initiatives)}, của {units} đơn vị (chi tiết tại Phụ lục IV)."


def _assessment(whole):
    yield Item(0, "III.", "Đánh giá, kiến nghị")
    bloc = whole.bloc_year.bloc
    if whole.missing:
        text = (
            f"{bloc.leader_title} tiếp tục đôn đốc {len(whole.missing)} đơn vị nêu tại điểm 3 mục I hoàn thành đăng ký."
        )
    else:
        text = f"Tất cả các đơn vị thành viên của {bloc.word} đã đăng ký thi đua."
    yield Item(1, "1.", text)
    proposals = [(u.name, u.reading.proposal) for u in whole.received if u.reading and u.reading.proposal.strip()]
    yield Item(1, "2.", "Kiến nghị của các đơn vị:" if proposals else "Các đơn vị không có kiến nghị.")
    for unit, proposal in proposals:
        lines = [ended(" ".join(line.split()), "") for line in proposal.splitlines() if line.strip()]
        yield Item(3, "-", ended(f"{unit}: {'; '.join(line.lstrip('-–•+ ') for line in lines)}", "."))


def _annexes(whole, reference):
    parts = [
        Numbered("Danh hiệu thi đua, hình thức khen thưởng đăng ký", split(exports.counts_table(whole), LANDSCAPE)),
        Numbered("Đăng ký thực hiện các chỉ tiêu chung", split(exports.answers_table(whole), LANDSCAPE)),
        Numbered(
            "Danh sách tập thể, cá nhân đăng ký",
            (exports.collectives_table(whole), exports.persons_table(whole)),
        ),
        Numbered("Sáng kiến, đề tài đăng ký", (exports.initiatives_table(whole),)),
    ]
    if whole.adopted:
        changed = exports.differences_table(differences(whole))
        parts.append(Numbered(f"Đăng ký bổ sung so với Báo cáo số {whole.adopted.document.symbol}", (changed,)))
    return tuple(
        Annex(f"Phụ lục {roman(place)}", part.title, reference, part.tables, landscape=True)
        for place, part in enumerate(parts, start=1)
    )


def _reference(whole, given, dated):
    year = whole.bloc_year
    day = long_date(dated) if dated else f"ngày ..... tháng ..... năm {year.year}"
    return f"(Kèm theo Báo cáo số {given} {day} của {year.bloc.name})"
