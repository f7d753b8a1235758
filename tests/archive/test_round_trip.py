import json
from copy import deepcopy
from datetime import date

import pytest

from archive.exporting import export, year_as_data
from archive.loading import load
from archive.marks import same
from archive.reading import Refused, parse
from blocs.models import BlocYear
from pledges import texts
from pledges.models import BlocText
from tests.archive.samples import ALL, CUM_2019, CUM_2026, KHOI_2017, content
from tests.look.reading import tree, words

pytestmark = pytest.mark.django_db

# What a file may say that no record of ours holds: marks about the data, and what it writes out though empty.
BEYOND_RECORDS = {
    "abbreviation_synthetic", "deputy", "deputy_note", "doc_date", "doc_number", "documents_note", "initiatives",
    "leader_note", "legal_basis", "lineage", "note", "return_reason", "sources", "synthetic", "synthetic_fields",
    "targets", "targets_note", "unit",
}  # fmt: skip


def loaded(path, **options):
    return fresh(load(parse(path.read_bytes()), **options))


def fresh(bloc_year):
    return BlocYear.objects.get(pk=bloc_year.pk)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_what_comes_out_is_what_went_in(path):
    assert same(export(loaded(path)), content(path))


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_a_second_round_changes_nothing(path):
    once = export(loaded(path))

    again = export(fresh(load(parse(json.dumps(once).encode()), replace=True)))

    assert same(again, once)


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.stem)
def test_records_hold_all_but_marks(path):
    marks = loaded(path).carried["marks"]

    assert {mark["at"][-1] for mark in marks} <= BEYOND_RECORDS
    # An entry that takes the place of something of ours: only the reason we write where the file gives none,
    # and the file's habit of writing bases as plain strings.
    assert {mark["at"][-1] for mark in marks if "was" in mark} <= {"return_reason", "legal_basis"}
    assert not [mark for mark in marks if mark["at"][-1] in ("initiatives", "targets") and mark.get("is")]


def test_an_edit_comes_out_and_the_marks_stay_with_their_things():
    year = loaded(KHOI_2017)
    year.goals.filter(order=3).delete()
    year.memberships.filter(unit__slug="ttbnv").update(signatory="Ngô Thị Đào")
    registration = year.memberships.get(unit__slug="ttbtc").registration
    registration.headcount = 90
    registration.save()
    wanted = content(KHOI_2017)
    del wanted["contents"][2]
    wanted["members"][4]["signatory"]["name"] = "Ngô Thị Đào"
    wanted["registrations"][5]["headcount"] = 90
    # The covenant still says the content that the year no longer has.
    clauses = [
        {"level": c.level, "text": c.text} | ({} if c.numbered else {"numbered": False})
        for c in year.covenants.get().clauses.all()
    ]
    wanted["covenant"]["clauses"] = clauses

    assert content(KHOI_2017)["contents"][2]["text"] + "." in [clause["text"] for clause in clauses]
    assert same(export(fresh(year)), wanted)


def test_what_the_file_left_empty_comes_out_once_it_is_filled():
    year = loaded(KHOI_2017)
    registration = year.memberships.get(unit__slug="ttbqp").registration
    registration.initiatives.create(order=1, author="Phạm Ưng", title="Sổ tay nghiệp vụ")
    year.memberships.filter(unit__slug="ttbqp").update(role="deputy")

    data = export(fresh(year))

    assert data["registrations"][1]["initiatives"] == [{"author": "Phạm Ưng", "title": "Sổ tay nghiệp vụ"}]
    assert data["deputy"] == "ttbqp"
    assert data["deputy_title"] == "Khối phó"


