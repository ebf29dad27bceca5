"""An interview talked through in the terminal, without Telegram: `python -m bot talk host --language sv`.

A number presses a button, everything else is what the person writes; `:test` prints the talk as a test.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from zoneinfo import ZoneInfo

from bot.rehearsal import Message, Rehearsal
from conversations.answers import Role
from conversations.screens import Button

HELSINKI = ZoneInfo("Europe/Helsinki")
FIRST_NAME = "Kim"
"""What the messenger would say that the person is called."""

HELP = (
    "A number presses a button; words are an answer, also a number after an = sign; /back and the like are commands. "
    ":test prints the talk as a test, :q ends it."
)
LONGEST_FRAGMENT = 70
"""Characters of a line by which the printed test knows a message again."""

Act = tuple[str, str, tuple[str, ...]]
"""What the person did ("says", "presses"), with what, and what was to be seen then."""


def talk(
    role: Role,
    language: str,
    read: Callable[[str], str] = input,
    write: Callable[[str], None] = print,
    today: dt.date | None = None,
) -> None:
    """Walks the interview until it is over, or until the input ends."""
    day = today or dt.datetime.now(HELSINKI).date()
    terminal = _Terminal(Rehearsal.opened(role, language, day, FIRST_NAME), write)
    write(HELP)
    terminal.show(())
    while not terminal.over:
        try:
            typed = read("> ").strip()
        except (EOFError, KeyboardInterrupt):
            return
        if typed in {":q", ":quit"}:
            return
        if typed == ":test":
            write(terminal.story())
        elif typed:
            terminal.does(typed)
    write(terminal.story())


class _Terminal:
    """What is shown and what was done so far."""

    def __init__(self, rehearsal: Rehearsal, write: Callable[[str], None]) -> None:
        self.rehearsal = rehearsal
        self.write = write
        self.done: list[Act] = []

    @property
    def over(self) -> bool:
        """Whether nothing more is asked."""
        return self.rehearsal.session.at == "closed"

    def does(self, typed: str) -> None:
        """One thing that the person does: the number of a button, or words."""
        before = tuple(self.rehearsal.messages)
        screen = self.rehearsal.screen
        buttons = list(screen.buttons()) if screen else []
        if typed.isdecimal() and 0 < int(typed) <= len(buttons):
            label, button = buttons[int(typed) - 1]
            self.rehearsal.presses(button)
            act, what = ("presses", label) if _only(label, buttons) else ("presses_at", typed)
        else:
            act, what = "says", typed.removeprefix("=")
            self.rehearsal.types(what)
        new = self._new(before)
        self.done.append((act, what, tuple(dict.fromkeys(filter(None, map(_telling, new))))))
        self.show(before)

    def show(self, before: tuple[Message, ...]) -> None:
        """What is new since then, with numbers before the buttons of the screen that is up."""
        for message in self._new(before):
            self.write("")
            self.write(message.text)
            number = 0
            for row in message.rows:
                cells = []
                for label, _button in row:
                    number += 1
                    cells.append(f"[{number}] {label}")
                self.write("   ".join(cells))

    def _new(self, before: tuple[Message, ...]) -> list[Message]:
        return [
            message
            for at, message in enumerate(self.rehearsal.messages)
            if message.who != "person" and (at >= len(before) or before[at] != message)
        ]

    def story(self) -> str:
        """The talk as a test, to be kept under tests/conversations/."""
        role, language, today = self.rehearsal.role, self.rehearsal.language, self.rehearsal.world.today
        lines = [
            "import datetime as dt",
            "",
            "from tests.kit.talk import Talk",
            "",
            "",
            f"def test_a_{role}_talks_in_{language}() -> None:",
            f"    today = dt.date({today.year}, {today.month}, {today.day})",
            f'    talk = Talk("{role}", "{language}", today=today, first_name="{FIRST_NAME}")',
        ]
        for act, what, seen in self.done:
            lines.append(f"    talk.{act}({what if act == 'presses_at' else _quoted(what)})")
            lines += [f"    talk.sees({_quoted(fragment)})" for fragment in seen]
        return "\n".join(lines) + "\n"


def _only(label: str, buttons: Sequence[tuple[str, Button]]) -> bool:
    return [shown for shown, _button in buttons].count(label) == 1


def _telling(message: Message) -> str:
    """The line by which a message is known: the first with words in it."""
    line = next((line for line in message.text.splitlines() if any(c.isalpha() for c in line)), "")
    return line[:LONGEST_FRAGMENT].strip()


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
