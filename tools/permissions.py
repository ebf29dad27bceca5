"""docs/permissions.md: who may do what, made from the one table in the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.casework.permissions import ANY, COMMANDS, LINKS, OPEN_TO, PRESSES, PROMPTS, Door, Who

HEAD = """\
# Who may do what

Made by `make docs` from `bot/casework/permissions.py`; change it there.

Every command, button, link and question for words stands behind one door. A button that is not in the table leads
nowhere, so nothing can be added without saying for whom it is. `tests/journeys/test_permissions.py` walks a whole story
and lets everybody try every button at the moment at which it is shown.

- **Whoever may not** hears exactly what they would hear of something that does not exist. Nothing is changed, nobody is
  told, and no name is shown.
- **Checked anew each time.** Being a coordinator of a group means: invited, promised, not removed, and in the group's
  channel by Telegram's word of at most a minute ago (`member_seconds` in `data/alert_policy.yaml`) before a case opens.
  Presses on an alert in the channel go by what is known without asking; Telegram tells the bot at once who leaves.
- **Nobody acts on what they are a side of.** A coordinator who is host or guest sees neither their own case nor those
  of people with whom they were ever to be brought together.
- **A forged press** is one like any other: the button's data hold an area, a verb and random ids, never a secret, and
  who pressed is what Telegram says. Whether the match still stands where the button was shown is looked at again.
- **Free words** are checked twice: when they are asked for, and when they come.

## The people

Seen from one case and its match:

| | Who |
|---|---|
"""

DOORS = """
## The doors

| Door | Open to |
|---|---|
"""

TABLES: tuple[tuple[str, Mapping[str, Door]], ...] = (
    ("Commands", {f"/{name}": door for name, door in COMMANDS.items()}),
    ("Links to the bot", LINKS),
    ("Free words that are asked for", PROMPTS),
)

AREAS = {
    "a": "under an alert in a channel",
    "b": "pairs, lists and the plan for all",
    "c": "on a case",
    "d": "times of a meeting",
    "f": "during and after a stay",
    "h": "whether it still holds",
    "i": "in one’s own interview",
    "k": "in the list of cases",
    "l": "in a talk through the bot",
    "m": "on a match",
    "n": "in the menu",
    "o": "filling in for somebody",
    "p": "under a plan",
    "r": "on duty and away",
    "s": "asked about a match",
    "t": "on a task",
    "u": "not feeling safe",
    "w": "words that are waited for",
}
"""What the letters of callback data stand for."""


def permissions() -> str:
    """The whole document."""
    return "".join((HEAD, *_people(), DOORS, *_doors(), *_tables(), *_buttons()))


def _people() -> Iterator[str]:
    yield from (f"| {_name(who)} | {who.value} |\n" for who in Who)


def _doors() -> Iterator[str]:
    for door in Door:
        yield f"| {door.value} | {', '.join(_name(who) for who in Who if who in OPEN_TO[door])} |\n"


def _tables() -> Iterator[str]:
    for title, table in TABLES:
        yield f"\n## {title}\n\n| Door | What |\n|---|---|\n"
        yield from _by_door(table)


def _buttons() -> Iterator[str]:
    yield "\n## Buttons\n\nBy the letter with which their data begin.\n"
    for area, verbs in PRESSES.items():
        yield f"\n### {area}: {AREAS.get(area, area)}\n\n| Door | Verbs |\n|---|---|\n"
        yield from _by_door(verbs)


def _by_door(table: Mapping[str, Door]) -> Iterator[str]:
    for door in Door:
        if found := [f"`{name}`" if name != ANY else "all others" for name, its in table.items() if its is door]:
            yield f"| {door.value} | {', '.join(found)} |\n"


def _name(who: Who) -> str:
    return who.name.lower().replace("_", " ")
