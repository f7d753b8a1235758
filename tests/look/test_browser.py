import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

PAGES = ["/", "/don-vi/", "/chi-tieu/", "/ket-thuc/", "/chua-co/", "/khong-co/", "/khong-duoc/", "/tin/"]
WIDTHS = [1366, 360]
MAIN_TARGETS = (
    ".btn, .header-link, .year-nav a, .side-list a, .pages a, summary, select, "
    "input:not([type=hidden], [type=checkbox], [type=radio])"
)
ALL_TARGETS = "a, button, input:not([type=hidden])"
FIELDS_IN_FAULT = ["id_full_name", "id_headcount", "id_way_0", "id_agreed"]


@pytest.fixture
def open_desk(open_window, client, clerk, live_server):
    """A function that opens a browser window in which the clerk is signed in."""
    client.force_login(clerk)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}

    def open_one(width=1366, **options):
        page = open_window(viewport={"width": width, "height": 768 if width > 640 else 640}, **options)
        page.context.add_cookies([cookie])
        return page

    return open_one


def violations(page):
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in found]


def heights(page, selector):
    return page.evaluate(
        """selector => [...document.querySelectorAll(selector)]
            .filter(e => e.checkVisibility() && !e.closest('p') && !e.matches('.default-submit, .skip-link'))
            .map(e => [e.outerHTML.slice(0, 80), Math.round(e.getBoundingClientRect().height)])""",
        selector,
    )


def send(page, button):
    with page.expect_navigation():
        page.get_by_role("button", name=button, exact=True).click()


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing(open_desk, width):
    page = open_desk(width)
    for url in PAGES:
        page.goto(url)
        assert violations(page) == [], url
    page.goto("/don-vi/")
    send(page, "Lưu")
    assert violations(page) == []
    page.goto("/chi-tieu/")
    page.fill("#id_targets-1-value", "")
    send(page, "Lưu và sang phần tiếp theo")
    page.get_by_role("button", name="Thêm dòng").click()
    page.get_by_role("button", name="Bỏ dòng 1").click()
    page.locator(".site-header .menu summary").click()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360, 683])
