"""What the bloc's texts usually say, to begin with: its regulation, its plan, its table of criteria.

``{bloc}`` "Khối", ``{name}`` "Khối thi đua số II", ``{leader}`` and ``{deputy}`` "Khối trưởng", "Khối phó",
``{organiser}`` "Thanh tra Chính phủ", ``{year}``. Outlines are (level, text) as ``OutlineRow`` has them.
"""

REGULATION = (
    (0, "Quy định chung"),
    (1, "Phạm vi điều chỉnh, đối tượng áp dụng"),
    (2, "Quy chế này quy định tổ chức, nhiệm vụ, nội dung và chế độ làm việc của {name}."),
    (2, "Quy chế này áp dụng đối với các đơn vị thành viên của {bloc}."),
    (1, "Mục đích"),
    (2, "Tạo điều kiện để các đơn vị thành viên trao đổi kinh nghiệm, phối hợp tổ chức phong trào thi đua, nâng cao "
        "hiệu quả thực hiện nhiệm vụ chính trị."),
    (2, "Đánh giá, bình xét, suy tôn các đơn vị tiêu biểu, xuất sắc để đề nghị khen thưởng theo quy định."),
    (1, "Nguyên tắc hoạt động"),
    (2, "Tự nguyện, bình đẳng, dân chủ, công khai, đoàn kết, hợp tác và cùng phát triển."),
    (2, "{bloc} hoạt động dưới sự chỉ đạo, hướng dẫn của {organiser}; các nội dung quan trọng được thảo luận và biểu "
        "quyết theo đa số."),
    (0, "Tổ chức, nhiệm vụ"),
    (1, "Cơ cấu, nhiệm kỳ, luân phiên"),
    (2, "{bloc} gồm {leader}, {deputy} và các đơn vị thành viên."),
    (2, "Nhiệm kỳ của {leader}, {deputy} là một năm, do các đơn vị suy cử luân phiên tại hội nghị tổng kết."),
    (1, "Nhiệm vụ của {leader}"),
    (2, "Chủ trì xây dựng Quy chế hoạt động, Kế hoạch công tác thi đua, khen thưởng, Bảng tiêu chí chấm điểm và Giao "
        "ước thi đua."),
    (2, "Tiếp nhận, tổng hợp đăng ký thi đua của các đơn vị; tổ chức ký kết giao ước, sơ kết, tổng kết."),
    (2, "Chủ trì chấm điểm, bình xét, suy tôn; gửi hồ sơ đề nghị khen thưởng và báo cáo {organiser}."),
    (1, "Nhiệm vụ của {deputy}"),
    (2, "Phối hợp với {leader} điều hành hoạt động của {bloc}; thay mặt {leader} khi được ủy quyền."),
    (2, "Tham gia chấm điểm các đơn vị thành viên và tiếp nhận đăng ký thi đua của {leader}."),
    (1, "Nhiệm vụ của các đơn vị thành viên"),
    (2, "Đăng ký thi đua, tự chấm điểm, báo cáo sơ kết, tổng kết đầy đủ, đúng thời hạn."),
    (2, "Tham gia các hội nghị và hoạt động chung của {bloc}; tham gia bình xét, suy tôn."),
    (1, "Cán bộ giúp việc"),
    (2, "Mỗi đơn vị cử một cán bộ làm đầu mối, giúp lãnh đạo theo dõi công tác thi đua, khen thưởng của {bloc}."),
    (0, "Nội dung và chế độ làm việc"),
    (1, "Nội dung hoạt động"),
    (2, "Phát động phong trào thi đua, ký kết và tổ chức thực hiện Giao ước thi đua."),
    (2, "Trao đổi kinh nghiệm, phát hiện, bồi dưỡng và nhân rộng điển hình tiên tiến."),
    (1, "Hội nghị"),
    (2, "{bloc} họp ký kết giao ước thi đua, sơ kết sáu tháng và tổng kết năm; họp khi cần theo đề nghị của {leader}."),
    (2, "Hội nghị do {leader} chủ trì, có đại diện lãnh đạo các đơn vị thành viên tham dự."),
    (1, "Chế độ thông tin, báo cáo"),
    (2, "Các đơn vị gửi đăng ký, báo cáo sơ kết, tổng kết, bảng tự chấm điểm đến {leader} theo thời hạn của kế hoạch."),
    (2, "{leader} tổng hợp, báo cáo {organiser} và thông báo kết quả đến các đơn vị."),
    (1, "Kinh phí hoạt động"),
    (2, "Kinh phí hoạt động do {leader} và các đơn vị thành viên bảo đảm theo quy định và theo thống nhất hằng năm."),
    (0, "Chấm điểm, bình xét, suy tôn"),
    (1, "Căn cứ chấm điểm"),
    (2, "Bảng tiêu chí chấm điểm, Giao ước thi đua của năm và kết quả thực hiện nhiệm vụ có tài liệu minh chứng."),
    (1, "Quy trình chấm điểm, xếp hạng"),
    (2, "Các đơn vị tự chấm điểm và gửi {leader}."),
    (2, "{leader} và {deputy} tổ chức kiểm tra chéo, thống nhất điểm của từng đơn vị tại hội nghị tổng kết."),
    (2, "Thứ hạng xếp theo tổng điểm từ cao xuống thấp; các đơn vị bằng điểm do hội nghị biểu quyết."),
    (1, "Bỏ phiếu suy tôn"),
    (2, "Đơn vị được suy tôn để đề nghị tặng Cờ thi đua, Bằng khen do các đơn vị thành viên bỏ phiếu kín."),
    (2, "Mỗi đơn vị thành viên có một phiếu; kết quả được ghi trong biên bản kiểm phiếu."),
    (1, "Hồ sơ đề nghị khen thưởng"),
    (2, "Hồ sơ gồm tờ trình của {leader}, biên bản bình xét, biên bản kiểm phiếu và báo cáo thành tích của đơn vị được "
        "đề nghị; gửi {organiser} theo thời hạn quy định."),
    (0, "Điều khoản thi hành"),
    (1, "Tổ chức thực hiện"),
    (2, "Các đơn vị thành viên tổ chức thực hiện Quy chế này; {leader} theo dõi, đôn đốc."),
    (2, "Việc sửa đổi, bổ sung Quy chế do {leader} tổng hợp, trình các đơn vị thành viên xem xét, quyết định."),
)  # fmt: skip

