"""Reference data that people edit, read with line numbers, so that a wrong edit can be pointed at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml


class WrongEdit(ValueError):
    """A data file that cannot be used; the message names the file, the line and what to change."""

    def __init__(self, path: Path, line: int, sentence: str) -> None:
        super().__init__(f"{path}, line {line}: {sentence}")
        self.path, self.line, self.sentence = path, line, sentence


@dataclass(frozen=True, slots=True)
class Entry:
    """A piece of a YAML file and where it stands."""

    path: Path
    node: yaml.Node
    field: yaml.Node | None = None
    """The name before the colon, where the piece is a field's value."""

    @property
    def line(self) -> int:
        """The line (from 1) on which the piece begins."""
        return int(self.node.start_mark.line) + 1

    def refuse(self, sentence: str) -> WrongEdit:
        """What is wrong here, to be raised."""
        return WrongEdit(self.path, self.line, sentence)

    def refuse_field(self, sentence: str) -> WrongEdit:
        """What is wrong with the name before the colon, to be raised."""
        return Entry(self.path, self.field or self.node).refuse(sentence)

    def text(self) -> str:
        """A single value; raises WrongEdit for a list, a block or nothing."""
        if not isinstance(self.node, yaml.ScalarNode) or not str(self.node.value).strip():
            raise self.refuse("One word or name is expected here.")
        return str(self.node.value).strip()

    def items(self) -> list[Entry]:
        """The entries of a list ("- one"); raises WrongEdit for anything else."""
        if not isinstance(self.node, yaml.SequenceNode):
            raise self.refuse("A list is expected here: one line for each, beginning with “- ”.")
        return [Entry(self.path, node) for node in self.node.value]

    def texts(self) -> Iterator[tuple[str, Entry]]:
        """The entries of a list of words, each with its place; raises WrongEdit."""
        return ((entry.text(), entry) for entry in self.items())

    def fields(self) -> dict[str, Entry]:
        """The fields of a block ("name: value"), in order; raises WrongEdit, also for a field given twice."""
        if not isinstance(self.node, yaml.MappingNode):
            raise self.refuse("Lines of the form “field: value” are expected here.")
        found: dict[str, Entry] = {}
        for key, value in self.node.value:
            name = Entry(self.path, key).text()
            if name in found:
                raise Entry(self.path, key).refuse(f"“{name}” stands here a second time.")
            found[name] = Entry(self.path, value, key)
        return found


def read_yaml(path: Path) -> Entry:
    """The whole file; raises WrongEdit where it is missing, empty or no YAML at all."""
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except FileNotFoundError:
        raise WrongEdit(path, 1, "The file is missing.") from None
    except UnicodeDecodeError:
        raise WrongEdit(path, 1, "The file is not saved as UTF-8 text.") from None
    except yaml.MarkedYAMLError as broken:
        mark = broken.problem_mark or broken.context_mark
        line = mark.line + 1 if mark else 1
        raise WrongEdit(path, line, f"This cannot be read ({broken.problem}): check indents and quotes.") from None
    except yaml.YAMLError:
        raise WrongEdit(path, 1, "The file holds a character that is not allowed.") from None
    if node is None:
        raise WrongEdit(path, 1, "The file is empty.")
    return Entry(path, node)
