"""docs/states.md is printed from the transition tables and kept current."""

import pytest
from django.core.management import CommandError, call_command

from blocs.management.commands import states


def test_the_page_in_the_repository_is_current():
    assert states.PAGE.read_text(encoding="utf-8") == states.page()


def test_every_state_step_and_reason_is_printed():
    page = states.page()

    for model, field in states.stateful():
        assert f"## {model.__name__}: {model._meta.verbose_name}" in page
        for value, label in field.choices:
            assert f"| `{value}` | {label} |" in page
            assert f"    {value}: {label}" in page
        for step in states._steps(model, field):
            assert f"    {step.source} --> {step.target or step.source}: {step.name}" in page
    assert "Năm thi đua phải có ít nhất hai đơn vị thành viên" in page
    assert "`leads or organises`" in page
    assert {model.__name__ for model, _ in states.stateful()} >= {
        "BlocYear", "Registration", "Covenant", "Pledge", "Ceremony",
    }  # fmt: skip


def test_check_fails_on_an_old_page(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(states, "PAGE", tmp_path / "states.md")
    with pytest.raises(CommandError, match="not current"):
        call_command("states", "--check")

    call_command("states")
    call_command("states", "--check")

    states.PAGE.write_text(states.page() + "\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"run: manage\.py states"):
        call_command("states", "--check")
