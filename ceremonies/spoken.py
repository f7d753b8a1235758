"""The words of the host, in the Vietnamese of official occasions. Each function is one kind of point of a programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ceremonies.expected import Expected, Person, signers
from ceremonies.models import Adoption, AgendaItem, Ceremony
from documents.description import Block, OutlineItem, Paragraph
from documents.wording import capitalised, ended, enumerated, long_date, uncapitalised

Kind = Ceremony.Kind
AIMS = {
    Kind.SIGNING: "thống nhất nội dung, chỉ tiêu và ký kết Giao ước thi đua năm {year}",
    Kind.MIDYEAR: "đánh giá kết quả thực hiện Giao ước thi đua sáu tháng đầu năm {year}, thống nhất nhiệm vụ, giải "
    "pháp sáu tháng cuối năm",
    Kind.FINAL: "tổng kết phong trào thi đua năm {closed}, bình xét, suy tôn các tập thể tiêu biểu và thống nhất "
    "phương hướng năm tới",
    Kind.FINAL_AND_SIGNING: "tổng kết phong trào thi đua năm {closed}, bình xét, suy tôn các tập thể tiêu biểu và ký "
    "kết Giao ước thi đua năm {opened}",
}

INTRODUCED, THANKED = 20, 8  # guests by name, bodies: more than that no hall listens to
OFFICES = ("khối trưởng", "khối phó", "cụm trưởng", "cụm phó")
# First words of who is no name: "Đại diện …", "Đồng chí …", "Các …", "Lãnh đạo …", "Ông …", "Bà …".
COMMON = ("đại", "đồng", "các", "lãnh", "ông", "bà", "toàn", "từng")


class Scene:
    """Who is there and what is voted on: what all points of one programme speak of."""

    def __init__(self, ceremony: Ceremony, votes: dict[int | None, list[Adoption]]) -> None:
        self.ceremony, self.year, self.bloc = ceremony, ceremony.bloc_year, ceremony.bloc_year.bloc
        self.people, self.votes = Expected(ceremony), votes
        self.units = len(self.year.ordered_memberships)
        self.occasion = "Hội nghị" if ceremony.name.lower().startswith("hội nghị") else "buổi lễ"

    @property
    def chair(self) -> str:
        return self.people.chair.comrade if self.people.chair.name else "đồng chí chủ tọa"

    @property
    def chair_called(self) -> str:
        return self.people.chair.called if self.people.chair.name else "đồng chí chủ tọa"


def _says(text: str) -> Paragraph:
    return Paragraph(text)


def _does(text: str) -> Paragraph:
    return Paragraph(f"({text})", italic=True)


def _named(people: Iterable[Person], label: str = "-") -> Iterator[OutlineItem]:
    """A list to be read aloud, each with a capital."""
    for number, said in enumerate(enumerated(one.comrade for one in people), start=1):
        yield OutlineItem(3, label.format(number=number), capitalised(said))


def _speech(who: str, called: str, what: str) -> Iterator[Block]:
    yield _says(f"Tiếp theo chương trình, trân trọng kính mời {who} {what}.")
    yield _does(f"{capitalised(called)} phát biểu")
    yield _says(f"Xin trân trọng cảm ơn {called}.")


def speaker_of(item: AgendaItem) -> tuple[str, str] | None:
    """Who is named at the item, as invited and as thanked; None where nobody is.

    A name, all of its words with capitals, is called "đồng chí", and so is an office of the bloc; others as they stand.
    """
    said = ended(item.speaker, "")
    if not said:
        return None
    name, _, rest = said.partition(",")
    words = name.split()
    is_name = len(words) > 1 and all(word[:1].isupper() for word in words)
    if is_name or name.lower() in OFFICES:
        person = Person(name, rest.strip())
        return person.comrade, person.called
    as_within = uncapitalised if words[0].lower() in COMMON else str
    return as_within(said), as_within(name)


def reception(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    yield _does(
        "Đón đại biểu, mời ký vào Danh sách đại biểu, phát tài liệu, hướng dẫn ngồi theo Sơ đồ chỗ ngồi và biển tên"
    )
    yield _says(
        "Kính mời các đồng chí đại biểu vào hội trường, ổn định chỗ ngồi và để điện thoại ở chế độ im lặng. "
        f"{capitalised(scene.occasion)} sẽ bắt đầu sau ít phút."
    )


def flag(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    yield _says("Kính mời các đồng chí đại biểu đứng dậy, chỉnh đốn trang phục, làm lễ chào cờ.")
    yield _says("Nghiêm! Chào cờ, chào!")
    yield _does("Quốc ca")
    yield _says("Thôi! Kính mời các đồng chí an tọa.")


def reasons_and_guests(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    yield _says("Kính thưa các đồng chí lãnh đạo, các đồng chí đại biểu!")
    yield _says("Kính thưa toàn thể Hội nghị!")
    yield from _reasons(scene)
    yield _says(f"Đến dự {scene.occasion} hôm nay, tôi xin trân trọng giới thiệu:")
    yield from _guests(scene.people.guests_by_body)
    yield _says(f"Về phía các đơn vị thành viên {scene.bloc.name}, có:")
    yield from _named(scene.people.units)
    if scene.people.press:
        yield _says("Về phía các cơ quan báo chí, có:")
        yield from _named(scene.people.press)
    yield _does("Đại biểu được giới thiệu đứng dậy; chờ tiếng vỗ tay rồi mới giới thiệu người tiếp theo")
    yield _says("Đề nghị Hội nghị nhiệt liệt chào mừng sự có mặt của các đồng chí!")
    yield from _chairing(scene)


def _guests(bodies):
    """By name up to about ``INTRODUCED``, as they stand; whoever comes after them is greeted together."""
    named = more = 0
    for body, guests in bodies:
        if named >= INTRODUCED:
            more += len(guests)
            continue
        named += len(guests)
        yield _says(f"Về phía {body}, có:" if body else "Về phía khách mời, có:")
        yield from _named(guests)
    if more:
        yield _says(f"Cùng {more:02d} đồng chí đại biểu của các cơ quan, đơn vị khác.")


def _reasons(scene):
    ceremony = scene.ceremony
    basis = f"Căn cứ {uncapitalised(ended(ceremony.basis, ''))}, " if ceremony.basis else ""
    session = f"{ceremony.half_day.lower()} " if ceremony.half_day else ""
    when = f"hôm nay, {session}{long_date(ceremony.held_on) if ceremony.held_on else 'ngày …'}"
    opening = f"{basis}{when}, tại {ceremony.place or '…'}, {scene.bloc.name} tổ chức {ceremony.name}."
    yield _says(capitalised(opening))
    year = scene.year.year
    aim = AIMS[Kind(ceremony.kind)].format(
        year=year, closed=ceremony.closes_year or year, opened=ceremony.opens_year or year
    )
    theme = f" với chủ đề “{scene.year.theme}”" if scene.year.theme else ""
    yield _says(
        f"Đây là dịp để {scene.units} đơn vị thành viên {aim}{theme}; qua đó phát huy tinh thần đoàn kết, trách nhiệm, "
        f"phấn đấu hoàn thành xuất sắc nhiệm vụ được giao. Đó là lý do của {scene.occasion} hôm nay."
    )


def _chairing(scene):
    secretary = scene.people.secretary
    noted = f"; thư ký là {secretary.comrade}" if secretary.name else ""
    yield _says(f"Chủ trì {scene.occasion} là {scene.chair}{noted}.")
    above = [one.called for one in scene.people.directing]
    yield _says(f"Trân trọng kính mời {', '.join([*above, scene.chair_called])} lên vị trí chủ tọa.")
    count = scene.ceremony.agenda.count()
    yield _says(f"Chương trình {scene.occasion} gồm {count} nội dung, đã được gửi đến các đồng chí.")


def opening_speech(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    who, called = speaker_of(item) or (scene.chair, scene.chair_called)
    yield from _speech(who, called, f"phát biểu khai mạc {scene.occasion}")


def directing_speech(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    guests = scene.people.directing
    leaders = f"đồng chí lãnh đạo {scene.bloc.organiser}"
    directing = "; ".join(one.comrade for one in guests), ", ".join(one.called for one in guests)
    who, called = speaker_of(item) or (directing if guests else (leaders, leaders))
    yield from _speech(who, called, "phát biểu chỉ đạo")
    yield _says(f"{scene.bloc.name} xin nghiêm túc tiếp thu ý kiến chỉ đạo của đồng chí.")


def paper_presented(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    paper = item.paper or _without("Thông qua", item.text)
    leader = scene.year.leader
    office = f"đại diện {leader}, đơn vị {scene.bloc.leader_title}" if leader else "đại diện Ban Tổ chức"
    who, _ = speaker_of(item) or (office, office)
    yield _says(f"Tiếp theo chương trình, kính mời {who} trình bày {paper}.")
    yield _does(f"Trình bày{f' trong {item.minutes} phút' if item.minutes else ''}; tài liệu đã phát cho đại biểu")
    yield _says("Xin cảm ơn đồng chí. Kính mời các đồng chí đại biểu cho ý kiến.")
    if item.text != _without("Thông qua", item.text) and item.pk not in scene.votes:
        yield from _vote(scene, f"thông qua {paper}")
    yield from votes_taken(scene, item)


def _without(opening: str, text: str) -> str:
    """``text`` as an object of a sentence: "Thông qua Báo cáo …" is "Báo cáo …"."""
    return text[len(opening) :].strip() if text.lower().startswith(f"{opening.lower()} ") else text


def votes(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    if item.pk in scene.votes:
        yield _says("Tiếp theo chương trình, Hội nghị biểu quyết những nội dung sau đây.")
        yield from votes_taken(scene, item)
    else:
        yield from _vote(scene, _without("Biểu quyết", item.text).lower())


def votes_taken(scene: Scene, item: AgendaItem | None) -> Iterator[Block]:
    for adoption in scene.votes.get(item.pk if item else None, []):
        elects = adoption.kind == Adoption.Kind.ELECTION
        yield from _vote(scene, f"{'suy cử' if elects else 'thông qua'} {ended(adoption.title, '')}")


def _vote(scene, what):
    yield _says(
        f"Xin Hội nghị biểu quyết {what}, mỗi đơn vị một phiếu. Đơn vị nào tán thành, đề nghị giơ tay. "
        "Xin cảm ơn. Đơn vị nào không tán thành? Đơn vị nào có ý kiến khác?"
    )
    yield _does("Thư ký đếm và ghi số phiếu; nếu biểu quyết bằng phiếu thì phát, thu Phiếu biểu quyết")
    yield _says(f"Kết quả: … trên {scene.units} đơn vị tán thành. Như vậy Hội nghị đã {what}.")


def speeches(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    if who := speaker_of(item):
        yield from _speech(*who, "phát biểu ý kiến")
        return
    people = scene.people.speaking
    share = (item.minutes or 0) // len(people) if people else 0
    limit = f" Mỗi ý kiến xin không quá {share:02d} phút." if share >= 2 else ""
    yield _says(
        "Tiếp theo chương trình, kính mời đại diện lãnh đạo các đơn vị phát biểu về kết quả đã đạt được, chỉ tiêu và "
        f"giải pháp thực hiện.{limit} Xin kính mời lần lượt:"
    )
    yield from _named(people)
    yield _does("Sau mỗi ý kiến: “Xin cảm ơn ý kiến của đồng chí”, rồi mời người tiếp theo")
    yield _says("Xin trân trọng cảm ơn ý kiến phát biểu của các đồng chí.")


def covenant_read(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    theme = f" với chủ đề “{scene.year.theme}”" if scene.year.theme else ""
    office = f"đại diện đơn vị {scene.bloc.leader_title}"
    who, _ = speaker_of(item) or (office, office)
    yield _says(
        f"Tiếp theo chương trình, kính mời {who} công bố nội dung Giao ước thi đua "
        f"năm {scene.year.year} của {scene.bloc.name}{theme}."
    )
    yield _does("Đọc Giao ước; sau đó mời Hội nghị cho ý kiến nếu có")
    yield _says("Xin cảm ơn đồng chí.")
    yield from votes_taken(scene, item)


def signing(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    people = signers(scene.ceremony)
    yield _says("Kính thưa các đồng chí đại biểu, kính thưa Hội nghị!")
    yield _says(
        f"Sau đây là nội dung trọng tâm của {scene.occasion}: đại diện lãnh đạo {len(people)} đơn vị thành viên ký kết "
        f"Giao ước thi đua năm {scene.year.year}."
    )
    if scene.people.witnesses:
        yield _says("Trân trọng kính mời các đồng chí sau đây lên chứng kiến lễ ký kết:")
        yield from _named(scene.people.witnesses)
    yield _does("Lễ tân đặt các bản Giao ước và bút lên bàn ký; gọi từng đơn vị, đơn vị trước ký xong mới gọi tiếp")
    yield _says("Trân trọng kính mời đại diện lãnh đạo các đơn vị lên ký Giao ước, lần lượt:")
    yield from _named(people, "{number}.")
    yield _says(
        f"Như vậy, {len(people)} đơn vị thành viên {scene.bloc.name} đã ký Giao ước thi đua năm {scene.year.year}. "
        "Đề nghị Hội nghị nhiệt liệt chúc mừng!"
    )


def end(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    who, called = speaker_of(item) or (scene.chair, scene.chair_called)
    yield _says(
        f"Kính thưa các đồng chí, các nội dung của chương trình đã hoàn thành. Trân trọng kính mời {who} "
        f"phát biểu tiếp thu và bế mạc {scene.occasion}."
    )
    yield _does(f"{capitalised(called)} phát biểu")
    yield from thanks(scene)
    if "ảnh" in item.text.lower():
        yield _says("Trân trọng kính mời các đồng chí lãnh đạo, các đồng chí đại biểu chụp ảnh lưu niệm.")


def thanks(scene: Scene) -> Iterator[Block]:
    guests = list(dict.fromkeys(body for body, _ in scene.people.guests_by_body if body))
    if len(guests) > THANKED:
        guests[THANKED:] = ["các cơ quan, đơn vị khác"]
    named = f"các đồng chí lãnh đạo, đại biểu {', '.join(guests)}, " if guests else ""
    host = scene.ceremony.host
    prepared = f" Xin cảm ơn {host} đã chuẩn bị chu đáo cho {scene.occasion}." if host else ""
    yield _says(
        f"Thay mặt Ban Tổ chức, xin trân trọng cảm ơn {named}lãnh đạo các đơn vị thành viên và toàn thể các đồng chí "
        f"đã đến dự.{prepared} Kính chúc các đồng chí sức khỏe, hạnh phúc và thành công!"
    )


def anything(scene: Scene, item: AgendaItem) -> Iterator[Block]:
    who, called = speaker_of(item) or ("", "")
    if who:
        yield _says(f"Tiếp theo chương trình: {uncapitalised(ended(item.text, ''))}. Trân trọng kính mời {who}.")
        yield _says(f"Xin cảm ơn {called}.")
        return
    yield _says(f"Tiếp theo chương trình: {uncapitalised(ended(item.text, ''))}. Trân trọng kính mời các đồng chí.")