def test_a_year_made_in_the_program_comes_out_and_in_again(cast):
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")
    registration = cast.registration("ttbnv", status="returned", return_reason="Bổ sung danh sách", proposal="Sớm hơn")
    people, posts = [f"Người {n}" for n in range(30)], ["Thanh tra viên", "", *["Chuyên viên"] * 28]
    registration.honours.update(names="\n".join(people), posts="\n".join(posts))
    cast.memberships["ttbca"].extensions.create(step="registration", due=date(2027, 3, 5), reason="Chuyển trụ sở")
    made = export(fresh(cast.year))
    assert made["registrations"][0]["movements"] == [{"name": "Thi đua lập thành tích chào mừng ngày truyền thống"}]
    assert made["extensions"] == [
        {"member": "ttbca", "step": "registration", "due": "2027-03-05", "reason": "Chuyển trụ sở"}
    ]

    assert made["registrations"][0]["individual"] == [{"title": "LDTT", "count": 30, "names": people, "posts": posts}]

    again = export(fresh(load(parse(json.dumps(made).encode()), replace=True)))

    assert same(again, made)


def test_who_comes_to_the_ceremony_comes_out_and_in_again():
    year = loaded(KHOI_2017)
    first, second = year.ceremony.delegates.all()
    first.honorific = "ba"
    first.group, first.answer, first.substitute, first.substitute_post = "thuong_truc", "cu_nguoi_thay", "Lê An", "Phó"
    first.save()
    second.answer = "khong_du"
    second.save()

    guests = export(fresh(year))["ceremony"]["guests"]
    again = fresh(load(parse(json.dumps(export(fresh(year))).encode()), replace=True))

    said = [{key: guest.get(key) for key in ("honorific", "group", "answer", "substitute")} for guest in guests]
    assert said == [
        {"honorific": "ba", "group": "thuong_truc", "answer": None, "substitute": {"name": "Lê An", "title": "Phó"}},
        {"honorific": None, "group": None, "answer": "khong_du", "substitute": None},
    ]
    told = [(d.honorific, d.group, d.answer, d.substitute, d.substitute_post) for d in again.ceremony.delegates.all()]
    assert told == [("ba", "thuong_truc", "cu_nguoi_thay", "Lê An", "Phó"), ("", "khach_moi", "khong_du", "", "")]


def test_a_line_of_last_year_that_nobody_confirmed_stays_marked(cast):
    registration = cast.registration("ttbnv")
    lines = ("honours", "targets", "initiatives", "movements")
    for name in lines:
        getattr(registration, name).update(carried_from=2026)

    year = fresh(load(parse(json.dumps(export(cast.year)).encode()), replace=True))

    again = year.memberships.get(unit__slug="ttbnv").registration
    assert [getattr(again, name).get().carried_from for name in lines] == [2026] * 4


def with_issued_texts(cast):
    """A regulation in its second version, a plan under its own name, a table without number; a draft besides."""
    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")
    issue = {"dated": date(2027, 2, 25), "signer": "Nguyễn Hồng Diện", "place": ""}
    office = cast["leader_clerk"]
    for number, kind in enumerate(BlocText.Kind.values, start=1):
        text = texts.start(cast.year, kind, texts.Source.TEMPLATE)
        text.promulgation = "decision" if kind == "quy-che" else "named"
        text.bases = "Căn cứ Luật Thi đua, khen thưởng\nTheo đề nghị của các đơn vị"
        text.save()
        numbered = {} if kind == "tieu-chi" else {"number": number, "place": "Lễ ký kết, Hà Nội"}
        texts.issue(text, issue | numbered, by=office)
    regulation = texts.next_version(BlocText.objects.get(kind="quy-che"), by=office)
    regulation.clauses.filter(order=3).update(numbered=False, text="Hai dòng\nkhông đánh số")
    texts.issue(regulation, issue | {"number": 7, "dated": date(2027, 3, 1)}, by=office)
    texts.next_version(BlocText.objects.get(kind="ke-hoach"), by=office)


