"""The bloc's texts as official papers: with the decision that puts them into force, or under their own name."""

from __future__ import annotations

from dataclasses import replace

from blocs import clock
from documents.description import Attached, Block, Cell, Column, Paper, Paragraph, Table
from documents.issuing import Issue
from documents.models import IssuedDocument
from documents.wording import capitalised, long_date, symbol
from pledges import criteria, outline
from pledges.models import BlocText, Criterion
from pledges.papers import leader

ADOPTED_AT = "Theo kết quả thông qua tại "


def text_paper(text: BlocText, issue: Issue | None = None) -> Paper:
    """A draft with room for number and date until it is issued."""
    year = text.bloc_year
    day = issue.dated if issue else clock.today()
    signature = leader.signature(year, day)
    whole = Paper(
        kind=text.kind_word,
        subject=capitalised(text.subject),
        issuer=leader.issuer(year, day),
        place=leader.seat(year),
        dated=issue.dated if issue else None,
        year=year.year,
        symbol=issue.symbol if issue else _blank_symbol(text),
        bases=_bases(text, issue),
        signatures=(replace(signature, name=issue.signer) if issue else signature,),
        verification=issue.verification if issue else None,
        draft=issue is None,
        sample=year.is_sample,
        keywords=(text.get_kind_display(), year.bloc.name, str(year.year)),
    )
    return _decision(text, whole, day) if text.is_by_decision else _named(text, whole, day)


def document_title(text: BlocText) -> str:
    """As the register has it."""
    return f"Quyết định ban hành {text.name}" if text.is_by_decision else text.name


def _named(text, whole, day):
    """Mẫu 1.4."""
    replaced = f"{text.kind_word} này thay thế {_before(text)}." if _before(text) else ""
    return replace(
        whole,
        opening=" ".join(filter(None, [text.opening, replaced])),
        blocks=_content(text),
        closing=text.closing,
        recipients=(*_recipients(text, day), "Lưu: VT"),
    )


def _decision(text, whole, day):
    """Mẫu 1.3."""
    name = text.bloc_year.bloc.name
    head = f"{text.bloc_year.bloc.leader_title} {name}"
    articles = (
        f"Ban hành kèm theo Quyết định này {text.name}.",
        f"Quyết định này có hiệu lực kể từ ngày ký{f' và thay thế {_before(text)}' if _before(text) else ''}.",
        f"Các đơn vị thành viên {name} chịu trách nhiệm thi hành Quyết định này.",
    )
    given = f" số {whole.symbol}" + (f" {long_date(whole.dated)}" if whole.dated else "")
    said = [Paragraph(line) for line in (text.opening,) if line]
    attached = Attached(
        kind=text.kind_word,
        subject=whole.subject,
        reference=f"(Kèm theo Quyết định{given} của {head})",
        blocks=(*said, *_content(text), *(Paragraph(line) for line in (text.closing,) if line)),
    )
    return replace(
        whole,
        kind="Quyết định",
        subject=f"Ban hành {text.name}",
        authority=head,
        blocks=tuple(Paragraph(line, lead=f"Điều {place}.") for place, line in enumerate(articles, start=1)),
        recipients=("Như Điều 3", *_recipients(text, day), "Lưu: VT"),
        attached=attached,
    )


def _blank_symbol(text):
    if text.document_kind in IssuedDocument.UNNUMBERED:
        return ""
    return symbol(None, text.document_kind, text.bloc_year.bloc.symbol)


def _bases(text, issue):
    lines = [line.strip() for line in text.bases.splitlines() if line.strip()]
    if issue and issue.place:
        lines.append(f"{ADOPTED_AT}{issue.place}")
    return tuple(lines)


def _before(text):
    """The paper whose place this one takes; "" for the first."""
    document = text.supersedes.document if text.supersedes else None
    if document is None:
        return ""
    number = f" số {document.symbol}" if document.symbol else ""
    return f"{document.get_kind_display()}{number} {long_date(document.dated)}"


def _recipients(text, day):
    year = text.bloc_year
    return leader.name_on(year.bloc.organiser, day), f"Các đơn vị thành viên {year.bloc.name}"


def _content(text) -> tuple[Block, ...]:
    if text.is_table:
        return (criteria_table(criteria.groups(text.criteria.all())),)
    clauses = text.clauses.all()
    return outline.articles(clauses) if text.has_articles else outline.items(clauses)


def criteria_table(found: list[criteria.Group]) -> Table:
    columns = (
        Column("TT", 7, "center"),
        Column("Mã", 9, "center"),
        Column("Tiêu chí", 41),
        Column("Điểm tối đa", 11, "center"),
        Column("Cách chấm điểm", 32),
    )
    rows: list[tuple[Cell, ...]] = []
    heads = []
    for group in found:
        taken = group.row.kind == Criterion.Kind.PENALTY
        heads.append(len(rows))
        rows.append((group.label, "", group.row.content, None if taken else group.points, group.row.scoring))
        sign = -1 if taken else 1
        rows += [
            (place, row.code, row.content, sign * (row.max_points or 0), row.scoring)
            for place, row in enumerate(group.items, start=1)
        ]
    whole = criteria.totals(found)
    total = ("", "", "Tổng điểm", whole.most, _of_which(whole))
    return Table(columns, tuple(rows), total=total if rows else None, groups=tuple(heads), empty="Chưa có tiêu chí.")


def _of_which(whole):
    return f"Trong đó điểm thưởng tối đa {whole.bonus_words}" if whole.bonus else ""
