"""Where the ceremony of a year stands, and what it asks of whom."""

from datetime import timedelta

from blocs import rules as blocs_rules
from blocs.board import Stage, Task, days_left
from blocs.models import BlocYear, Step
from blocs.workflow import obstacle
from ceremonies import inviting, links, rules
from ceremonies.invitation import no_longer_so, told_in_invitation
from ceremonies.models import Ceremony, Delegate
from ceremonies.publishing import why_not_published
from documents.wording import capitalised
from pledges.models import Covenant

Status = Ceremony.Status


def ceremony_of(bloc_year):
    """The ceremony, or None; costs nothing when the year was fetched with its ``ceremony``."""
    return getattr(bloc_year, "ceremony", None)


def stage(bloc_year):
    """The ceremony's place in the strip of steps."""
    ceremony = ceremony_of(bloc_year)
    url = bloc_year.url("ceremonies:ceremony_detail")
    if ceremony is None:
        due = bloc_year.due(Step.CEREMONY)
        return Stage("Lễ ký kết", f"hạn {due:%d/%m}, {days_left(due)}" if due else "", "", url)
    if ceremony.status == Status.CANCELLED:
        return Stage(capitalised(ceremony.word), "đã hủy", "", url)
    day = f"{ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "chưa có ngày"
    note = ", ".join(filter(None, [day, ceremony.get_session_display().lower()]))
    return Stage(capitalised(ceremony.word), note, "done" if ceremony.status == Status.HELD else "", url)


def what_comes_next(ceremony) -> str:
    """The next step of the ceremony, when it is taken and by whom; "" where none is left."""
    bloc, day = ceremony.bloc_year.bloc, ceremony.held_on
    office = f"văn phòng {bloc.word} trưởng hoặc {bloc.organiser}"
    if ceremony.bloc_year.status != BlocYear.Status.OPEN:
        return ""
    if ceremony.status == Status.PLANNED:
        return obstacle(ceremony.invite) or f"Khi chương trình đã xong, {office} bấm “Ban hành giấy mời”."
    if ceremony.status == Status.INVITED and day is None:
        return "Buổi lễ chưa có ngày; Anh/chị điền ở phần Thông tin chung."
    if ceremony.status == Status.INVITED and obstacle(ceremony.start):
        return f"Từ ngày tổ chức, {day:%d/%m/%Y}, {office} bấm “Khai mạc” ở trang này."
    if ceremony.status == Status.INVITED:
        return f"Khi buổi lễ bắt đầu, {office} bấm “Khai mạc”."
    if ceremony.status == Status.IN_SESSION:
        return f"Khi buổi lễ kết thúc, {office} bấm “Bế mạc”; điểm danh được cả sau đó."
    if ceremony.status == Status.HELD and ceremony.told_in is None:
        return f"{capitalised(office)} lập và ban hành biên bản, thông báo kết luận; soạn bài viết."
    return ""


def wanting_another_invitation(ceremony) -> str:
    """What the issued invitation says of time or place that has been changed since; "" after the day."""
    outdated = {} if ceremony.status != Status.INVITED or links.is_over(ceremony) else no_longer_so(ceremony)
    if not outdated:
        return ""
    said, again = "; ".join(outdated.values()), "ban hành giấy mời khác ở trang Đại biểu"
    return f"{ceremony.invitation} ghi “{said}”; Anh/chị {again} và in lại chương trình."


def still_telling(ceremony, former):
    """A sentence for each paper, but an invitation issued here, that says what was ``former``ly so.

    former  as ``told_in_invitation`` gave it
    """
    if ceremony.status == Status.INVITED and not ceremony.invitation:
        told = told_in_invitation(ceremony)
        said = "; ".join(text for lead, text in former.items() if text != told[lead])
        yield f"Giấy mời đã gửi theo “{said}”; Anh/chị báo lại cho đại biểu và in lại chương trình."
    covenant = Covenant.objects.of(ceremony.bloc_year).current().first()
    if covenant and covenant.dated and covenant.dated != ceremony.held_on:
        yield f"Giao ước ghi ngày ký {covenant.dated:%d/%m/%Y}, khác ngày tổ chức {_day(ceremony)}."


def _day(ceremony):
    return f"{ceremony.held_on:%d/%m/%Y}" if ceremony.held_on else "(chưa có)"


def _waiting_article(user, ceremony):
    """To those who publish it, once there is something to publish."""
    article = getattr(ceremony, "article", None)
    may_publish = article and rules.may_publish_article(user, ceremony)
    if not may_publish or why_not_published(article):
        return []
    url = ceremony.bloc_year.url("ceremonies:article_edit")
    return [Task(f"Đọc lại, đăng bài viết về {ceremony.word}", url, "Mở bài viết", str(ceremony.bloc_year), None)]


def _unanswered(user, ceremony):
    """To a unit: the invitations of those who stand on the list for it, which it may answer with their own link."""
    if not inviting.answers_are_taken(ceremony) or ceremony.status != Status.INVITED:
        return []
    until = ceremony.held_on and ceremony.held_on - timedelta(days=1)
    mine = ceremony.delegates.filter(membership__unit__in=blocs_rules.units_of(user), answer=Delegate.Answer.NONE)
    return [
        Task(f"Trả lời giấy mời dự {ceremony.word}: {delegate}", links.path_of(delegate), "Trả lời giấy mời",
             str(ceremony.bloc_year), until)
        for delegate in mine
    ]  # fmt: skip


def tasks_in(user, bloc_year):
    """The tasks of ``user`` around the ceremony of an open year: of the leader's office, who publishes, the invited."""
    ceremony = ceremony_of(bloc_year)
    if bloc_year.status != BlocYear.Status.OPEN:
        return []
    if ceremony and ceremony.status == Status.HELD:
        return _waiting_article(user, ceremony)
    return [*_of_the_office(user, bloc_year, ceremony), *(_unanswered(user, ceremony) if ceremony else [])]


def _of_the_office(user, bloc_year, ceremony):
    if not blocs_rules.leads(user, bloc_year):
        return []
    url = bloc_year.url("ceremonies:ceremony_detail")
    if ceremony is None:
        due = bloc_year.due(Step.CEREMONY)
        return [Task("Lên kế hoạch lễ ký kết giao ước", url, "Lên kế hoạch", str(bloc_year), due)]
    wanted = {
        Status.PLANNED: (f"Hoàn thiện chương trình và gửi giấy mời {ceremony.word}", -7),
        Status.INVITED: (f"Tổ chức {ceremony.word}", 0),
        Status.IN_SESSION: (f"Bế mạc {ceremony.word}, ghi người có mặt", 0),
    }
    if ceremony.status not in wanted:
        return []
    label, days = wanted[ceremony.status]
    due = ceremony.held_on + timedelta(days=days) if ceremony.held_on else None
    if ceremony.status == Status.PLANNED:
        due = bloc_year.due(Step.INVITATION) or due
    return [Task(label, url, f"Mở {ceremony.word}", str(bloc_year), due)]
