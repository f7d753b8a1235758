"""The first draft of a covenant says what the year has said already."""

from datetime import date

from blocs.models import CommonTarget, LegalBasis
from pledges import drafting, outline


def texts(bloc_year):
    return [(entry.label, entry.clause.text) for entry in outline.labelled(drafting.draft_clauses(bloc_year))]


def test_outline_is_written_from_theme_goals_and_targets(cast):
    CommonTarget.objects.create(
        bloc_year=cast.year, code="T2", order=2, text="Đề xuất sáng kiến", kind="count", operator=">=",
        value=3, unit_of_measure="sáng kiến",
    )  # fmt: skip
    CommonTarget.objects.create(
        bloc_year=cast.year, code="T3", order=3, text="Không có công chức bị kỷ luật", kind="zero",
        operator="==", value=0, unit_of_measure="người",
    )  # fmt: skip

    assert texts(cast.year)[:9] == [
        ("I.", "Chủ đề thi đua"),
        ("", "“Đoàn kết, kỷ cương, trách nhiệm”."),
        ("II.", "Nội dung thi đua"),
        ("1.", "Tăng cường thanh tra, kiểm tra việc thực thi công vụ."),
        ("III.", "Chỉ tiêu thi đua"),
        ("1.", "Hoàn thành kế hoạch thanh tra được phê duyệt: 100%."),
        ("2.", "Đề xuất sáng kiến: từ 3 sáng kiến trở lên."),
        ("3.", "Không có công chức bị kỷ luật."),
        ("IV.", "Tổ chức thực hiện"),
    ]


def test_a_year_that_says_nothing_yet_has_only_the_standard_part(cast):
    assert [label for label, _ in texts(cast.other_year)] == ["I.", "", "II.", "1.", "2.", "3."]
    assert texts(cast.other_year)[-1][1].startswith("Cụm trưởng theo dõi, đôn đốc")


def test_bases_are_those_in_force_on_the_day_of_signing(cast):
    LegalBasis.objects.all().delete()
    for title, first, last in [
        ("cũ", date(2016, 1, 1), date(2027, 3, 30)),
        ("mới", date(2027, 3, 31), None),
        ("sau này", date(2027, 4, 1), None),
    ]:
        LegalBasis.objects.create(
            citation=f"Căn cứ văn bản {title}", title=title, signed_on=first, valid_from=first, valid_to=last
        )
    LegalBasis.objects.create(citation="Căn cứ Quy chế hoạt động của Khối", title="Quy chế")

    covenant = drafting.draft_covenant(cast.year)

    assert covenant.dated == date(2027, 3, 31)
    assert [base.text for base in covenant.bases.all()] == [
        "Căn cứ văn bản mới",
        "Trên cơ sở đăng ký thi đua năm 2027 của các đơn vị",
    ]
    assert (covenant.title, covenant.subtitle, covenant.place, covenant.copies) == (
        "GIAO ƯỚC THI ĐUA",
        "Năm 2027 của Khối thi đua số II - Thanh tra Chính phủ",
        "Hà Nội",
        8,
    )


def test_reloading_replaces_what_was_written(cast):
    covenant = drafting.draft_covenant(cast.year)
    covenant.clauses.create(level=0, text="Của riêng tôi")

    drafting.write_clauses(covenant)

    assert [c.text for c in covenant.clauses.all()] == [c.text for c in drafting.draft_clauses(cast.year)]
