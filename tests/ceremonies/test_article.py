"""The article: drafted from the records, edited by the office, public only once its head has published it."""

from datetime import date

import pytest

from accounts.models import User
from ceremonies.models import Article, Ceremony
from pledges import freezing
from tests.saving import save


def test_the_draft_knows_who_came_and_what_for(article):
    assert article.slug == "le-ky-ket-giao-uoc-thi-dua-nam-2027"
    assert "đồng chí Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ" in article.body
    assert "Thanh tra Bộ Nội vụ" in article.body


def test_what_goes_on_within_a_sentence_has_no_capital(client, cast, ceremony, url):
    Ceremony.objects.update(status="held")
    cast.year.goals.create(order=2, text="CCHC được đẩy mạnh.")
    cast.year.goals.create(order=3, text="Nâng cao chất lượng kết luận thanh tra;")
    ceremony.delegates.create(order=2, post="Đại diện lãnh đạo", organisation="Thanh tra Chính phủ")
    client.force_login(cast["leader_clerk"])

    client.post(url("article_start"))

    body = Article.objects.get().body
    assert (
        "nội dung: tăng cường thanh tra, kiểm tra việc thực thi công vụ; CCHC được đẩy mạnh; nâng cao chất lượng kết "
        "luận thanh tra." in body
    )
    assert "Thanh tra Chính phủ; đại diện lãnh đạo, Thanh tra Chính phủ." in body


@pytest.mark.parametrize(
    ("status", "body", "said"),
    [("in_session", "Bài", "Buổi lễ chưa bế mạc"), ("held", " ", "Bài viết chưa có nội dung."), ("held", "Bài", "")],
)
def test_publishing_is_offered_when_it_can_be_done(client, cast, article, url, status, body, said):
    client.force_login(cast["leader_head"])
    Ceremony.objects.update(status=status)
    Article.objects.update(body=body)

    page = client.get(url("article_edit")).content.decode()

    assert (url("article_publish") in page) == (said == "")
    assert said in page


def test_whoever_edits_it_finds_the_way_back(client, cast, article, url, publish):
    publish()
    back = f'href="{url("article_edit")}"'
    assert back in client.get(article.get_absolute_url()).content.decode()

    client.logout()
    assert back not in client.get(article.get_absolute_url()).content.decode()


def test_the_public_reads_it_from_its_publication_until_its_withdrawal(client, cast, article, url, publish):
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 404

    publish()
    client.logout()
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    assert "đồng chí Nguyễn Quang Thía" in page.content.decode()

    client.force_login(cast["leader_head"])
    client.post(url("article_withdraw"))
    client.logout()
    assert client.get(article.get_absolute_url()).status_code == 404


def test_nothing_is_news_before_it_has_happened(client, article, url, publish):
    Ceremony.objects.update(status="invited")

    response = publish()

    assert response.status_code == 409
    assert "Buổi lễ chưa bế mạc" in response.content.decode()
    assert Article.objects.get().published_at is None


def test_published_twice_is_refused(article, publish):
    assert (publish().status_code, publish().status_code) == (302, 409)


@pytest.mark.parametrize("name", ["article_edit", "article_publish", "photo_add"])
@pytest.mark.parametrize(("who", "status"), [("member_head", 403), ("another_bloc", 404)])
def test_others_do_not_write_it(client, cast, article, url, name, who, status):
    client.force_login(cast[who])

    assert client.post(url(name)).status_code == status


def test_what_is_typed_is_text(client, cast, article, url):
    save(client, url("article_edit"), {"title": "Tin", "body": "<script>alert(1)</script>", "author": "", "source": ""})

    page = client.get(article.get_absolute_url()).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