def test_issued_texts_come_out_and_in_again(client, cast):
    with_issued_texts(cast)
    client.force_login(cast["leader_clerk"])
    made = export(fresh(cast.year))
    before = read_texts(client, cast)
    assert "Theo kết quả thông qua tại Lễ ký kết, Hà Nội." in before["ke-hoach"]
    assert [(t["kind"], t.get("number"), t.get("place")) for t in made["texts"]] == [
        ("ke-hoach", "02/KH-KTĐ", "Lễ ký kết, Hà Nội"), ("quy-che", "01/QĐ-KTĐ", "Lễ ký kết, Hà Nội"),
        ("quy-che", "07/QĐ-KTĐ", None), ("tieu-chi", None, None),
    ]  # fmt: skip

    year = fresh(load(parse(json.dumps(made).encode()), replace=True))

    assert same(year_as_data(year)["texts"], made["texts"])
    assert same(export(year), made)
    assert read_texts(client, cast) == before
    first, second = BlocText.objects.filter(kind="quy-che").order_by("version")
    assert (first.status, second.version, second.supersedes) == ("issued", 2, first)
    assert first.document.superseded_by == second.document
    assert second.document.pdf.read().startswith(b"%PDF-")
    assert year.documents.count() == 4


def read_texts(client, cast):
    """What each text's page says the issued text is; the draft of the plan is not carried."""
    said = {}
    for kind in BlocText.Kind.values:
        BlocText.objects.filter(kind=kind, status="draft").delete()
        page = tree(client.get(cast.year.url("pledges:text_detail", kind)))
        said[kind] = [words(part) for part in page.xpath("//article//*[not(*)]")]
    return said


WRONG = [
    ({"number": "09/QĐ-KTĐ"}, "texts[1]: documents phải có đúng một văn bản cùng loại, số và ngày."),
    ({"clauses": []}, "texts[1].clauses: nội dung của văn bản loại này phải nằm ở đây, và chỉ ở đây."),
    ({"number": "07/QĐ-KTĐ", "date": "2027-03-01"}, "texts[2]: văn bản trong documents đã là của texts[1]."),
    (
        {"kind": "tieu-chi", "clauses": [], "criteria": [{"kind": "item", "content": "Nộp đủ", "code": "TC01"}]},
        "texts[1].criteria[0]: tiêu chí (item) phải có code và max_points, nhóm thì không có.",
    ),
]


def test_what_is_wrong_with_a_text_is_said(cast):
    with_issued_texts(cast)
    made = export(fresh(cast.year))

    for change, sentence in WRONG:
        wrong = deepcopy(made)
        wrong["texts"][1] |= change
        with pytest.raises(Refused) as refused:
            load(wrong, replace=True)
        assert sentence in refused.value.sentences
        assert BlocText.objects.issued().count() == 4


def test_the_year_as_records():
    year = loaded(KHOI_2017)

    assert (year.bloc.slug, year.year, year.status) == ("khoi-ii-noi-chinh-kinh-te-tong-hop", 2017, "open")
    assert (year.leader.slug, year.deputy, year.theme) == (
        "ttbtp",
        None,
        "Đoàn kết, kỷ cương, trách nhiệm, hiệu quả",
    )
    assert {m.unit.slug: m.registration.status for m in year.memberships.all()} == {
        "ttbtp": "accepted",
        "ttbqp": "accepted",
        "ttbkhdt": "accepted",
        "ttbca": "accepted",
        "ttbnv": "submitted",
        "ttbtc": "accepted",
        "cqttgsnh": "returned",
    }
    late = year.memberships.get(unit__slug="ttbnv").registration
    assert (late.is_late, late.revisions.get().content["headcount"]) == (True, 31)
    back = year.memberships.get(unit__slug="cqttgsnh").registration
    assert back.return_reason == "Theo tệp dữ liệu; tệp không ghi nội dung đề nghị bổ sung."
    assert [(d.symbol, d.number, str(d.dated)) for d in year.documents.order_by("pk")] == [
        ("01/QC-KTĐ", 1, "2017-03-15"),
        ("02/KH-KTĐ", 2, "2017-03-15"),
        ("03/BC-KTĐ", 3, "2017-03-10"),
    ]
    assert year.ceremony.article.published_at is None
    assert [d.name for d in year.ceremony.delegates.all()] == ["Nguyễn Quang Thía", "Trần Trung Thành"]
    assert set(year.carried) == {"criteria", "vote_rules", "quotas", "evaluation", "marks"}


