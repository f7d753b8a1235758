"""What the office is asked before a step of the report, of the covenant or of a signature under it."""

from urllib.parse import urlencode

from django.urls import reverse

from blocs.board import days_left
from blocs.clock import day_is_over
from blocs.confirmation import NOBODY_TOLD, Question, told
from blocs.models import Step
from blocs.notifications import members_but
from documents.wording import capitalised
from pledges import text_reading
from pledges.doubts import doubts


def consult(covenant, by):
    return Question(
        title="Gửi dự thảo giao ước lấy ý kiến các đơn vị",
        button="Gửi lấy ý kiến",
        back_url=covenant.get_absolute_url(),
        effects=[
            "Các đơn vị thành viên đọc được dự thảo và góp ý; mỗi đơn vị chỉ thấy ý kiến của mình đến khi đợt lấy ý "
            "kiến kết thúc, hoặc đến khi Anh/chị cho các đơn vị xem ý kiến của nhau.",
            "Hết ngày chọn dưới đây, chương trình không nhận thêm ý kiến, trừ khi Anh/chị gia hạn.",
            "Trong lúc lấy ý kiến, dự thảo không sửa được. Anh/chị kết thúc lấy ý kiến rồi sửa tiếp, và gửi lại được.",
        ],
        told=told(members_but(by, covenant.bloc_year)),
        paper=_preview(covenant),
    )


def prolong(covenant, by):
    return Question(
        title="Gia hạn góp ý dự thảo giao ước",
        button="Gia hạn góp ý",
        back_url=covenant.get_absolute_url(),
        effects=[
            "Các đơn vị góp ý được đến hết ngày chọn dưới đây, kể cả đơn vị đã trả lời.",
            "Ý kiến các đơn vị đã xem được của nhau khi hết hạn thì lại chỉ xem được khi hết ngày mới.",
        ],
        told=told(members_but(by, covenant.bloc_year)),
    )


def share(covenant, by):
    return Question(
        title="Cho các đơn vị xem ý kiến của nhau",
        button="Cho xem ý kiến",
        back_url=covenant.get_absolute_url(),
        effects=[
            "Mỗi đơn vị thành viên xem được mọi ý kiến của đợt này, kể cả ý kiến gửi sau, và phần tiếp thu, giải "
            "trình.",
            "Việc này ghi lại người làm, thời điểm và không rút lại được.",
        ],
        told=told(members_but(by, covenant.bloc_year)),
    )


def redraft(covenant, by):
    year, consulted = covenant.bloc_year, covenant.last_round
    answered = {opinion.membership_id for opinion in consulted.opinions.all()} if consulted else set()
    silent = [member for member in year.ordered_memberships if member.pk not in answered]
    due = year.due(Step.COVENANT_OPINIONS)
    found = [f"Hạn góp ý là hết ngày {due:%d/%m/%Y}, {days_left(due)}."] if due and not day_is_over(due) else []
    return Question(
        title="Kết thúc lấy ý kiến, sửa tiếp dự thảo",
        button="Kết thúc lấy ý kiến",
        back_url=covenant.get_absolute_url(),
        warnings=[*found, *([f"Chưa trả lời: {', '.join(map(str, silent))}."] if silent else [])],
        effects=[
            "Đợt lấy ý kiến này không nhận thêm ý kiến và không mở lại được; cần hỏi thêm thì Anh/chị gửi lấy ý kiến "
            "đợt mới.",
            "Các đơn vị xem được ý kiến của nhau; dự thảo chỉ Anh/chị xem được cho đến lần gửi lấy ý kiến sau hoặc khi "
            "chốt.",
        ],
        told=told(members_but(by, year)),
    )


