"""Titles and awards of the inspection sector, and the acts a covenant cites.

Multiples are those of NĐ 152/2025/NĐ-CP, Điều 50 and 54. An act's last day is the day
before another replaced it; NĐ 152/2025/NĐ-CP expires by its own Điều 60 on 01/3/2027.
"""

from datetime import date

from django.db import migrations

# code, name, short name, kind, multiple for a person, multiple for a collective (None: not for them)
HONOURS = [
    ("TTLDTT", "Tập thể lao động tiên tiến", "TTLĐTT", "title", None, "0.8"),
    ("TTLDXS", "Tập thể lao động xuất sắc", "TTLĐXS", "title", None, "1.5"),
    ("CO_TTCP", "Cờ thi đua của Thanh tra Chính phủ", "Cờ TTCP", "title", None, "8.0"),
    ("CO_CP", "Cờ thi đua của Chính phủ", "Cờ Chính phủ", "title", None, "12.0"),
    ("LDTT", "Lao động tiên tiến", "LĐTT", "title", "0.3", None),
    ("CSTDCS", "Chiến sĩ thi đua cơ sở", "CSTĐCS", "title", "1.0", None),
    ("CSTD_NGANH", "Chiến sĩ thi đua ngành Thanh tra", "CSTĐ ngành", "title", "3.0", None),
    ("CSTD_TQ", "Chiến sĩ thi đua toàn quốc", "CSTĐTQ", "title", "4.5", None),
    ("GK", "Giấy khen", "Giấy khen", "award", "0.3", "0.6"),
    ("BK_TTCP", "Bằng khen của Tổng Thanh tra Chính phủ", "Bằng khen TTCP", "award", "1.5", "3.0"),
    ("BK_TTG", "Bằng khen của Thủ tướng Chính phủ", "Bằng khen TTg", "award", "3.5", "7.0"),
    ("KNC", "Kỷ niệm chương “Vì sự nghiệp Thanh tra”", "Kỷ niệm chương", "award", "0.6", None),
]

# citation as printed, short title, signed on, in force from, to the end of
LEGAL_BASES = [
    (
        "Căn cứ Luật Thi đua, khen thưởng ngày 26 tháng 11 năm 2003 và các Luật sửa đổi, bổ sung năm 2005, "
        "năm 2013",
        "Luật Thi đua, khen thưởng 2003 (sửa đổi 2005, 2013)",
        date(2003, 11, 26),
        date(2014, 6, 1),
        date(2023, 12, 31),
    ),
    (
        "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
        "Luật Thi đua, khen thưởng 2022",
        date(2022, 6, 15),
        date(2024, 1, 1),
        None,
    ),
    (
        "Căn cứ Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017 của Chính phủ quy định chi tiết thi hành "
        "một số điều của Luật Thi đua, khen thưởng",
        "Nghị định 91/2017/NĐ-CP",
        date(2017, 7, 31),
        date(2017, 10, 1),
        date(2023, 12, 31),
    ),
    (
        "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023 của Chính phủ quy định chi tiết thi hành "
        "một số điều của Luật Thi đua, khen thưởng",
        "Nghị định 98/2023/NĐ-CP",
        date(2023, 12, 31),
        date(2024, 1, 1),
        date(2025, 6, 30),
    ),
    (
        "Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân "
        "quyền trong lĩnh vực thi đua, khen thưởng; quy định chi tiết và hướng dẫn thi hành một số điều của "
        "Luật Thi đua, khen thưởng",
        "Nghị định 152/2025/NĐ-CP",
        date(2025, 6, 14),
        date(2025, 7, 1),
        date(2027, 2, 28),
    ),
    (
        "Căn cứ Thông tư số 01/2016/TT-TTCP ngày 06 tháng 10 năm 2016 của Thanh tra Chính phủ quy định công tác "
        "thi đua, khen thưởng trong ngành Thanh tra",
        "Thông tư 01/2016/TT-TTCP",
        date(2016, 10, 6),
        date(2016, 10, 6),
        date(2024, 5, 14),
    ),
    (
        "Căn cứ Thông tư số 03/2024/TT-TTCP ngày 25 tháng 3 năm 2024 của Tổng Thanh tra Chính phủ quy định chi "
        "tiết, hướng dẫn thi hành một số điều của Luật Thi đua, khen thưởng đối với ngành Thanh tra",
        "Thông tư 03/2024/TT-TTCP",
        date(2024, 3, 25),
        date(2024, 5, 15),
        None,
    ),
    (
        "Căn cứ Quy chế hoạt động của Khối thi đua",
        "Quy chế hoạt động của Khối thi đua",
        None,
        None,
        None,
    ),
    ("Căn cứ Quy chế hoạt động của Cụm thi đua", "Quy chế hoạt động của Cụm thi đua", None, None, None),
    (
        "Trên cơ sở đăng ký thi đua của các đơn vị",
        "Đăng ký thi đua của các đơn vị",
        None,
        None,
        None,
    ),
]


def fill(apps, schema_editor):
    honours = apps.get_model("blocs", "Honour").objects
    for place, (code, name, short, kind, person, collective) in enumerate(HONOURS, start=1):
        honours.get_or_create(
            code=code,
            defaults={
                "name": name,
                "short_name": short,
                "kind": kind,
                "for_individual": person is not None,
                "for_collective": collective is not None,
                "individual_multiple": person,
                "collective_multiple": collective,
                "order": 10 * place,
            },
        )
    bases = apps.get_model("blocs", "LegalBasis").objects
    for place, (citation, title, signed_on, valid_from, valid_to) in enumerate(LEGAL_BASES, start=1):
        bases.get_or_create(
            citation=citation,
            defaults={
                "title": title,
                "signed_on": signed_on,
                "valid_from": valid_from,
                "valid_to": valid_to,
                "order": 10 * place,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("blocs", "0001_initial")]
    # Going back leaves the rows: registrations and covenants may already stand on them.
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
