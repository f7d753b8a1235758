"""The words of the host of 15 March 2017, as they are read aloud; what is done stands in brackets."""

TEXT = """
Thời gian: Sáng ngày 15/03/2017

Địa điểm: Bộ Tư pháp

Chủ trì: Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng Khối thi đua số II

Người dẫn chương trình: …

Chữ đứng: lời dẫn. Chữ nghiêng: việc cần làm, không đọc.

1. 08h00 - 08h15 Đón tiếp đại biểu

(Đón đại biểu, mời ký vào Danh sách đại biểu, phát tài liệu, hướng dẫn ngồi theo Sơ đồ chỗ ngồi và biển tên)

Kính mời các đồng chí đại biểu vào hội trường, ổn định chỗ ngồi và để điện thoại ở chế độ im lặng. Buổi lễ sẽ
bắt đầu sau ít phút.

2. 08h15 - 08h20 Tuyên bố lý do, giới thiệu đại biểu

Kính thưa các đồng chí lãnh đạo, các đồng chí đại biểu!

Kính thưa toàn thể Hội nghị!

Hôm nay, sáng ngày 15 tháng 3 năm 2017, tại Bộ Tư pháp, Khối thi đua số II tổ chức Lễ ký kết Giao ước thi đua
của Khối thi đua số II.

Đây là dịp để 7 đơn vị thành viên thống nhất nội dung, chỉ tiêu và ký kết Giao ước thi đua năm 2017 với chủ đề
“Đoàn kết, kỷ cương, trách nhiệm, hiệu quả”; qua đó phát huy tinh thần đoàn kết, trách nhiệm, phấn đấu hoàn
thành xuất sắc nhiệm vụ được giao. Đó là lý do của buổi lễ hôm nay.

Đến dự buổi lễ hôm nay, tôi xin trân trọng giới thiệu:

Về phía Thanh tra Chính phủ, có:

- Đồng chí Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ;

- Đồng chí Trần Trung Thành, Đại diện Ban Thi đua - Khen thưởng, Thanh tra Chính phủ.

Về phía các đơn vị thành viên Khối thi đua số II, có:

- Đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng;

- Đồng chí Lê Quang Khải, Chánh Thanh tra Bộ Quốc phòng;

- Đồng chí Phạm Thị Ánh Tuyết, Phó Chánh Thanh tra Bộ Kế hoạch và Đầu tư;

- Đồng chí Đỗ Văn Đức, Chánh Thanh tra Bộ Công an;

- Đồng chí Hoàng Ngọc Ân, Chánh Thanh tra Bộ Nội vụ;

- Đồng chí Vũ Duy Ưng, Chánh Thanh tra Bộ Tài chính;

- Đồng chí Trần Thị Yến, Phó Chánh Thanh tra, giám sát, Cơ quan Thanh tra, giám sát ngân hàng.

(Đại biểu được giới thiệu đứng dậy; chờ tiếng vỗ tay rồi mới giới thiệu người tiếp theo)

Đề nghị Hội nghị nhiệt liệt chào mừng sự có mặt của các đồng chí!

Chủ trì buổi lễ là đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng Khối thi đua số II.

Trân trọng kính mời đồng chí Nguyễn Quang Thía, đồng chí Nguyễn Hồng Diện lên vị trí chủ tọa.

Chương trình buổi lễ gồm 10 nội dung, đã được gửi đến các đồng chí.

3. 08h20 - 08h30 Phát biểu khai mạc của Khối trưởng

Tiếp theo chương trình, trân trọng kính mời đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng
Khối thi đua số II phát biểu khai mạc buổi lễ.

(Đồng chí Nguyễn Hồng Diện phát biểu)

Xin trân trọng cảm ơn đồng chí Nguyễn Hồng Diện.

4. 08h30 - 08h40 Thông qua Báo cáo tổng hợp đăng ký thi đua năm 2017

Tiếp theo chương trình, kính mời đại diện Thanh tra Bộ Tư pháp, đơn vị Khối trưởng trình bày Báo cáo tổng hợp
đăng ký thi đua năm 2017.

(Trình bày trong 10 phút; tài liệu đã phát cho đại biểu)

Xin cảm ơn đồng chí. Kính mời các đồng chí đại biểu cho ý kiến.

Xin Hội nghị biểu quyết thông qua Báo cáo tổng hợp đăng ký thi đua năm 2017, mỗi đơn vị một phiếu. Đơn vị nào
tán thành, đề nghị giơ tay. Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến khác?

(Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết)

Kết quả: … trên 7 đơn vị tán thành. Như vậy Hội nghị đã thông qua Báo cáo tổng hợp đăng ký thi đua năm 2017.

5. 08h40 - 08h55 Thông qua Quy chế hoạt động và Kế hoạch công tác thi đua, khen thưởng năm 2017

Tiếp theo chương trình, kính mời đại diện Thanh tra Bộ Tư pháp, đơn vị Khối trưởng trình bày Quy chế hoạt động
và Kế hoạch công tác thi đua, khen thưởng năm 2017.

(Trình bày trong 15 phút; tài liệu đã phát cho đại biểu)

Xin cảm ơn đồng chí. Kính mời các đồng chí đại biểu cho ý kiến.

Xin Hội nghị biểu quyết thông qua Quy chế hoạt động của Khối, mỗi đơn vị một phiếu. Đơn vị nào tán thành, đề
nghị giơ tay. Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến khác?

(Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết)

Kết quả: … trên 7 đơn vị tán thành. Như vậy Hội nghị đã thông qua Quy chế hoạt động của Khối.

Xin Hội nghị biểu quyết thông qua Kế hoạch công tác thi đua, khen thưởng của Khối năm 2017, mỗi đơn vị một
phiếu. Đơn vị nào tán thành, đề nghị giơ tay. Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến
khác?

(Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết)

Kết quả: … trên 7 đơn vị tán thành. Như vậy Hội nghị đã thông qua Kế hoạch công tác thi đua, khen thưởng của
Khối năm 2017.

6. 08h55 - 09h25 Đại diện lãnh đạo các đơn vị phát biểu

Tiếp theo chương trình, kính mời đại diện lãnh đạo các đơn vị phát biểu về kết quả đã đạt được, chỉ tiêu và
giải pháp thực hiện. Mỗi ý kiến xin không quá 05 phút. Xin kính mời lần lượt:

- Đồng chí Lê Quang Khải, Chánh Thanh tra Bộ Quốc phòng;

- Đồng chí Phạm Thị Ánh Tuyết, Phó Chánh Thanh tra Bộ Kế hoạch và Đầu tư;

- Đồng chí Đỗ Văn Đức, Chánh Thanh tra Bộ Công an;

- Đồng chí Hoàng Ngọc Ân, Chánh Thanh tra Bộ Nội vụ;

- Đồng chí Vũ Duy Ưng, Chánh Thanh tra Bộ Tài chính;

- Đồng chí Trần Thị Yến, Phó Chánh Thanh tra, giám sát, Cơ quan Thanh tra, giám sát ngân hàng.

(Sau mỗi ý kiến: “Xin cảm ơn ý kiến của đồng chí”, rồi mời người tiếp theo)

Xin trân trọng cảm ơn ý kiến phát biểu của các đồng chí.

7. 09h25 - 09h30 Công bố nội dung Giao ước thi đua

Tiếp theo chương trình, kính mời đại diện đơn vị Khối trưởng công bố nội dung Giao ước thi đua năm 2017 của
Khối thi đua số II với chủ đề “Đoàn kết, kỷ cương, trách nhiệm, hiệu quả”.

(Đọc Giao ước; sau đó mời Hội nghị cho ý kiến nếu có)

Xin cảm ơn đồng chí.

8. 09h30 - 09h45 Ký kết Giao ước thi đua

Kính thưa các đồng chí đại biểu, kính thưa Hội nghị!

Sau đây là nội dung trọng tâm của buổi lễ: đại diện lãnh đạo 7 đơn vị thành viên ký kết Giao ước thi đua năm
2017.

(Lễ tân đặt các bản Giao ước và bút lên bàn ký; gọi từng đơn vị, đơn vị trước ký xong mới gọi tiếp)

Trân trọng kính mời đại diện lãnh đạo các đơn vị lên ký Giao ước, lần lượt:

1. Đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng;

2. Đồng chí Lê Quang Khải, Chánh Thanh tra Bộ Quốc phòng;

3. Đồng chí Phạm Thị Ánh Tuyết, Phó Chánh Thanh tra Bộ Kế hoạch và Đầu tư;

4. Đồng chí Đỗ Văn Đức, Chánh Thanh tra Bộ Công an;

5. Đồng chí Hoàng Ngọc Ân, Chánh Thanh tra Bộ Nội vụ;

6. Đồng chí Vũ Duy Ưng, Chánh Thanh tra Bộ Tài chính;

7. Đồng chí Trần Thị Yến, Phó Chánh Thanh tra, giám sát, Cơ quan Thanh tra, giám sát ngân hàng.

Như vậy, 7 đơn vị thành viên Khối thi đua số II đã ký Giao ước thi đua năm 2017. Đề nghị Hội nghị nhiệt liệt
chúc mừng!

9. 09h45 - 10h00 Phát biểu chỉ đạo của lãnh đạo Vụ II, Thanh tra Chính phủ

Tiếp theo chương trình, trân trọng kính mời đồng chí Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ
phát biểu chỉ đạo.

(Đồng chí Nguyễn Quang Thía phát biểu)

Xin trân trọng cảm ơn đồng chí Nguyễn Quang Thía.

Khối thi đua số II xin nghiêm túc tiếp thu ý kiến chỉ đạo của đồng chí.

10. 10h00 - 10h05 Bế mạc, chụp ảnh lưu niệm

Kính thưa các đồng chí, các nội dung của chương trình đã hoàn thành. Trân trọng kính mời đồng chí Nguyễn Hồng
Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng Khối thi đua số II phát biểu tiếp thu và bế mạc buổi lễ.

(Đồng chí Nguyễn Hồng Diện phát biểu)

Thay mặt Ban Tổ chức, xin trân trọng cảm ơn các đồng chí lãnh đạo, đại biểu Thanh tra Chính phủ, lãnh đạo các
đơn vị thành viên và toàn thể các đồng chí đã đến dự. Xin cảm ơn Thanh tra Bộ Tư pháp đã chuẩn bị chu đáo cho
buổi lễ. Kính chúc các đồng chí sức khỏe, hạnh phúc và thành công!

Trân trọng kính mời các đồng chí lãnh đạo, các đồng chí đại biểu chụp ảnh lưu niệm.
"""