def freeze(covenant, by):
    return Question(
        title=f"Chốt giao ước thi đua năm {covenant.bloc_year.year}",
        button="Chốt giao ước",
        back_url=covenant.get_absolute_url(),
        warnings=doubts(covenant),
        effects=[
            f"Bản in được lập một lần và giữ nguyên: phiên bản {covenant.version}, ghi {covenant.place}, ngày "
            f"{covenant.dated:%d/%m/%Y}, có mã xác minh và mã QR; nội dung không sửa được nữa.",
            "Bản đăng ký của các đơn vị không thay đổi được nữa.",
            "Mỗi đơn vị có một chỗ chờ ký.",
            "Cần sửa sau đó thì Anh/chị soạn phiên bản mới; đơn vị nào đã ký thì phải ký lại.",
        ],
        told=told(members_but(by, covenant.bloc_year)),
        paper=_preview(covenant),
    )


def revise(covenant, by):
    signed = [pledge.membership for pledge in covenant.pledges.signed().select_related("membership__unit")]
    turn = getattr(covenant, "turn", None)
    return Question(
        title="Soạn phiên bản mới",
        button="Soạn phiên bản mới",
        back_url=covenant.get_absolute_url(),
        effects=[
            f"Phiên bản {covenant.version} thôi nhận chữ ký; bản in và mã xác minh của nó vẫn được giữ.",
            f"Một dự thảo phiên bản {covenant.version + 1} với cùng nội dung được mở để Anh/chị sửa và chốt lại.",
            "Các đơn vị sửa được đăng ký cho đến khi phiên bản mới chốt.",
        ],
        warnings=[*([_signed_again(signed, covenant)] if signed else []), *([_held(turn)] if turn else [])],
        told=told(members_but(by, covenant.bloc_year)),
    )


def _held(turn):
    """What becomes of the file that a unit holds to sign, or has sent."""
    arrived = "; tệp ký số đơn vị đã gửi, đang chờ Anh/chị xem, không được nhận" if turn.arrived_id else ""
    return f"{turn.pledge.membership} đang giữ bản ký số: lượt giữ kết thúc{arrived}."


def _signed_again(signed, covenant):
    return (
        f"{len(signed)} đơn vị đã ký phiên bản {covenant.version}: {', '.join(map(str, signed))}. Chữ ký được giữ cùng "
        "phiên bản đó và không tính cho phiên bản mới: chốt xong, mọi đơn vị trở về “Chờ ký” và ký lại."
    )


def reload(covenant):
    return Question(
        title="Viết lại nội dung từ đầu",
        button="Viết lại",
        back_url=reverse("pledges:covenant_clauses", args=covenant.url_args),
        effects=[
            "Toàn bộ nội dung đang soạn được thay bằng nội dung lấy từ nguồn Anh/chị chọn dưới đây.",
            f"{covenant.clauses.count()} khoản, mục đang có không lấy lại được.",
        ],
    )


def adopt(whole):
    words = "báo cáo bổ sung" if whole.adopted else "báo cáo"
    return Question(
        title=f"Thông qua {words} tổng hợp đăng ký thi đua năm {whole.bloc_year.year}",
        button=f"Thông qua {words}",
        back_url=_consolidation(whole.bloc_year),
        warnings=_of_whole(whole),
        effects=_adopted(whole),
        told=NOBODY_TOLD,
        paper=reverse("pledges:consolidation_paper", args=whole.bloc_year.url_args)
        + ("?ban=hien-nay" * bool(whole.adopted)),
    )


def _of_whole(whole):
    found = [f"{unit.name}: {unit.words}; báo cáo không có số liệu của đơn vị này." for unit in whole.missing]
    return [f"Mới tiếp nhận {whole.coverage}.", *found] if found else []


def _adopted(whole):
    found = [
        "Bản in được lập một lần và giữ nguyên, có số, ngày, mã xác minh và mã QR; bản Word và Excel giữ theo.",
        "Các đơn vị vẫn bổ sung đăng ký được đến khi chốt giao ước; mỗi lần gửi từ đó là đăng ký bổ sung, và trang "
        "Tổng hợp cho biết khác gì so với báo cáo.",
        "Việc thông qua không rút lại được.",
    ]
    if whole.adopted:
        found.insert(1, f"Báo cáo số {whole.adopted.document.symbol} được ghi là đã thay thế.")
    return found