PLAN = (
    (0, "Mục đích, yêu cầu"),
    (1, "Tổ chức có hiệu quả phong trào thi đua năm {year}, góp phần hoàn thành nhiệm vụ chính trị của từng đơn vị."),
    (1, "Nội dung thi đua cụ thể, thiết thực, bám sát Giao ước thi đua và Bảng tiêu chí chấm điểm của {bloc}."),
    (0, "Nội dung"),
    (1, "Công tác thi đua"),
    (2, "Đăng ký thi đua, ký kết và thực hiện Giao ước thi đua năm {year}."),
    (2, "Phát động, hưởng ứng các phong trào thi đua do {organiser} và các cấp phát động."),
    (2, "Phát hiện, bồi dưỡng, tổng kết và nhân rộng điển hình tiên tiến."),
    (1, "Công tác khen thưởng"),
    (2, "Bình xét, suy tôn và đề nghị khen thưởng công khai, đúng đối tượng, đúng quy trình."),
    (2, "Quan tâm khen thưởng tập thể nhỏ, người trực tiếp công tác."),
    (1, "Kiểm tra, sơ kết, tổng kết"),
    (2, "Kiểm tra việc thực hiện Giao ước thi đua; sơ kết sáu tháng, tổng kết năm."),
)  # fmt: skip
PROGRESS = "Tiến độ thực hiện"  # heads the year's deadlines
CARRYING_OUT = (
    (0, "Tổ chức thực hiện"),
    (1, "{leader} chủ trì, phối hợp với {deputy} triển khai, theo dõi, đôn đốc việc thực hiện Kế hoạch; báo cáo "
        "{organiser}."),
    (1, "Các đơn vị thành viên căn cứ Kế hoạch này tổ chức thực hiện và gửi báo cáo đúng thời hạn."),
)  # fmt: skip

