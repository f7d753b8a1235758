"""The budget of script/style_budget.py, on small trees written for it."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def style_budget():
    spec = importlib.util.spec_from_file_location("style_budget", ROOT / "script" / "style_budget.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tree(tmp_path):
    """A function that writes a file below a fresh root and returns the root; tests enough come with it."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        enough = tmp_path / "tests" / "test_all.py"
        enough.parent.mkdir(exist_ok=True)
        enough.write_text("assert True\n" * 500)
        return tmp_path

    return write


def function(lines, head="def work():"):
    return "\n".join([head, *["    x = 1"] * (lines - 1)]) + "\n"


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.py", function(41), "a.py:1 work: 41 lines, a function has at most 40"),
        (
            "blocs/views.py",
            function(26, "def work(request):"),
            "blocs/views.py:1 work: 26 lines, a view has at most 25",
        ),
        (
            "blocs/views/year.py",
            "class Year:\n" + "    def get(self):\n" + "        x = 1\n" * 25,
            "blocs/views/year.py:2 get: 26 lines, a view has at most 25",
        ),
        ("a.py", "x = 1\n" * 401, "a.py: 401 lines, at most 400"),
        ("a.py", "def f(self, a, b, c, d, /, e, *, g): ...\n", "a.py:1 f: 6 arguments, at most 5"),
        ("a.py", "async def f(a, b, c, d, e, g): ...\n", "a.py:1 f: 6 arguments, at most 5"),
        ("templates/a.html", "<p>\n" * 151, "templates/a.html: 151 lines, at most 150"),
        ("templates/a.html", '<p style="color:red">', "templates/a.html: style or script inside the page"),
        ("templates/a.html", "<style>p {}</style>", "templates/a.html: style or script inside the page"),
        (
            "templates/a.html",
            "<button onclick='go()'>",
            "templates/a.html: style or script inside the page",
        ),
        ("templates/a.html", "<script>go()</script>", "templates/a.html: style or script inside the page"),
    ],
)
def test_over_the_budget(style_budget, tree, name, text, problem):
    assert style_budget.problems(tree(name, text)) == [problem]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.py", function(40)),
        ("a.py", 'def work():\n    """' + "Why.\n" * 60 + '    """\n    return 1\n'),
        ("blocs/rules.py", function(26, "def work(request):")),
        ("blocs/views.py", function(26, "def work(registration):")),
        ("blocs/views.py", function(25, "def work(request):")),
        ("a.py", "x = 1\n" * 400),
        ("a.py", "def f(self, a, b, c, d, e): ...\n"),
        ("blocs/migrations/0001_initial.py", "x = 1\n" * 401),
        (".venv/a.py", "x = 1\n" * 401),
        ("static/vendor/a.py", "x = 1\n" * 401),
        ("templates/a.html", '<script src="/a.js"></script><p class="style">on time=3'),
        ("templates/a.html", '<script id="x" type="application/json">{"a": 1}</script>'),
        ("templates/email/a.html", '<p style="color:red">'),
        ("templates/documents/pdf/a.html", "<style>p {}</style>"),
    ],
)
def test_within_the_budget(style_budget, tree, name, text):
    assert style_budget.problems(tree(name, text)) == []


def test_fewer_lines_of_tests_than_of_code(style_budget, tmp_path):
    (tmp_path / "a.py").write_text("# why\n\nx = 1\ny = 2\n")
    (tmp_path / "test_a.py").write_text("assert True\n")

    assert style_budget.problems(tmp_path) == ["1 lines of tests for 2 of code, at least 0.9 for each"]