@pytest.mark.parametrize(("kind", "signed"), [("ky_ket", True), ("tong_ket", False)])
def test_the_draft_tells_the_frozen_covenant_and_who_was_there(client, cast, ceremony, url, kind, signed):
    ceremony.expect_members()
    ceremony.delegates.filter(membership=cast.memberships["ttbnv"]).update(attended=False)
    ceremony.delegates.filter(membership=None).update(post="Đại diện lãnh đạo Thanh tra Chính phủ")
    Ceremony.objects.update(status="held", kind=kind)
    covenant = cast.year.covenants.create(place="Hà Nội", dated=date(2027, 2, 25))
    outline = [
        (0, "Nội dung thi đua"),
        (1, "Phối hợp chặt chẽ."),
        (2, "Chi tiết"),
        (0, "Tổ chức thực hiện"),
        (1, "Đôn đốc"),
    ]
    for order, (level, text) in enumerate(outline, start=1):
        covenant.clauses.create(order=order, level=level, text=text)
    freezing.freeze(covenant, by=cast["leader_clerk"])
    client.force_login(cast["leader_clerk"])

    client.post(url("article_start"))

    body = Article.objects.get().body
    assert "Các đơn vị thống nhất thi đua với các nội dung: phối hợp chặt chẽ." in body
    assert "công vụ" not in body
    assert "Tham dự có đại diện 6 đơn vị: " in body
    assert ("Đại diện 0/7 đơn vị thành viên đã ký Giao ước thi đua." in body) == signed
    assert "Thanh tra Bộ Nội vụ" not in body
    assert "đồng chí Nguyễn Quang Thía, đại diện lãnh đạo Thanh tra Chính phủ." in body
    assert "đã tổ chức lễ ký kết Giao ước" in body


def test_publishing_is_asked_first(client, cast, article, url):
    client.force_login(cast["leader_head"])
    page = client.get(url("article_edit")).content.decode()
    assert f'href="{url("article_publish")}"' in page

    asked = client.get(url("article_publish")).content.decode()

    assert "ai có địa chỉ đều đọc được, không cần đăng nhập" in asked
    assert Article.objects.get().published_at is None
    Article.objects.update(body=" ")
    assert client.get(url("article_publish")).status_code == 409


def test_the_public_page_leads_those_signed_in_back_and_names_its_source(client, cast, article, url, publish):
    publish()
    address, back = article.get_absolute_url(), f'href="{url("ceremony_detail")}"'

    client.force_login(cast["member_clerk"])
    page = client.get(address).content.decode()
    assert back in page
    assert "Đăng xuất" in page
    assert ">Nguồn: Thanh tra Bộ Tư pháp · 25/02/2027<" in page
    client.force_login(cast["another_bloc"])
    assert back not in client.get(address).content.decode()
    client.logout()
    page = client.get(address).content.decode()
    assert back not in page
    assert "Đăng xuất" not in page


def test_only_the_head_publishes_and_others_read_who_that_is(client, cast, article, url):
    User.objects.filter(pk=cast["leader_head"].pk).update(full_name="Nguyễn Hồng Diện")
    says = (
        "Chỉ lãnh đạo Thanh tra Bộ Tư pháp (Khối trưởng) hoặc Thanh tra Chính phủ đăng, gỡ bài được: Nguyễn Hồng Diện."
    )

    page = client.get(url("article_edit")).content.decode()
    refused = client.post(url("article_publish"))

    assert says in page
    assert url("article_publish") not in page
    assert refused.status_code == 403
    assert Article.objects.get().published_at is None
    User.objects.filter(pk=cast["leader_head"].pk).update(is_active=False)
    assert "nay chưa ai có tài khoản" in client.get(url("article_edit")).content.decode()


