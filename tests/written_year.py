"""A year in which every paper has something to say."""

from ceremonies import meeting_papers
from ceremonies.models import Ceremony, MeetingPaper
from ceremonies.planning import plan_ceremony
from pledges import drafting, texts
from pledges.models import BlocText
from tests.pledges.consolidating import grown, receive_all, remind


def written_year(cast, total):
    """A year of ``total`` units: registrations, covenant, the bloc's other texts, ceremony with guests,
    minutes and conclusions, a reminder."""
    for slug in list(cast.units)[total:]:
        cast.memberships[slug].delete()
    bloc_year = grown(cast, total)
    receive_all(bloc_year)
    covenant = drafting.draft_covenant(bloc_year)
    drafting.write_clauses(covenant)
    covenant.rounds.create(number=1, words=covenant.snapshot())
    for kind in BlocText.Kind:
        texts.start(bloc_year, kind, texts.Source.TEMPLATE)
    BlocText.objects.update(bases="Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022\nTheo kết quả biểu quyết")
    ceremony = plan_ceremony(bloc_year, held_on=bloc_year.due("ceremony"))
    for number in range(total):
        ceremony.delegates.create(name=f"Nguyễn Văn Ân {number}", post="Vụ trưởng", organisation="Thanh tra Chính phủ")
    Ceremony.objects.update(status="in_session", place="Bộ Tư pháp", secretary="Đỗ Thị Ngọc Ánh")
    ceremony.adoptions.create(title="Báo cáo tổng hợp đăng ký thi đua")
    for kind in MeetingPaper.Kind:
        meeting_papers.start(Ceremony.objects.get(), kind)
    remind(bloc_year.memberships.get(unit__slug="ttbtp"))
    return type(bloc_year).objects.get(pk=bloc_year.pk)
