"""The words of the host of 6 March 2026: a cụm, which speaks of its Cụm trưởng and of a Hội nghị."""

TEXT = """
Thời gian: Sáng ngày 06/03/2026

Địa điểm: Thanh tra tỉnh Phú Thọ

Chủ trì: Nguyễn Thị Ánh, Chánh Thanh tra tỉnh Phú Thọ, Cụm trưởng

Người dẫn chương trình: …

Chữ đứng: lời dẫn. Chữ nghiêng: việc cần làm, không đọc.

1. 08h00 - 08h15 Đón tiếp đại biểu

(Đón đại biểu, mời ký vào Danh sách đại biểu, phát tài liệu, hướng dẫn ngồi theo Sơ đồ chỗ ngồi và biển tên)

Kính mời các đồng chí đại biểu vào hội trường, ổn định chỗ ngồi và để điện thoại ở chế độ im lặng. Hội nghị sẽ
bắt đầu sau ít phút.

2. 08h15 - 08h20 Tuyên bố lý do, giới thiệu đại biểu

Kính thưa các đồng chí lãnh đạo, các đồng chí đại biểu!

Kính thưa toàn thể Hội nghị!

Hôm nay, sáng ngày 06 tháng 3 năm 2026, tại Thanh tra tỉnh Phú Thọ, Cụm thi đua Thanh tra các tỉnh Trung du và
miền núi phía Bắc tổ chức Hội nghị ký kết Giao ước thi đua năm 2026.

Đây là dịp để 10 đơn vị thành viên thống nhất nội dung, chỉ tiêu và ký kết Giao ước thi đua năm 2026 với chủ
đề “Thi đua đổi mới, sáng tạo, kỷ cương, liêm chính, hiệu quả”; qua đó phát huy tinh thần đoàn kết, trách
nhiệm, phấn đấu hoàn thành xuất sắc nhiệm vụ được giao. Đó là lý do của Hội nghị hôm nay.

Đến dự Hội nghị hôm nay, tôi xin trân trọng giới thiệu:

Về phía Thanh tra Chính phủ, có:

- Đại diện lãnh đạo Vụ Tổ chức cán bộ, Thanh tra Chính phủ.

Về phía các đơn vị thành viên Cụm thi đua Thanh tra các tỉnh Trung du và miền núi phía Bắc, có:

- Đồng chí Nguyễn Thị Ánh, Chánh Thanh tra tỉnh Phú Thọ, Cụm trưởng;

- Đồng chí Đỗ Quang Dũng, Chánh Thanh tra tỉnh Thái Nguyên, Cụm phó;

- Đồng chí Nguyễn Văn Đức, Chánh Thanh tra tỉnh Bắc Ninh;

- Đồng chí Nông Thị Ân, Chánh Thanh tra tỉnh Cao Bằng;

- Đồng chí Hoàng Văn Ước, Chánh Thanh tra tỉnh Lạng Sơn;

- Đồng chí Vũ Thị Hạ, Chánh Thanh tra tỉnh Lào Cai;

- Đồng chí Ma Thế Hả, Chánh Thanh tra tỉnh Tuyên Quang;

- Đồng chí Lò Văn Hà, Chánh Thanh tra tỉnh Điện Biên;

- Đồng chí Giàng A Dí, Chánh Thanh tra tỉnh Lai Châu;

- Đồng chí Cầm Thị Đào, Chánh Thanh tra tỉnh Sơn La.

(Đại biểu được giới thiệu đứng dậy; chờ tiếng vỗ tay rồi mới giới thiệu người tiếp theo)

Đề nghị Hội nghị nhiệt liệt chào mừng sự có mặt của các đồng chí!

Chủ trì Hội nghị là đồng chí Nguyễn Thị Ánh, Chánh Thanh tra tỉnh Phú Thọ, Cụm trưởng.

Trân trọng kính mời đại diện lãnh đạo Vụ Tổ chức cán bộ, Thanh tra Chính phủ, đồng chí Nguyễn Thị Ánh lên vị
trí chủ tọa.

Chương trình Hội nghị gồm 9 nội dung, đã được gửi đến các đồng chí.

3. 08h20 - 08h30 Phát biểu khai mạc của Cụm trưởng

Tiếp theo chương trình, trân trọng kính mời đồng chí Nguyễn Thị Ánh, Chánh Thanh tra tỉnh Phú Thọ, Cụm trưởng
phát biểu khai mạc Hội nghị.

(Đồng chí Nguyễn Thị Ánh phát biểu)

Xin trân trọng cảm ơn đồng chí Nguyễn Thị Ánh.

4. 08h30 - 08h45 Thông qua Báo cáo tổng hợp đăng ký thi đua, Quy chế hoạt động và Kế hoạch của Cụm

Tiếp theo chương trình, kính mời đại diện Thanh tra tỉnh Phú Thọ, đơn vị Cụm trưởng trình bày Báo cáo tổng hợp
đăng ký thi đua, Quy chế hoạt động và Kế hoạch của Cụm.

(Trình bày trong 15 phút; tài liệu đã phát cho đại biểu)

Xin cảm ơn đồng chí. Kính mời các đồng chí đại biểu cho ý kiến.

Xin Hội nghị biểu quyết thông qua Báo cáo tổng hợp đăng ký thi đua năm 2026, mỗi đơn vị một phiếu. Đơn vị nào
tán thành, đề nghị giơ tay. Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến khác?

(Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết)

Kết quả: … trên 10 đơn vị tán thành. Như vậy Hội nghị đã thông qua Báo cáo tổng hợp đăng ký thi đua năm 2026.

Xin Hội nghị biểu quyết thông qua Quy chế hoạt động của Cụm, mỗi đơn vị một phiếu. Đơn vị nào tán thành, đề
nghị giơ tay. Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến khác?

(Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết)

Kết quả: … trên 10 đơn vị tán thành. Như vậy Hội nghị đã thông qua Quy chế hoạt động của Cụm.

Xin Hội nghị biểu quyết thông qua Kế hoạch công tác thi đua, khen thưởng của Cụm năm 2026, mỗi đơn vị một
phiếu. Đơn vị nào tán thành, đề nghị giơ tay. Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến
khác?

(Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết)

Kết quả: … trên 10 đơn vị tán thành. Như vậy Hội nghị đã thông qua Kế hoạch công tác thi đua, khen thưởng của
Cụm năm 2026.

5. 08h45 - 09h15 Đại diện các đơn vị phát biểu

Tiếp theo chương trình, kính mời đại diện lãnh đạo các đơn vị phát biểu về kết quả đã đạt được, chỉ tiêu và
giải pháp thực hiện. Mỗi ý kiến xin không quá 03 phút. Xin kính mời lần lượt:

- Đồng chí Đỗ Quang Dũng, Chánh Thanh tra tỉnh Thái Nguyên, Cụm phó;

- Đồng chí Nguyễn Văn Đức, Chánh Thanh tra tỉnh Bắc Ninh;

- Đồng chí Nông Thị Ân, Chánh Thanh tra tỉnh Cao Bằng;

- Đồng chí Hoàng Văn Ước, Chánh Thanh tra tỉnh Lạng Sơn;

- Đồng chí Vũ Thị Hạ, Chánh Thanh tra tỉnh Lào Cai;

- Đồng chí Ma Thế Hả, Chánh Thanh tra tỉnh Tuyên Quang;

- Đồng chí Lò Văn Hà, Chánh Thanh tra tỉnh Điện Biên;

- Đồng chí Giàng A Dí, Chánh Thanh tra tỉnh Lai Châu;

- Đồng chí Cầm Thị Đào, Chánh Thanh tra tỉnh Sơn La.

(Sau mỗi ý kiến: “Xin cảm ơn ý kiến của đồng chí”, rồi mời người tiếp theo)

Xin trân trọng cảm ơn ý kiến phát biểu của các đồng chí.

6. 09h15 - 09h20 Công bố nội dung Giao ước thi đua

Tiếp theo chương trình, kính mời đại diện đơn vị Cụm trưởng công bố nội dung Giao ước thi đua năm 2026 của Cụm
thi đua Thanh tra các tỉnh Trung du và miền núi phía Bắc với chủ đề “Thi đua đổi mới, sáng tạo, kỷ cương, liêm
chính, hiệu quả”.

(Đọc Giao ước; sau đó mời Hội nghị cho ý kiến nếu có)

Xin cảm ơn đồng chí.

7. 09h20 - 09h35 Ký kết Giao ước thi đua

Kính thưa các đồng chí đại biểu, kính thưa Hội nghị!

Sau đây là nội dung trọng tâm của Hội nghị: đại diện lãnh đạo 10 đơn vị thành viên ký kết Giao ước thi đua năm
2026.

(Lễ tân đặt các bản Giao ước và bút lên bàn ký; gọi từng đơn vị, đơn vị trước ký xong mới gọi tiếp)

Trân trọng kính mời đại diện lãnh đạo các đơn vị lên ký Giao ước, lần lượt:

1. Đồng chí Nguyễn Thị Ánh, Chánh Thanh tra tỉnh Phú Thọ, Cụm trưởng;

2. Đồng chí Đỗ Quang Dũng, Chánh Thanh tra tỉnh Thái Nguyên, Cụm phó;

3. Đồng chí Nguyễn Văn Đức, Chánh Thanh tra tỉnh Bắc Ninh;

4. Đồng chí Nông Thị Ân, Chánh Thanh tra tỉnh Cao Bằng;

5. Đồng chí Hoàng Văn Ước, Chánh Thanh tra tỉnh Lạng Sơn;

6. Đồng chí Vũ Thị Hạ, Chánh Thanh tra tỉnh Lào Cai;

7. Đồng chí Ma Thế Hả, Chánh Thanh tra tỉnh Tuyên Quang;

8. Đồng chí Lò Văn Hà, Chánh Thanh tra tỉnh Điện Biên;

9. Đồng chí Giàng A Dí, Chánh Thanh tra tỉnh Lai Châu;

10. Đồng chí Cầm Thị Đào, Chánh Thanh tra tỉnh Sơn La.

Như vậy, 10 đơn vị thành viên Cụm thi đua Thanh tra các tỉnh Trung du và miền núi phía Bắc đã ký Giao ước thi
đua năm 2026. Đề nghị Hội nghị nhiệt liệt chúc mừng!

8. 09h35 - 09h45 Phát biểu chỉ đạo của lãnh đạo Thanh tra Chính phủ

Tiếp theo chương trình, trân trọng kính mời đại diện lãnh đạo Vụ Tổ chức cán bộ, Thanh tra Chính phủ phát biểu
chỉ đạo.

(Đại diện lãnh đạo Vụ Tổ chức cán bộ, Thanh tra Chính phủ phát biểu)

Xin trân trọng cảm ơn đại diện lãnh đạo Vụ Tổ chức cán bộ, Thanh tra Chính phủ.

Cụm thi đua Thanh tra các tỉnh Trung du và miền núi phía Bắc xin nghiêm túc tiếp thu ý kiến chỉ đạo của đồng
chí.

9. 09h45 - 09h50 Bế mạc, chụp ảnh lưu niệm

Kính thưa các đồng chí, các nội dung của chương trình đã hoàn thành. Trân trọng kính mời đồng chí Nguyễn Thị
Ánh, Chánh Thanh tra tỉnh Phú Thọ, Cụm trưởng phát biểu tiếp thu và bế mạc Hội nghị.

(Đồng chí Nguyễn Thị Ánh phát biểu)

Thay mặt Ban Tổ chức, xin trân trọng cảm ơn các đồng chí lãnh đạo, đại biểu Thanh tra Chính phủ, lãnh đạo các
đơn vị thành viên và toàn thể các đồng chí đã đến dự. Xin cảm ơn Thanh tra tỉnh Phú Thọ đã chuẩn bị chu đáo
cho Hội nghị. Kính chúc các đồng chí sức khỏe, hạnh phúc và thành công!

Trân trọng kính mời các đồng chí lãnh đạo, các đồng chí đại biểu chụp ảnh lưu niệm.
"""