def test_what_the_public_reads_is_changed_by_the_head_alone(client, cast, article, url, publish):
    publish()
    client.force_login(cast["leader_clerk"])

    refused = [client.get(url(name)) for name in ("article_edit", "photo_add")]
    asked = client.get(url("ceremony_detail")).content.decode()
    withdrawn = client.post(url("article_withdraw"))

    assert [answer.status_code for answer in refused] == [409, 409]
    assert "Bài đã gỡ thì Anh/chị sửa được." in refused[0].content.decode()
    assert url("article_edit") not in asked
    assert "Chỉ lãnh đạo Thanh tra Bộ Tư pháp" in asked
    assert withdrawn.status_code == 403
    client.force_login(cast["leader_head"])
    token = client.get(url("article_edit")).context["token"]
    words = {"title": "Tin mới", "body": "Bài.", "author": "Lan Hương", "source": "", "token": token}
    assert client.post(url("article_edit"), words).status_code == 302
    client.logout()
    assert "Tin mới" in client.get(article.get_absolute_url()).content.decode()


def test_of_a_ceremony_that_lasts_all_day_no_half_is_named(office, ceremony, url):
    Ceremony.objects.update(status="held", session="cả ngày")

    office.post(url("article_start"))

    assert Article.objects.get().body.startswith("Ngày 25/02/2027, tại Bộ Tư pháp, Khối thi đua số II đã tổ chức")


def test_the_draft_tells_votes_targets_speeches_and_signatures(client, cast, ceremony, url):
    ceremony.adoptions.create(order=1, title="Quy chế hoạt động.", in_favour=5, other=1)
    ceremony.adoptions.create(order=2, kind="suy_cu", title="Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028")
    ceremony.agenda.create(order=2, text="Phát biểu khai mạc", speaker="Nguyễn Hồng Diện")
    ceremony.delegates.update(role="phat_bieu_chi_dao")
    ceremony.delegates.create(order=2, name="Người vắng", role="phat_bieu_chi_dao", attended=False)
    ceremony.delegates.create(order=3, name="Phóng viên", group="bao_chi")
    Ceremony.objects.update(status="held")
    client.force_login(cast["leader_clerk"])

    client.post(url("article_start"))

    body = Article.objects.get().body
    assert body.startswith(
        "Sáng ngày 25/02/2027, tại Bộ Tư pháp, Khối thi đua số II đã tổ chức lễ ký kết Giao ước thi đua năm 2027, do "
        "đồng chí Nguyễn Hồng Diện, Chánh Thanh tra Bộ Tư pháp, Khối trưởng, chủ trì."
    )
    assert "đã thông qua: Quy chế hoạt động (tán thành 5; không tán thành 0; ý kiến khác 1)." in body
    assert "đã suy cử: Thanh tra Bộ Quốc phòng làm Khối trưởng năm 2028." in body
    assert "Chỉ tiêu chung của các đơn vị: hoàn thành kế hoạch thanh tra được phê duyệt: 100%." in body
    assert "buổi lễ có: phát biểu khai mạc (Nguyễn Hồng Diện)." in body
    assert "Phát biểu chỉ đạo tại buổi lễ có đồng chí Nguyễn Quang Thía, Vụ trưởng Vụ II, Thanh tra Chính phủ." in body
    assert "Người vắng" not in body
    assert "Phóng viên" not in body


@pytest.mark.parametrize(("duty", "status"), [("clerk", 403), ("head", 302)])
def test_the_organisers_head_publishes_too(client, cast, article, url, duty, status):
    cast["organiser"].duties.update(duty=duty)
    client.force_login(cast["organiser"])

    assert client.post(url("article_publish")).status_code == status


def test_the_organisers_head_finds_it_too(client, cast, article, url):
    cast["organiser"].duties.update(duty="head")
    client.force_login(cast["organiser"])

    assert url("article_edit") in client.get("/").content.decode()


def test_the_head_finds_what_waits_for_publication(client, cast, article, url, publish):
    waits = "Đọc lại, đăng bài viết về lễ ký kết"

    to_the_clerk = client.get("/").content.decode()
    client.force_login(cast["leader_head"])
    to_the_head = client.get("/").content.decode()
    publish()

    assert waits not in to_the_clerk
    assert waits in to_the_head
    assert url("article_edit") in to_the_head
    assert waits not in client.get("/").content.decode()
