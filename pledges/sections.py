"""The sections of a registration, in the order in which they are filled in."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """``slug`` stands in the address; ``hint`` tells the clerk what belongs here; tall rows take two lines."""

    slug: str
    label: str
    hint: str
    is_tall: bool = False


GENERAL = Section(
    "thong-tin-chung",
    "Thông tin chung",
    "Số liệu nhân sự là căn cứ để tính các tỷ lệ. Số, ngày văn bản ghi theo bản giấy đã ký; có thể bổ sung sau.",
)
COLLECTIVE = Section(
    "danh-hieu-tap-the",
    "Danh hiệu tập thể",
    "Mỗi dòng là một danh hiệu hoặc hình thức khen thưởng mà đơn vị hoặc tập thể thuộc đơn vị đăng ký. Với đối tượng "
    "“Cả đơn vị”, ô Số lượng bỏ trống: chương trình ghi 1.",
    is_tall=True,
)
INDIVIDUAL = Section(
    "danh-hieu-ca-nhan",
    "Danh hiệu cá nhân",
    "Mỗi dòng là một danh hiệu hoặc hình thức khen thưởng. Ghi mỗi người một dòng: họ tên ở ô Họ và tên, chức vụ ở "
    "dòng tương ứng của ô Chức vụ; cũng dán được cả hai cột từ Word, Excel vào ô Họ và tên. Chưa rõ từng người thì "
    "chỉ ghi số lượng.",
    is_tall=True,
)
TARGETS = Section(
    "chi-tieu",
    "Chỉ tiêu thi đua",
    "Mỗi dòng là một chỉ tiêu; chính dòng này sẽ đứng trong giao ước, báo cáo sơ kết và bảng chấm điểm. Ô Cách đo cho "
    "biết số ở ô Kế hoạch là mức tối thiểu, tối đa hay đúng bằng; chọn “Không có” với điều không để xảy ra, “Có thực "
    "hiện” hoặc “Mô tả bằng lời” với chỉ tiêu không có số. Ô Đơn vị tính ghi %, cuộc, vụ …",
)
INITIATIVES = Section(
    "sang-kien",
    "Sáng kiến, đề tài",
    "Sáng kiến, đề tài là căn cứ xét danh hiệu Chiến sĩ thi đua. Nhiều tác giả thì ghi cách nhau bằng dấu phẩy.",
    is_tall=True,
)
MOVEMENTS = Section(
    "phong-trao",
    "Phong trào thi đua",
    "Các phong trào, đợt thi đua mà đơn vị phát động trong năm. Ngày ghi dạng ngày/tháng/năm, ví dụ 05/03/2027; chưa "
    "định ngày thì bỏ trống.",
)
SECTIONS = {s.slug: s for s in (GENERAL, COLLECTIVE, INDIVIDUAL, TARGETS, INITIATIVES, MOVEMENTS)}

PERSON = "ca_nhan"
GENERAL_KEYS = ("doc_number", "doc_date", "headcount", "women", "proposal")


def after(section):
    """The section that follows, or None after the last."""
    order = list(SECTIONS.values())
    return next(iter(order[order.index(section) + 1 :]), None)


def content_of(content, section):
    """What of a registration's snapshot belongs to ``section``."""
    if section == GENERAL:
        return {key: content[key] for key in GENERAL_KEYS}
    if section in (COLLECTIVE, INDIVIDUAL):
        wants_persons = section == INDIVIDUAL
        return [line for line in content["honours"] if (line["scope"] == PERSON) == wants_persons]
    return content[{TARGETS: "targets", INITIATIVES: "initiatives", MOVEMENTS: "movements"}[section]]
