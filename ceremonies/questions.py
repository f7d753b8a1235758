"""What the office is asked before a step of the ceremony."""

from django.urls import reverse

from blocs.confirmation import NOBODY_TOLD, Doubt, Question, told
from blocs.notifications import members_but
from ceremonies import doubts


def invite(ceremony, user):
    members = len(ceremony.bloc_year.ordered_memberships)
    return _question(
        ceremony,
        "Đánh dấu đã mời",
        f"Giấy mời đã gửi cho buổi lễ ngày {ceremony.held_on:%d/%m/%Y}, tại {ceremony.place}.",
        f"Đại diện {members} đơn vị thành viên có tên trong danh sách đại biểu.",
        "Thông tin, chương trình, đại biểu vẫn sửa được; buổi lễ không trở lại giai đoạn chuẩn bị.",
        told=told(members_but(user, ceremony.bloc_year)),
    )


def issue_invitation(ceremony, user):
    is_first, members = ceremony.status == ceremony.Status.PLANNED, len(ceremony.bloc_year.ordered_memberships)
    elsewhere = Doubt(
        "Giấy mời làm và gửi ngoài chương trình?",
        (("Chỉ đánh dấu đã mời", reverse("ceremonies:ceremony_invite", args=ceremony.url_args)),),
    )
    return _question(
        ceremony,
        "Ban hành giấy mời",
        "Giấy mời ghi vào sổ văn bản của năm một lần, một số cho mọi đại biểu, và giữ nguyên từ đây.",
        "Từng đại biểu có giấy mời ghi tên, với mã QR và đường dẫn riêng để trả lời: dự, không dự, cử người thay.",
        f"Đại diện {members} đơn vị thành viên có tên trong danh sách đại biểu; thêm đại biểu sau vẫn in được giấy mời."
        if is_first
        else f"Giấy mời này thay {ceremony.invitation or 'giấy mời đã gửi ngoài chương trình'}; đường dẫn riêng đã gửi "
        "vẫn dùng được.",
        told=told(members_but(user, ceremony.bloc_year)),
        warnings=[*doubts.before_inviting(ceremony), *([elsewhere] if is_first else [])],
        paper=reverse("ceremonies:invitation_pdf", args=ceremony.url_args) + "?du-thao",
        paper_label="Xem trước giấy mời (PDF, có chữ DỰ THẢO)",
    )


def renew_link(delegate):
    return Question(
        title=f"Tạo đường dẫn mới cho {delegate}",
        button="Tạo đường dẫn mới",
        back_url=reverse("ceremonies:guest_detail", args=[*delegate.ceremony.url_args, delegate.pk]),
        effects=[
            "Đường dẫn và mã QR đã gửi cho đại biểu này không mở được nữa.",
            "Anh/chị in lại giấy mời và gửi cho đúng người; trả lời đã ghi giữ nguyên.",
        ],
        told=NOBODY_TOLD,
    )


def undo_import(ceremony, found):
    """``found``: guest_imports.Undoing."""
    gone = [each.titled or str(each) for each in found.gone]
    kept = [f"{each} {why}" for each, why in found.kept]
    return Question(
        title=f"Bỏ {len(gone)} đại biểu của {found.made}",
        button="Bỏ cả lần nhập này",
        back_url=reverse("ceremonies:guest_list", args=ceremony.url_args),
        effects=[
            f"Ra khỏi danh sách, kể cả ai Anh/chị đã sửa sau khi nhập: {'; '.join(gone)}.",
            *([f"Giữ lại: {'; '.join(kept)}."] if kept else []),
            "Đại biểu có từ trước không bị lần nhập này sửa, nên giữ nguyên.",
            *(
                ["Đường dẫn, mã QR trên giấy mời đã in cho người bị bỏ không dùng được nữa."]
                if ceremony.invitation
                else []
            ),
        ],
        told=NOBODY_TOLD,
    )