def _consolidation(bloc_year):
    return reverse("pledges:consolidation_detail", args=bloc_year.url_args)


def issue_text(text, by):
    printed = "quyết định và văn bản kèm theo" if text.is_by_decision else text.kind_word.lower()
    effects = [
        f"Bản in ({printed}) được lập một lần, giữ nguyên, có mã xác minh và mã QR, ghi vào sổ văn bản của năm.",
        "Nội dung không sửa được nữa; cần thay đổi thì soạn phiên bản mới.",
        "Các đơn vị thành viên đọc được văn bản từ lúc này.",
    ]
    if text.supersedes:
        effects.insert(1, f"{text.supersedes.document} được ghi là đã thay thế.")
    return Question(
        title=f"Ban hành {text.get_kind_display().lower()}",
        button="Ban hành",
        back_url=text.get_absolute_url(),
        effects=effects,
        told=told(members_but(by, text.bloc_year)),
        warnings=[
            f"Trong sổ văn bản đã có {document} ngày {document.dated:%d/%m/%Y}, ban hành ngoài chương trình: "
            f"“{document.title}”. Văn bản Anh/chị sắp ban hành là một văn bản khác."
            for document in text_reading.elsewhere(text)
        ],
        paper=reverse("pledges:text_preview", args=text.url_args),
    )


def revise_text(text):
    return Question(
        title=f"Soạn phiên bản mới của {text.get_kind_display().lower()}",
        button="Soạn phiên bản mới",
        back_url=text.get_absolute_url(),
        effects=[
            f"Một dự thảo phiên bản {text.version + 1} với cùng nội dung được mở để Anh/chị sửa.",
            f"{text.document} còn hiệu lực đến khi phiên bản mới được ban hành.",
        ],
        told=NOBODY_TOLD,
    )


def discard_text(text):
    return Question(
        title=f"Bỏ dự thảo {text.get_kind_display().lower()}",
        button="Bỏ dự thảo",
        back_url=text.get_absolute_url(),
        effects=[
            "Toàn bộ nội dung đã soạn trong dự thảo này mất và không lấy lại được.",
            "Anh/chị soạn lại được từ đầu: từ văn bản năm trước, từ mẫu, hoặc từ trang trống.",
        ],
        told=NOBODY_TOLD,
    )


def sign(pledge):
    return Question(
        title=f"Ghi nhận chữ ký của {pledge.membership}",
        button="Đánh dấu đã ký",
        back_url=reverse("pledges:pledge_sign_many", args=pledge.covenant.url_args),
    )


def decline(pledge):
    return Question(
        title=f"{pledge.membership} từ chối ký",
        button="Ghi nhận từ chối ký",
        back_url=pledge.covenant.get_absolute_url(),
        effects=[
            "Giao ước chưa thể ký đủ; đơn vị vẫn có thể được ghi nhận đã ký sau này.",
            "Nếu chỉ người ghi trên giao ước không ký được, Anh/chị quay lại và cử người ký thay.",
        ],
        told=f"{pledge.bloc_year.bloc.leader_title} và các đơn vị đã ký, kèm lý do.",
    )


def reconsider(pledge):
    return Question(
        title=f"{pledge.membership} rút lại từ chối ký",
        button="Rút lại từ chối",
        back_url=pledge.covenant.get_absolute_url(),
        effects=["Đơn vị trở lại chờ ký; lý do đã ghi được bỏ khỏi trang giao ước."],
        told=f"{pledge.bloc_year.bloc.leader_title} và các đơn vị đã ký.",
    )


def recall(pledge, printed):
    said = pledge.substitution
    return Question(
        title=f"Bỏ người ký thay của {pledge.membership}",
        button="Bỏ người ký thay",
        back_url=pledge.covenant.get_absolute_url(),
        effects=[
            f"{capitalised(printed)} ký như bản in.",
            f"{said.signatory}, {said.post} thôi là người ký thay; căn cứ “{said.basis}” bị xóa khỏi trang giao ước và "
            "trang xác minh công khai. Cần lại thì Anh/chị ghi lại từ đầu.",
        ],
        told=NOBODY_TOLD,
    )


