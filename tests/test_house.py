"""The house itself: nothing in it that belongs to one machine, and nothing in its documents that is no longer so."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from bot.casework.presses import LABELS
from bot.settings import HOUSE, Settings
from bot.telegram.commands import COMMANDS
from bot.texts import LANGUAGES
from tools.commands import in_terminal
from tools.coordinating import kinds, rules
from tools.documents import DOCUMENTS

REGISTRIES = ("py" + "pi.org", "python" + "hosted.org", "npm" + "js.org", "npm" + "js.com", "deb." + "debian.org")
MACHINE_PATH = re.compile(r"(?<![\w./:@~-])/(?:work|root|Users|home/\w+|mnt|opt/\w+)/\w")


@cache
def files() -> Mapping[str, str]:
    """Every text file that is or would be committed, by its path."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=HOUSE,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(_texts(listed.stdout.split("\0")))


def _texts(names: list[str]) -> Iterator[tuple[str, str]]:
    for name in filter(None, names):
        path = HOUSE / name
        if path.is_file():
            try:
                yield name, path.read_text("utf-8")
            except UnicodeDecodeError:
                continue


def holding(pattern: str | re.Pattern[str]) -> list[str]:
    """Where a pattern stands, by file and line."""
    return [
        f"{name}:{number}"
        for name, text in files().items()
        for number, line in enumerate(text.splitlines(), 1)
        if re.search(pattern, line)
    ]


def pyproject() -> dict[str, list[str]]:
    """The names of the dependencies, by the part that needs them; the bot's own are under ""."""
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]
    parts = {"": project["dependencies"], **project["optional-dependencies"]}
    own = project["name"]
    named = {part: [re.split(r"[\s\[<>=~!;]", one, maxsplit=1)[0] for one in ones] for part, ones in parts.items()}
    return {part: [name for name in names if name != own] for part, names in named.items()}


def pins(lock: str) -> dict[str, str]:
    """Names and versions of a lock; fails where one has no hash."""
    found: dict[str, str] = {}
    for entry in re.split(r"\n(?=\S)", (HOUSE / lock).read_text("utf-8").strip()):
        name, _is, version = entry.split()[0].partition("==")
        assert "--hash=sha256:" in entry, name
        found[name.lower()] = version
    return found


def targets() -> dict[str, str]:
    """Every target that one may call, with its line of help."""
    makefile = (HOUSE / "Makefile").read_text("utf-8")
    declared = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert declared
    helped = dict(re.findall(r"^([a-z]+):.*## (.+)$", makefile, re.MULTILINE))
    return {target: helped.get(target, "") for target in declared[1].split()}


def test_the_files_are_found() -> None:
    assert {"Makefile", "pyproject.toml", "bot/settings/__init__.py", "tests/test_house.py"} <= set(files())


def test_no_file_names_a_registry() -> None:
    configured = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    ).stdout
    hosts = re.findall(r"https?://([^/\s'\"]+)", configured)
    for address in (*REGISTRIES, *hosts):
        assert not holding(re.escape(address))


def test_no_file_names_a_place_on_one_machine() -> None:
    assert not holding(MACHINE_PATH)
    if len(HOUSE.parts) > 2:
        assert not holding(rf"{re.escape(str(HOUSE.parent))}/")


@pytest.mark.parametrize(
    "path", ["/" + "work/main", "see /" + "root/x", '"/' + "home/maija/bot", "(/" + "Users/m/bot)"]
)
def test_a_place_on_a_machine_is_recognised(path: str) -> None:
    assert MACHINE_PATH.search(path.format("/"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_made_document_is_current(path: Path) -> None:
    assert path.read_text("utf-8") == DOCUMENTS[path](), "Run `make docs`."


def test_every_setting_stands_in_the_documents() -> None:
    documented = (HOUSE / "docs" / "settings.md").read_text("utf-8")
    assert not [name for name in Settings.model_fields if f"| `{name.upper()}` |" not in documented]


def test_every_command_stands_in_the_documents() -> None:
    documented = (HOUSE / "docs" / "commands.md").read_text("utf-8")
    assert {"run", "playground", "doctor", "talk", "group bind", "coordinator remove"} <= set(in_terminal())
    for name, (words, what) in in_terminal().items():
        assert f"| `{words}` | {what} |" in documented, name
        assert words.startswith(name)
        assert what.endswith("."), f"{name} has no help"
    for command in COMMANDS:
        for language in LANGUAGES:
            assert f"| /{command.named(language)} |" in documented, command.name


def test_every_kind_of_alert_every_button_and_every_access_rule_stand_in_the_documents() -> None:
    documented = (HOUSE / "docs" / "coordinating.md").read_text("utf-8")
    assert {"may_open", "may_act"} <= set(rules())
    for name in (*kinds(), *rules()):
        assert re.search(rf"^\| `{name}` \| .{{20,}} \|$", documented, re.MULTILINE), name
    for label in LABELS.values():
        assert f"*{label.message}*" in documented


def test_every_document_is_found_from_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text("utf-8")
    documents = {name for name in files() if name.startswith("docs/")}
    assert not [name for name in documents if f"({name})" not in readme]


def test_every_test_that_a_document_names_is_there() -> None:
    named = {
        (file, test)
        for name, text in files().items()
        if name.endswith(".md")
        for file, test in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?", text)
    }
    assert len(named) > 50
    assert not [(file, test) for file, test in named if f"def {test}" not in files().get(file, "")]


def test_every_dependency_has_its_reason() -> None:
    documented = (HOUSE / "docs" / "dependencies.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.+?) \| (.+?) \|$", documented, re.MULTILINE)
    assert {name for name, _what, _why in rows} == {name for names in pyproject().values() for name in names}
    assert len({name for name, _what, _why in rows}) == len(rows)
    assert not [name for name, what, why in rows if not what.endswith(".") or not why.endswith(".")]


def test_the_locks_hold_every_dependency_and_agree() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    needed = pyproject()
    assert {name.lower() for name in (*needed[""], *needed["postgresql"])} <= set(runtime), "Run `make lock`."
    assert {name.lower() for names in needed.values() for name in names} <= set(dev), "Run `make lock`."
    assert runtime.items() <= dev.items(), "Run `make lock`."


def test_every_target_of_make_has_its_help_and_stands_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text("utf-8")
    listed = subprocess.run(["make", "--silent", "help"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    assert targets()
    for target, line in targets().items():
        assert line, f"make {target} has no help"
        assert re.search(rf"^  make {target} +{re.escape(line)}$", listed, re.MULTILINE)
        assert target == "help" or f"`make {target}`" in readme, f"make {target} is not in the README"


def test_every_room_stands_in_the_readme() -> None:
    readme = (HOUSE / "README.md").read_text("utf-8")
    folders = [name.split("/")[:-1] for name in files() if "/" in name]
    rooms = {"/".join(parts[: 2 if parts[0] == "bot" else 1]) for parts in folders if not parts[0].startswith(".")}
    without_line = {room for room in rooms if not re.search(rf"^    {re.escape(room)}/ ", readme, re.MULTILINE)}
    assert without_line == {"bot", "docs"}, "bot/ is shown by its rooms, and docs/ by links"


def test_ci_calls_what_a_developer_calls() -> None:
    script = (HOUSE / ".ci" / "run").read_text("utf-8")
    subprocess.run(["bash", "-n", str(HOUSE / ".ci" / "run")], check=True)
    assert script.rstrip().splitlines()[-1] == "make test"