def start(ceremony, _user):
    bloc = ceremony.bloc_year.bloc
    return _question(
        ceremony,
        "Khai mạc",
        f"Mọi người trong {bloc.word.lower()} thấy buổi lễ đang diễn ra.",
        "Trang Điểm danh mở để ghi cả đại biểu vắng; người đã ghi có mặt khi đón tiếp giữ nguyên.",
        "Buổi lễ đã khai mạc thì không hủy được nữa và không trở lại “Đã mời”.",
        warnings=doubts.before_opening(ceremony),
    )


def close(ceremony, _user):
    return _question(
        ceremony,
        "Bế mạc",
        "Thông tin, chương trình, đại biểu không sửa được nữa; vẫn điểm danh, ghi kết quả biểu quyết được "
        "cho đến khi ban hành biên bản hoặc thông báo kết luận.",
        "Bài viết về buổi lễ đăng được từ lúc này.",
        "Buổi lễ đã bế mạc thì không mở lại được.",
        warnings=doubts.before_closing(ceremony),
    )


def cancel(ceremony, user):
    is_known = ceremony.status == ceremony.Status.INVITED
    return _question(
        ceremony,
        "Hủy buổi lễ",
        "Buổi lễ được ghi là đã hủy, không sửa, không khôi phục được nữa.",
        f"Năm {ceremony.bloc_year.year} không lập được buổi lễ khác; đổi ngày, nơi thì Anh/chị sửa thông tin chung.",
        told=told(members_but(user, ceremony.bloc_year)) if is_known else NOBODY_TOLD,
    )


def restart_programme(ceremony):
    count = ceremony.agenda.count()
    gone = f"{count} mục của chương trình hiện có, cùng người trình bày và giờ, bị thay bằng chương trình mẫu."
    return _question(
        ceremony,
        "Lập lại chương trình từ mẫu",
        gone if count else "Chương trình còn trống được điền bằng chương trình mẫu.",
        "Loại, tên, ngày và các phần khác của buổi lễ giữ nguyên.",
        back_url=reverse("ceremonies:agenda_edit", args=ceremony.url_args),
    )


def _question(ceremony, button, *effects, **facts):
    usual = {"back_url": ceremony.get_absolute_url(), "told": NOBODY_TOLD}
    return Question(f"{button}: {ceremony.name}", button, effects=effects, **usual | facts)


def discard(record):
    return Question(
        title=f"Bỏ dự thảo {record.word}",
        button="Bỏ dự thảo",
        back_url=record.get_absolute_url(),
        effects=[
            "Nội dung đã soạn bị xóa, kể cả chỗ Anh/chị sửa tay; lập lại thì chương trình lấy số liệu mới nhất.",
            "Chỉ cần số liệu mới thì không phải bỏ: trang dự thảo có nút “Đưa số liệu mới vào dự thảo”.",
        ],
        told=NOBODY_TOLD,
    )


def issue(record, user):
    kind = record.get_kind_display()
    return Question(
        title=f"Ban hành {record.word}",
        button="Ban hành",
        back_url=record.get_absolute_url(),
        effects=[
            "Bản in được lập một lần, giữ nguyên, có mã xác minh và mã QR, ghi vào sổ văn bản của năm.",
            f"{kind}, điểm danh và kết quả biểu quyết không sửa được nữa.",
            f"Các đơn vị thành viên đọc được {record.word} từ lúc này.",
        ],
        told=told(members_but(user, record.bloc_year)),
        warnings=doubts.before_issuing(record),
        paper=reverse("ceremonies:meeting_paper_pdf", args=record.url_args),
    )


def publish(article):
    return Question(
        title=f"Đăng bài viết: {article.title}",
        button="Đăng bài viết",
        back_url=reverse("ceremonies:article_edit", args=article.ceremony.url_args),
        warnings=doubts.before_publishing(article),
        effects=[
            f"Bài viết đã lưu và {article.photos.count()} ảnh hiện trên trang công khai: ai có địa chỉ đều đọc được, "
            "không cần đăng nhập.",
            "Anh/chị sửa hoặc gỡ bài được bất cứ lúc nào; người đã đọc, đã chép thì không thu lại được.",
        ],
        told=NOBODY_TOLD,
    )