_PER_CENT = "Đạt 100%: điểm tối đa; từ 90% đến dưới 100%: 80%; từ 70% đến dưới 90%: 50%; dưới 70%: không có điểm."
_IN_TIME = (
    "Đúng hạn: điểm tối đa; chậm 01 - 02 ngày: 75%; chậm 03 - 05 ngày: 50%; chậm 06 - 10 ngày: 25%; chậm trên 10 ngày "
    "hoặc không gửi: không có điểm."
)
# Kind, content, points, how they are given: 950 points and 50 more, what is not done takes off 8.
CRITERIA = (
    ("group", "Thực hiện nhiệm vụ chính trị, chuyên môn", None, ""),
    ("item", "Hoàn thành kế hoạch thanh tra được phê duyệt", 150, _PER_CENT),
    ("item", "Thực hiện kết luận, kiến nghị, quyết định xử lý sau thanh tra", 100, _PER_CENT),
    ("item", "Tiếp công dân, giải quyết khiếu nại, tố cáo thuộc thẩm quyền", 120, _PER_CENT),
    ("item", "Phòng, chống tham nhũng, lãng phí, tiêu cực", 100, ""),
    ("item", "Chế độ thông tin, báo cáo với {organiser}", 80, _IN_TIME),
    ("group", "Chấp hành chủ trương của Đảng, pháp luật của Nhà nước; xây dựng cơ quan, đoàn thể", None, ""),
    ("item", "Chấp hành chủ trương của Đảng, chính sách, pháp luật của Nhà nước", 50, ""),
    ("item", "Xây dựng tổ chức đảng, đoàn thể trong sạch, vững mạnh", 50, ""),
    ("item", "Kỷ luật, kỷ cương hành chính; chuyển đổi số, cải cách hành chính", 50, ""),
    ("group", "Công tác thi đua, khen thưởng và hoạt động của {bloc}", None, ""),
    ("item", "Đăng ký thi đua đầy đủ, đúng thời hạn", 40, _IN_TIME),
    ("item", "Ký kết và thực hiện giao ước thi đua", 60, ""),
    ("item", "Tổ chức phong trào thi đua; sáng kiến, đề tài được công nhận", 60, ""),
    ("item", "Phát hiện, bồi dưỡng, nhân rộng điển hình tiên tiến", 40, ""),
    ("item", "Tham gia đầy đủ hoạt động, hội nghị, báo cáo của {bloc}", 50, ""),
    ("bonus", "Điểm thưởng", None, ""),
    ("item", "Được tặng Cờ thi đua của Chính phủ hoặc Huân chương trong năm", 20, "Có quyết định khen thưởng."),
    ("item", "Được tặng Cờ thi đua cấp bộ, ngành, tỉnh hoặc Bằng khen của Thủ tướng Chính phủ", 10,
     "Có quyết định khen thưởng."),
    ("item", "Sáng kiến, mô hình mới được áp dụng trong toàn ngành", 10, "Có văn bản công nhận."),
    ("item", "Đăng cai, tổ chức hoạt động của {bloc}", 10, ""),
    ("penalty", "Điểm trừ", None, ""),
    ("item", "Không phát động thi đua, không đăng ký hoặc không ký kết giao ước thi đua", 8, "Trừ cho mỗi nội dung."),
    ("item", "Gửi hồ sơ, báo cáo chậm hoặc không đúng yêu cầu", 8, "Trừ 02 điểm cho mỗi lần."),
)  # fmt: skip
