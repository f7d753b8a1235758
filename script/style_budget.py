"""Hold the budget on length and shape: style_budget.py [FOLDER] names what is over it, and fails on any.

The limits are on the largest, not on the mean: one page-long function hides more than a hundred short ones.
A length is counted without decorators and docstring, so that explaining costs nothing.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

FUNCTION_LINES = 40
VIEW_LINES = 25
FILE_LINES = 400
TEMPLATE_LINES = 150
ARGUMENTS = 5
# The goal is 1 for each; docs/decisions/0008 says why the floor is lower and that it only rises.
TEST_LINES_PER_CODE_LINE = 0.9

FOREIGN = {"migrations", "node_modules", "site-packages", "staticfiles", "vendor", "var", "__pycache__"}
# A mail program and the PDF printer know no style sheet but the one inside the page.
PRINTED = re.compile(r"(^|[/_])(e?mails?|pdf)([/_.]|$)")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<script(?![^>]*\bsrc=)(?![^>]*type=.application/(?:ld\+)?json)[^>]*>\s*\S",
    re.IGNORECASE,
)

Def = ast.FunctionDef | ast.AsyncFunctionDef


def length(node: Def) -> int:
    """Lines from ``def`` to the end of the body, without the docstring."""
    lines = node.end_lineno - node.lineno + 1
    if ast.get_docstring(node, clean=False) is not None:
        lines -= node.body[0].end_lineno - node.body[0].lineno + 1
    return max(lines, 1)


def argument_count(node: Def) -> int:
    named = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
    return sum(argument.arg not in ("self", "cls") for argument in named)


def functions(node: ast.AST, in_class: bool = False, nested: bool = False) -> Iterator[tuple[Def, bool]]:
    """Every function below ``node``, and whether it would be a view, were this a module of views."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Def):
            first = child.args.args[0].arg if child.args.args else ""
            yield child, not nested and (in_class or first == "request")
            yield from functions(child, in_class, nested=True)
        else:
            yield from functions(child, in_class or isinstance(child, ast.ClassDef), nested)


def is_test(path: Path) -> bool:
    return "tests" in path.parts[:-1] or path.name.startswith("test_") or path.name == "conftest.py"


def is_view_module(path: Path) -> bool:
    return path.name == "views.py" or path.name.startswith("views_") or "views" in path.parts[:-1]


def source_lines(text: str) -> int:
    """Lines that are neither blank nor only a comment."""
    return sum(bool(line.strip()) and not line.lstrip().startswith("#") for line in text.splitlines())


def problems_of_code(path: Path, text: str) -> Iterator[str]:
    if (lines := len(text.splitlines())) > FILE_LINES:
        yield f"{path}: {lines} lines, at most {FILE_LINES}"
    for node, view_shaped in functions(ast.parse(text)):
        is_view = view_shaped and is_view_module(path)
        limit = VIEW_LINES if is_view else FUNCTION_LINES
        where = f"{path}:{node.lineno} {node.name}"
        if length(node) > limit:
            yield f"{where}: {length(node)} lines, a {'view' if is_view else 'function'} has at most {limit}"
        if argument_count(node) > ARGUMENTS:
            yield f"{where}: {argument_count(node)} arguments, at most {ARGUMENTS}"


def problems_of_template(path: Path, text: str) -> Iterator[str]:
    if (lines := len(text.splitlines())) > TEMPLATE_LINES:
        yield f"{path}: {lines} lines, at most {TEMPLATE_LINES}"
    if INLINE.search(text) and not PRINTED.search(path.as_posix()):
        yield f"{path}: style or script inside the page"


def own_files(root: Path) -> Iterator[tuple[Path, str]]:
    """The project's own Python files and templates, with their text; paths relative to ``root``."""
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if FOREIGN.intersection(relative.parts) or any(part.startswith(".") for part in relative.parts):
            continue
        if path.suffix == ".py" or (path.suffix == ".html" and "templates" in relative.parts):
            yield relative, path.read_text(encoding="utf-8")


def problems(root: Path) -> list[str]:
    """Everything in the tree that is over the budget, one sentence each."""
    found: list[str] = []
    code = tests = 0
    for path, text in own_files(root):
        if path.suffix == ".html":
            found += problems_of_template(path, text)
        elif is_test(path):
            tests += source_lines(text)
        else:
            code += source_lines(text)
            found += problems_of_code(path, text)
    if tests < TEST_LINES_PER_CODE_LINE * code:
        found.append(f"{tests} lines of tests for {code} of code, at least {TEST_LINES_PER_CODE_LINE:g} for each")
    return found


if __name__ == "__main__":
    over_budget = problems(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
    print("\n".join(over_budget) or "Within the budget.")
    sys.exit(bool(over_budget))
