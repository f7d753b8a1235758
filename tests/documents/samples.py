"""Papers as the offices write them, of any size. The seven units are those of 2017."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from documents.description import (
    Annex,
    Attached,
    Column,
    GridCell,
    Heading,
    Issuer,
    OutlineItem,
    Paper,
    Paragraph,
    Signature,
    SignatureGrid,
    Table,
    Verification,
)
from documents.wording import labels, roman

SEVEN = (
    ("Thanh tra Bộ Tư pháp", "", "Chánh Thanh tra", "", "Nguyễn Hồng Diện"),
    ("Thanh tra Bộ Quốc phòng", "", "Chánh Thanh tra", "Trung tướng", "Lê Quang Khải"),
    (
        "Thanh tra Bộ Kế hoạch và Đầu tư",
        "KT. Chánh Thanh tra",
        "Phó Chánh Thanh tra",
        "",
        "Phạm Thị Ánh Tuyết",
    ),
    ("Thanh tra Bộ Công an", "", "Chánh Thanh tra", "Thiếu tướng", "Đỗ Văn Đức"),
    ("Thanh tra Bộ Nội vụ", "", "Chánh Thanh tra", "", "Hoàng Ngọc Ân"),
    ("Thanh tra Bộ Tài chính", "", "Chánh Thanh tra", "", "Vũ Duy Ưng"),
    (
        "Cơ quan Thanh tra, giám sát ngân hàng",
        "KT. Chánh Thanh tra, giám sát",
        "Phó Chánh Thanh tra, giám sát",
        "",
        "Trần Thị Yến",
    ),
)
PROVINCES = (
    "Hà Nội", "Huế", "Lai Châu", "Điện Biên", "Sơn La", "Lạng Sơn", "Quảng Ninh", "Thanh Hóa", "Nghệ An", "Hà Tĩnh",
    "Cao Bằng", "Tuyên Quang", "Lào Cai", "Thái Nguyên", "Phú Thọ", "Bắc Ninh", "Hưng Yên", "Hải Phòng", "Ninh Bình",
    "Quảng Trị", "Đà Nẵng", "Quảng Ngãi", "Gia Lai", "Khánh Hòa", "Lâm Đồng", "Đắk Lắk", "Thành phố Hồ Chí Minh",
    "Đồng Nai", "Tây Ninh", "Cần Thơ", "Vĩnh Long", "Đồng Tháp", "Cà Mau", "An Giang",
)  # fmt: skip
CONTENTS = (
    "Tăng cường thanh tra, kiểm tra việc thực hiện kế hoạch, chương trình công tác của ngành và việc thực thi công vụ; "
    "siết chặt kỷ cương, kỷ luật",
    "Nắm chắc tình hình, chủ động phát hiện, bố trí lực lượng và điều kiện để tiến hành các cuộc thanh tra, kiểm tra",
    "Xây dựng đội ngũ cán bộ, đảng viên đủ phẩm chất, năng lực, đáp ứng yêu cầu nhiệm vụ",
    "Củng cố, kiện toàn tổ chức đảng các cấp trong sạch, vững mạnh",
    "Đổi mới, nâng cao hiệu quả phong trào thi đua; tham gia đầy đủ các hoạt động thi đua của Khối",
    "Lập thành tích chào mừng các ngày lễ lớn của đất nước trong năm 2017",
)
TARGETS = (
    "Hoàn thành 100% kế hoạch thanh tra được phê duyệt",
    "100% đơn vị trong Khối đạt danh hiệu “Tập thể lao động xuất sắc”",
    "Không có công chức, Thanh tra viên bị thi hành kỷ luật",
)
HEADINGS = ("Chủ đề", "Nội dung thi đua", "Chỉ tiêu", "Tổ chức thực hiện")
MEASURES = (
    "Các đơn vị phổ biến Giao ước đến toàn thể cán bộ, công chức, viên chức và người lao động:",
    "Gắn việc thực hiện Giao ước với nhiệm vụ chính trị của đơn vị",
    "Định kỳ 06 tháng và cả năm, báo cáo kết quả về Khối trưởng",
    "Khối trưởng theo dõi, đôn đốc, tổ chức sơ kết, tổng kết, chấm điểm, bình xét, suy tôn theo Quy chế của Khối.",
)


FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi")
GIVEN = (
    "Văn Ánh", "Thị Bích", "Minh Châu", "Quốc Dũng", "Đình Đức", "Thu Hằng", "Trọng Khải", "Thùy Linh", "Hữu Nghĩa",
    "Kim Oanh", "Hồng Phượng", "Ngọc Thủy",
)  # fmt: skip


def cells(count: int) -> tuple[GridCell, ...]:
    """The seven, then provinces; no two signers have one name."""
    signers = list(SEVEN[:count])
    for i in range(count - len(signers)):
        again = f" {i // len(PROVINCES) + 1}" if i >= len(PROVINCES) else ""
        name = f"{FAMILIES[i // len(GIVEN) % len(FAMILIES)]} {GIVEN[i % len(GIVEN)]}"
        unit = f"Thanh tra {PROVINCES[i % len(PROVINCES)]}{again}"
        signers.append((unit, "", "Chánh Thanh tra", "", name))
    roles = ("Khối trưởng", "Khối phó")
    return tuple(
        GridCell(unit, roles[i] if i < 2 else "", authority, post, name, rank, key=f"ky-{i + 1}")
        for i, (unit, authority, post, rank, name) in enumerate(signers)
    )


def outline() -> tuple[OutlineItem, ...]:
    levels_and_texts = [
        (0, HEADINGS[0]),
        (9, "“Đoàn kết, kỷ cương, trách nhiệm, hiệu quả”."),
        (0, HEADINGS[1]),
    ]
    levels_and_texts += [(1, f"{text}.") for text in CONTENTS]
    levels_and_texts += [(0, HEADINGS[2]), *((1, f"{text}.") for text in TARGETS), (0, HEADINGS[3])]
    levels_and_texts += [(1, MEASURES[0]), (2, f"{MEASURES[1]};"), (2, f"{MEASURES[2]}."), (1, MEASURES[3])]
    numbered = labels([level for level, _ in levels_and_texts])
    return tuple(
        OutlineItem(min(level, 1), "" if level == 9 else label, text)
        if level in (1, 9)
        else OutlineItem(level, label, text)
        for label, (level, text) in zip(numbered, levels_and_texts, strict=True)
    )


def covenant(units: int, *, targets_each: int = 0, landscape: bool = False) -> Paper:
    """A covenant of ``units`` members, with an annex for each, of ``targets_each`` targets, if asked for."""
    return Paper(
        kind="Giao ước thi đua",
        subject="Năm 2017 của Khối thi đua số II - Thanh tra Chính phủ",
        issuer=Issuer("Thanh tra Chính phủ", "Khối thi đua số II"),
        place="Hà Nội",
        dated=date(2017, 3, 15),
        year=2017,
        bases=(
            "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003",
            "Căn cứ Kế hoạch phát động phong trào thi đua năm 2017 của Thanh tra Chính phủ",
            "Trên cơ sở đăng ký thi đua của các đơn vị thành viên",
        ),
        opening="Hôm nay, ngày 15 tháng 3 năm 2017, tại trụ sở Bộ Tư pháp, chúng tôi gồm đại diện lãnh đạo các đơn vị "
        "thuộc Khối thi đua số II thống nhất ký kết giao ước thi đua năm 2017 với các nội dung sau:",
        blocks=outline(),
        closing=f"Giao ước này được lập thành {units + 2} bản có giá trị như nhau, mỗi đơn vị thành viên giữ 01 bản, "
        "gửi Thanh tra Chính phủ 01 bản, lưu 01 bản tại Khối trưởng.",
        grid=SignatureGrid(
            "Đại diện các đơn vị ký kết giao ước thi đua",
            cells(units),
            GridCell("Thanh tra Chính phủ", "", "", "Vụ trưởng Vụ II", "Nguyễn Quang Thía", key="ky-chung-kien"),
        ),
        recipients=(
            "Thanh tra Chính phủ (Vụ Tổ chức cán bộ)",
            "Các đơn vị thành viên",
            f"Lưu: VT, Khối trưởng ({units + 2}b)",
        ),
        annexes=tuple(
            targets_annex(position, cell.unit, targets_each, landscape)
            for position, cell in enumerate(cells(units) if targets_each else (), start=1)
        ),
        verification=Verification("K7QF-2MXA-9T", "https://thidua.example.vn/xac-minh/K7QF-2MXA-9T/"),
        keywords=("giao ước thi đua", "Khối thi đua số II", "2017"),
    )


def targets_annex(position: int, unit: str, each: int, landscape: bool) -> Annex:
    columns = (
        Column("TT", 6, "center"),
        Column("Chỉ tiêu", 64),
        Column("Mức phấn đấu", 15, group="Kế hoạch năm 2017"),
        Column("Đơn vị tính", 15, "center", group="Kế hoạch năm 2017"),
    )
    texts = (*TARGETS, *CONTENTS)
    rows = tuple((j + 1, texts[j % len(texts)], Decimal("95.5") if j else 100, "%") for j in range(each))
    table = Table(columns, rows, total=("", "Tổng cộng", each, "chỉ tiêu"))
    reference = "(Kèm theo Giao ước thi đua ngày 15 tháng 3 năm 2017 của Khối thi đua số II)"
    return Annex(f"Phụ lục {roman(position)}", f"Chỉ tiêu thi đua của {unit}", reference, (table,), landscape)


HONOURS = ("TTLĐTT", "TTLĐXS", "Bằng khen", "Cờ TTCP", "Cờ CP")
PERSONAL = ("LĐTT", "CSTĐCS", "CSTĐ ngành", "CSTĐTQ", "Bằng khen", "Khác")


def report(units: int) -> Paper:
    """The consolidated report: portrait body, one signature, a wide landscape annex and a portrait one."""
    columns = (
        Column("TT", 3, "center"),
        Column("Đơn vị", 17),
        Column("Tổng số CBCC", 6),
        *(Column(title, 6, group="Tập thể") for title in HONOURS),
        *(Column(title, 6, group="Cá nhân") for title in PERSONAL),
        Column("Ghi chú", 8),
    )
    rows = tuple(
        (i + 1, cell.unit, 1000 + i, 3, 1, 2, 1, 0, 850 + i, 127, 2, 0, 5, None, "")
        for i, cell in enumerate(cells(units))
    )
    total = ("", "Tổng cộng", *(sum(row[i] or 0 for row in rows) for i in range(2, 14)), "")
    wide = Annex("Phụ lục I", "Tổng hợp đăng ký danh hiệu", "", (Table(columns, rows, total),), landscape=True)
    names = Table(
        (Column("TT", 8, "center"), Column("Họ và tên", 40), Column("Đơn vị", 52)),
        tuple((i + 1, cell.name, cell.unit) for i, cell in enumerate(cells(units))),
    )
    return replace(
        covenant(7),
        kind="Báo cáo",
        subject="Tổng hợp đăng ký thi đua năm 2017",
        symbol="05/BC-KTĐ",
        addressees=("Thanh tra Chính phủ", "Vụ Tổ chức cán bộ"),
        bases=(),
        opening="",
        blocks=(Paragraph("Đến ngày 10/3/2017, 7/7 đơn vị đã gửi đăng ký thi đua.", lead="Tình hình đăng ký."),),
        closing="Trên đây là báo cáo của Khối thi đua số II.",
        grid=None,
        signatures=(Signature(("Khối trưởng", "Chánh Thanh tra Bộ Tư pháp"), "Nguyễn Hồng Diện"),),
        annexes=(wide, Annex("Phụ lục II", "Danh sách cá nhân", "", (names,))),
    )


def decision() -> Paper:
    """A decision with the regulation that it puts into force (Phụ lục III, mẫu 1.3)."""
    regulation = Attached(
        kind="Quy chế",
        subject="Tổ chức và hoạt động của Khối thi đua số II",
        reference="(Kèm theo Quyết định số 05/QĐ-KTĐ ngày 15 tháng 3 năm 2017 của Khối trưởng Khối thi đua số II)",
        blocks=(
            Heading("Chương I", "Quy định chung"),
            Paragraph("Phạm vi điều chỉnh", lead="Điều 1.", bold=True),
            *(OutlineItem(2, f"{number}.", text) for number, text in enumerate(CONTENTS * 3, start=1)),
            Heading("Chương II", "Điều khoản thi hành"),
            Paragraph("Các đơn vị thành viên thực hiện Quy chế này.", lead="Điều 2."),
        ),
    )
    return replace(
        report(7),
        kind="Quyết định",
        subject="Ban hành Quy chế tổ chức và hoạt động của Khối thi đua số II",
        symbol="05/QĐ-KTĐ",
        addressees=(),
        authority="Khối trưởng Khối thi đua số II",
        bases=("Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022", "Theo kết quả biểu quyết"),
        opening="",
        blocks=(Paragraph("Ban hành kèm theo Quyết định này Quy chế.", lead="Điều 1."),),
        closing="",
        annexes=(),
        attached=regulation,
    )
