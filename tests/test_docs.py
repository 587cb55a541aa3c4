"""The documentation names every command, option and setting, and nothing that is not there."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from mirror.cli import app
from mirror.preferences import listing
from mirror.settings import Settings, schema

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"


def commands(command: Any = None, name: str = "mirror") -> Iterator[tuple[str, Any]]:
    """Every command of the real program with its whole name, groups that run by themselves too."""
    command = typer.main.get_command(app) if command is None else command
    if name != "mirror":
        yield name, command
    for child, inner in getattr(command, "commands", {}).items():
        yield from commands(inner, f"{name} {child}")


def sections() -> dict[str, str]:
    """docs/commands.md by the command that each heading names."""
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    parts = re.split(r"^#+ `(mirror [\w -]+)`$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def options(command: Any) -> set[str]:
    return {name for parameter in command.params for name in parameter.opts if name.startswith("--")} - {"--help"}


@pytest.mark.parametrize(("name", "command"), [pytest.param(n, c, id=n) for n, c in commands()])
def test_every_command_and_option_is_documented(name: str, command: Any) -> None:
    assert name in sections(), f"docs/commands.md has no heading `{name}`"
    missing = {option for option in options(command) if f"`{option}" not in sections()[name]}
    assert missing == set()


def test_no_command_is_documented_that_is_not_there() -> None:
    assert sorted(set(sections()) - {name for name, _ in commands()}) == []


def test_no_option_is_documented_that_is_not_there() -> None:
    for name, command in commands():
        told = set(re.findall(r"`(--[a-z-]+)", sections()[name]))
        assert sorted(told - options(command)) == [], name


def test_the_settings_page_is_what_the_schema_says() -> None:
    """`python -c "from mirror.preferences.listing import page; print(page())"` gives the tables anew."""
    text = (DOCS / "settings.md").read_text(encoding="utf-8")
    assert text[text.index("## [") :] == listing.page()
    defaults = re.findall(r"^\| `([\w.]+)` \| `(.*?)` \|", text, re.MULTILINE)
    assert len(defaults) == len(schema())
    for entry, (name, default) in zip(schema(), defaults, strict=True):
        assert (entry.name, tomllib.loads(f"value = {default}")["value"]) == (name, entry.default)


def test_the_examples_in_the_settings_page_are_valid() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (DOCS / "settings.md").read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    for block in blocks:
        Settings(**tomllib.loads(block))


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_pins_satisfy_the_ranges_and_nothing_else_is_pinned_twice() -> None:
    from packaging.requirements import Requirement

    lines = (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    named = {canonical(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}
    assert len(named) == len(pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {key: value for key, value in project["optional-dependencies"].items() if key != "mediapipe"}
    for line in [*project["dependencies"], *(line for extra in extras.values() for line in extra)]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(named[canonical(requirement.name)]), line


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_json_examples_are_json() -> None:
    for page in DOCS.rglob("*.md"):
        for block in re.findall(r"```json\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            json.loads(block)