def number_of_originals(covenant):
    opened = covenant.originals.exists()
    return Question(
        title="Đổi số bản gốc" if opened else "Lập sổ theo dõi bản gốc",
        button="Lưu số bản gốc" if opened else "Lập sổ",
        back_url=reverse("pledges:original_list", args=covenant.url_args),
        effects=[
            "Các bản được đánh số từ 1. Nơi giữ được điền theo lời của giao ước: mỗi đơn vị một bản, cơ quan tổ chức "
            "một bản, còn lại ở đơn vị trưởng; Anh/chị sửa được từng bản.",
            "Giao ước chỉ hoàn thành trên giấy khi mọi bản gốc đủ chữ ký và dấu của các đơn vị ký giấy.",
        ],
    )


def tick_whole(register, chosen, back_url):
    """Before many marks of the register are written, or taken back, by one button."""
    written, gone = chosen.changes(register)
    how = "đã ký và đóng dấu" if chosen.stamped else "đã ký, chưa đóng dấu"
    skipped = ", ".join(str(pledge.membership) for pledge in chosen.skipped)
    effects = [f"Ghi “{how}”: {register.counted(written)}."] if written else []
    if gone:
        effects.append(f"Bỏ {register.counted(gone)}. Muốn có lại, Anh/chị đánh dấu lại.")
    return Question(
        title="Bỏ đánh dấu trên các bản gốc" if chosen.cleared else "Đánh dấu trên các bản gốc",
        button=f"Bỏ {len(gone)} đánh dấu" if chosen.cleared else f"Ghi {len(written)} đánh dấu",
        back_url=back_url,
        effects=effects or ["Không có đánh dấu nào thay đổi."],
        warnings=[f"Chưa ghi nhận chữ ký nên không đánh dấu cho: {skipped}."] if skipped else [],
        told=NOBODY_TOLD,
    )


def send_reminders(bloc_year, lines, on_paper):
    """``lines`` of the outbox reach somebody by e-mail, those ``on_paper`` nobody."""
    count, units = sum(len(line.people) for line in lines), len(lines)
    return Question(
        title=f"Gửi {count} thư đến {units} đơn vị?",
        button=f"Gửi {count} thư",
        back_url=reverse("pledges:reminder_list", args=bloc_year.url_args),
        effects=[
            "Thư đã gửi không thu lại được. Đơn vị vừa gửi bản đăng ký thì không nhận thư.",
            *(
                f"{line.reminder.membership.unit}: {', '.join(person.email for person in line.people)}"
                for line in lines
            ),
        ],
        paper=reverse("pledges:reminders_by_paper", args=bloc_year.url_args) if on_paper else "",
        paper_label=f"{len(on_paper)} đơn vị chưa có địa chỉ thư: in và gửi bản giấy",
    )


def hand_over(bloc_year, lines):
    """``lines`` of the outbox that go on paper."""
    chosen = urlencode([("thu", line.reminder.pk) for line in lines])
    return Question(
        title=f"Gửi bản giấy cho {len(lines)} đơn vị",
        button=f"Đã gửi bản giấy cho {len(lines)} đơn vị",
        back_url=reverse("pledges:reminder_list", args=bloc_year.url_args),
        warnings=["In phiếu báo, ký, đóng dấu và gửi đi; bấm nút dưới đây khi đã gửi."],
        effects=[
            "Trang Nhắc việc ghi các đơn vị sau đã được gửi bản giấy; phiếu báo không vào sổ văn bản.",
            *(str(line.reminder.membership.unit) for line in lines),
        ],
        paper=f"{reverse('pledges:reminder_papers', args=bloc_year.url_args)}?{chosen}",
        paper_label=f"In phiếu báo của {len(lines)} đơn vị (PDF)",
    )


def _preview(covenant):
    return reverse("pledges:covenant_preview", args=covenant.url_args)