def test_only_tables_scroll_sideways(open_desk, width):
    page = open_desk(width)
    for url in PAGES:
        page.goto(url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_the_first_screen_of_a_phone_says_what_to_do_and_by_when(open_desk):
    page = open_desk(360)
    page.goto("/")
    for place in ["h1", ".step-current .step-note", ".next-action h2"]:
        box = page.locator(place).bounding_box()
        assert box["y"] + box["height"] <= 640, place


def test_the_font_is_ours_in_both_weights(open_desk):
    page = open_desk()
    page.goto("/")
    page.evaluate("document.fonts.ready.then(() => null)")
    loaded = "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family.replaceAll('\"', '') + f.weight)"
    assert sorted(page.evaluate(loaded)) == [
        "Be Vietnam Pro400",
        "Be Vietnam Pro400",
        "Be Vietnam Pro600",
        "Be Vietnam Pro600",
    ]
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "17px"


@pytest.mark.parametrize("url", ["/", "/don-vi/", "/chi-tieu/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_stop_of_the_tab_key_is_seen_and_hidden_by_nothing(open_desk, url, width):
    page = open_desk(width)
    page.goto(url)
    stops = []
    for _ in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
            const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
            const over = document.elementFromPoint(
              Math.max(box.left, 0) + Math.min(box.width / 2, 20), box.top + box.height / 2);
            const marked = style.outlineStyle != 'none' && parseFloat(style.outlineWidth) >= 2;
            return at == document.body ? null
              : [at.outerHTML.slice(0, 90), marked, at == over || at.contains(over) || !!over?.contains(at)];
        }""")
        if stop is None:
            break
        stops.append(stop)
    assert len(stops) > 10
    assert [stop for stop in stops if not (stop[1] and stop[2])] == []
    assert "skip-link" in stops[0][0]


def test_what_is_pressed_is_large_enough(open_desk):
    for width in WIDTHS:
        page = open_desk(width)
        for url in ["/", "/don-vi/", "/chi-tieu/"]:
            page.goto(url)
            assert [box for box in heights(page, MAIN_TARGETS) if box[1] < 44] == []
            assert [box for box in heights(page, ALL_TARGETS) if box[1] < 24] == []


def test_the_faults_are_focused_and_lead_to_their_fields(open_desk):
    page = open_desk()
    page.goto("/don-vi/")
    page.fill("#id_headcount", "ba mươi")
    send(page, "Lưu")
    expect(page.locator("[data-error-summary]")).to_be_focused()
    for field in FIELDS_IN_FAULT:
        page.locator(f"[data-error-summary] a[href='#{field}']").click()
        expect(page.locator(f"#{field}")).to_be_focused()


def test_forms_rows_and_menus_work_without_javascript(open_desk):
    page = open_desk(java_script_enabled=False)
    page.goto("/don-vi/")
    send(page, "Lưu")
    assert page.locator("[data-error-summary] a").count() == 4
    expect(page.locator("[data-error-summary]")).to_be_focused()
    page.goto("/chi-tieu/")
    page.locator(".site-header .menu summary").click()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    page.fill("#id_targets-2-measure", "công chức")
    send(page, "Bỏ dòng 2")
    send(page, "Thêm dòng")
    assert page.locator("tbody tr:visible").count() == 3
    assert page.input_value("#id_targets-1-measure") == "công chức"
    page.fill("#id_targets-2-text", "Chỉ tiêu mới")
    page.fill("#id_targets-2-value", "8,5")
    send(page, "Lưu và sang phần tiếp theo")
    assert page.text_content("body").splitlines()[1:] == [
        "Hoàn thành kế hoạch thanh tra được phê duyệt",
        "Công chức, thanh tra viên bị kỷ luật",
        "Chỉ tiêu mới",
    ]


def test_enter_in_a_row_saves_and_removes_nothing(open_desk):
    for script in [True, False]:
        page = open_desk(java_script_enabled=script)
        page.goto("/chi-tieu/")
        with page.expect_navigation():
            page.press("#id_targets-0-measure", "Enter")
        assert page.text_content("body").splitlines()[1:] == [
            "Hoàn thành kế hoạch thanh tra được phê duyệt",
            "Kết luận thanh tra ban hành đúng hạn",
            "Công chức, thanh tra viên bị kỷ luật",
        ]


def test_rows_come_and_go_in_place(open_desk):
    page = open_desk()
    page.goto("/chi-tieu/")

    page.get_by_role("button", name="Thêm dòng").click()
    assert page.evaluate("document.activeElement.id") == "id_targets-3-text"
    page.keyboard.type("Chỉ tiêu mới")
    page.fill("#id_targets-3-value", "90,5")
    page.get_by_role("button", name="Bỏ dòng 1").click()
    assert page.text_content(".rows-status").startswith("Đã bỏ dòng 1.")
    assert page.evaluate("document.activeElement.textContent") == "Bỏ dòng 1"
    page.get_by_role("button", name="Bỏ dòng 1").click()
    page.get_by_role("button", name="Lấy lại").click()

    send(page, "Lưu và sang phần tiếp theo")
    assert page.text_content("body").splitlines() == [
        "Đã lưu:",
        "Kết luận thanh tra ban hành đúng hạn",
        "Công chức, thanh tra viên bị kỷ luật",
        "Chỉ tiêu mới",
    ]


def test_the_table_says_when_it_is_full(open_desk):
    page = open_desk()
    page.goto("/chi-tieu/")
    for _ in range(4):
        page.get_by_role("button", name="Thêm dòng").click()
    assert page.locator("tbody tr").count() == 6
    assert page.text_content(".rows-status") == "Bảng này có nhiều nhất 6 dòng."


def test_a_double_click_posts_once(open_desk):
    page = open_desk()
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.goto("/chi-tieu/")
    page.get_by_role("button", name="Lưu và sang phần tiếp theo").dblclick()
    page.get_by_text("Đã lưu:").wait_for()
    assert len(posts) == 1
    page.go_back()
    expect(page.get_by_role("button", name="Lưu và sang phần tiếp theo")).to_be_enabled()


def test_leaving_with_something_typed_asks_first(open_desk):
    page = open_desk()
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto("/don-vi/")
    page.goto("/ket-thuc/")
    assert asked == []
    page.goto("/don-vi/")
    page.locator("#id_full_name").press_sequentially("Thanh tra")
    page.goto("/ket-thuc/")
    assert asked == ["beforeunload"]


def test_escape_closes_a_menu_and_keeps_the_place(open_desk):
    page = open_desk()
    page.goto("/")
    page.locator(".year-bar .menu summary").click()
    expect(page.get_by_role("link", name="Năm 2026")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Năm 2026")).to_be_hidden()
    expect(page.locator(".year-bar .menu summary")).to_be_focused()


def test_paper_shows_the_page_without_its_frame(open_desk):
    page = open_desk()
    page.goto("/")
    page.emulate_media(media="print")
    shown = {
        name: page.locator(name).first.is_visible()
        for name in [
            ".site-header",
            ".year-bar",
            ".crumbs",
            ".site-footer",
            ".actions",
            ".sample-band",
            "h1",
            ".table",
        ]
    }
    assert shown == {
        ".site-header": False,
        ".year-bar": False,
        ".crumbs": False,
        ".site-footer": False,
        ".actions": False,
        ".sample-band": True,
        "h1": True,
        ".table": True,
    }
    assert page.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"


def test_help_stands_in_the_same_place_on_every_page(open_desk):
    page = open_desk()
    for url in PAGES[:5]:
        page.goto(url)
        links = page.locator("body > footer a")
        assert links.first.text_content() == "Trợ giúp"
        assert page.evaluate("document.querySelectorAll('footer').length") == 1