def test_bases_are_found_in_the_catalogue():
    covenant = loaded(KHOI_2017).covenants.get()

    assert covenant.status == "drafting"
    assert [base.basis.title if base.basis else base.own_text for base in covenant.bases.all()] == [
        "Luật Thi đua, khen thưởng 2003 (sửa đổi 2005, 2013)",
        "Thông tư 01/2016/TT-TTCP",
        "Trên cơ sở đăng ký thi đua năm 2017 của các đơn vị",
    ]
    assert [c.text for c in covenant.clauses.filter(level=0)] == [
        "Chủ đề thi đua",
        "Nội dung thi đua",
        "Chỉ tiêu thi đua",
        "Tổ chức thực hiện",
    ]


def test_registrations_locked_in_the_file_stand_under_a_frozen_covenant(client):
    covenant = loaded(CUM_2026).covenants.get()

    assert covenant.status == "frozen"
    assert covenant.document.pdf.read().startswith(b"%PDF-")
    assert covenant.pledges.filter(status="waiting").count() == 10


def test_a_yes_or_no_target_is_true_in_the_file_and_one_in_the_records():
    year = loaded(CUM_2026)

    assert year.common_targets.get(code="T5").value == 1
    assert year_as_data(year)["targets"][4]["value"] is True


def test_units_keep_their_identity_across_years_and_successions_find_their_ends():
    loaded(CUM_2019)
    year = loaded(CUM_2026)

    phutho = year.leader
    assert phutho.memberships.count() == 2
    assert sorted((s.from_unit.slug, s.get_kind_display(), str(s.on)) for s in phutho.predecessions.all()) == [
        ("tt-hoabinh", "Hợp nhất", "2025-07-01")
    ]


@pytest.mark.parametrize("order", [(2017, 2020), (2020, 2017)], ids=["older first", "newer first"])
def test_another_name_in_a_dated_file_is_a_dated_name(order):
    for year in order:
        data = content(KHOI_2017)
        data |= {"year": year, "slug": f"khoi-ii-{year}"}
        del data["covenant"], data["ceremony"], data["deadlines"], data["documents"], data["registrations"]
        if year == 2020:
            data["members"][6]["name"] = "Thanh tra Ngân hàng Nhà nước"
        load(data)

    unit = BlocYear.objects.get(year=2020).memberships.get(unit__slug="cqttgsnh").unit
    assert [(n.full_name, n.valid_from and str(n.valid_from)) for n in unit.names.order_by("pk")] in (
        [("Cơ quan Thanh tra, giám sát ngân hàng", None), ("Thanh tra Ngân hàng Nhà nước", "2020-01-01")],
        [("Thanh tra Ngân hàng Nhà nước", "2020-01-01"), ("Cơ quan Thanh tra, giám sát ngân hàng", None)],
    )
    for year, name in ((2017, "Cơ quan Thanh tra, giám sát ngân hàng"), (2020, "Thanh tra Ngân hàng Nhà nước")):
        assert export(BlocYear.objects.get(year=year))["members"][6]["name"] == name


def test_a_registration_on_paper_comes_out_and_in_again_without_content(cast):
    received = {"status": "accepted", "paper_received_on": date(2027, 2, 24), "paper_number": "1/TTr"}
    registration = cast.registration("ttbnv", doc_number="2/ĐK", **received)
    registration.targets.create(order=1, text="Bản dự thảo cũ")

    cast.year.bloc.organiser.names.update(full_name="Thanh tra Chính phủ")
    data = export(fresh(cast.year))

    assert data["registrations"] == [
        {
            "member": "ttbnv",
            "unit": "Thanh tra Bộ Nội vụ",
            "status": "da_tiep_nhan",
            "doc_number": "1/TTr",
            "paper_received_on": "2027-02-24",
        }
    ]
    year = fresh(load(parse(json.dumps(data).encode()), replace=True))
    again = year.memberships.get(unit__slug="ttbnv").registration
    assert (again.is_on_paper, again.is_late, again.targets.count(), again.revisions.count()) == (True, False, 0, 0)
    assert (again.paper_number, again.doc_number) == ("1/TTr", "")
    assert [event.kind for event in again.events.all()] == ["paper_received"]
    assert same(export(year), data)
