"""Reads data/local_groups.yaml, which volunteers edit, and says plainly what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.network.edits import Entry, read_yaml
from bot.network.municipalities import Municipalities


def _public(link: str) -> str:
    host = link.removeprefix("https://").partition("/")[0]
    if not link.startswith("https://") or "." not in host or any(c.isspace() or c in "<>\"'@" for c in link):
        raise ValueError("a public address beginning with https:// is expected")
    return link


def _once(languages: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(languages)) < len(languages):
        raise ValueError("a language stands here twice")
    return languages


Link = Annotated[str, Field(max_length=300), AfterValidator(_public)]


class Partner(BaseModel):
    """A local actor that a group works with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=2, max_length=120)
    link: Link | None = None


class LocalGroup(BaseModel):
    """One group of the network; municipalities are codes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str = Field(pattern=r"^[a-z][a-z0-9-]{1,31}$")
    name: str = Field(min_length=2, max_length=120)
    """Exactly as the network names it, the same in every language."""
    languages: Annotated[tuple[Literal["fi", "sv", "en"], ...], Field(min_length=1), AfterValidator(_once)]
    """The first is the language of the group's channel."""
    covers: tuple[str, ...] = ()
    nearest_for: tuple[str, ...] = ()
    """Municipalities that it does not cover, but may be offered to as the nearest group."""
    link: Link | None = None
    """Where people find the group today."""
    partners: tuple[Partner, ...] = ()
    national: bool = False


Model = TypeVar("Model", LocalGroup, Partner)

_EXPECTED = {
    "slug": "a short name of small letters a–z, digits and “-”",
    "name": "a name of at least two letters and at most 120",
    "languages": "fi, sv or en, each once, as [fi] or [fi, sv]",
    "link": "a public address beginning with https://",
}
_NATIONAL = frozenset({"slug", "name", "languages", "link", "partners"})
_LOCAL = _NATIONAL | {"covers", "nearest_for"}


def read_groups(path: Path, municipalities: Municipalities) -> tuple[LocalGroup, tuple[LocalGroup, ...]]:
    """The national group and the local ones; raises WrongEdit with the line and what to change."""
    file = read_yaml(path)
    top = _known_fields(file, frozenset({"national", "groups"}), required=("national", "groups"))
    found = [(entry, _group(entry, municipalities)) for entry in top["groups"].items()]
    national = _group(top["national"], municipalities, national=True)
    _refuse_doubles([(top["national"], national), *found])
    for field, several in (("covers", "is covered by"), ("nearest_for", "has its nearest group in")):
        _refuse_shared(field, several, [entry for entry, _read in found], municipalities)
    return national, tuple(read for _entry, read in found)


def _known_fields(entry: Entry, known: frozenset[str], required: Iterable[str]) -> Mapping[str, Entry]:
    fields = entry.fields()
    for name, given in fields.items():
        if name not in known:
            raise given.refuse_field(f"There is no field “{name}”; known ones are {', '.join(sorted(known))}.")
    for name in required:
        if name not in fields:
            raise entry.refuse(f"The field “{name}” is missing here.")
    return fields


def _group(entry: Entry, municipalities: Municipalities, *, national: bool = False) -> LocalGroup:
    required = ("slug", "name", "languages") if national else ("slug", "name", "languages", "covers")
    fields = _known_fields(entry, _NATIONAL if national else _LOCAL, required)
    values: dict[str, object] = {"national": national}
    for name, given in fields.items():
        if name in ("covers", "nearest_for"):
            values[name] = tuple(code for code, _entry in _codes(given, municipalities))
        elif name == "languages":
            values[name] = tuple(text for text, _entry in given.texts())
        elif name == "partners":
            values[name] = tuple(_partner(one) for one in given.items())
        else:
            values[name] = given.text()
    return _checked(LocalGroup, values, fields)


def _partner(entry: Entry) -> Partner:
    fields = _known_fields(entry, frozenset({"name", "link"}), required=("name",))
    return _checked(Partner, {name: given.text() for name, given in fields.items()}, fields)


def _checked(model: type[Model], values: Mapping[str, object], fields: Mapping[str, Entry]) -> Model:
    try:
        return model.model_validate(values)
    except ValidationError as wrong:
        field = str(wrong.errors(include_input=False, include_url=False)[0]["loc"][0])
        raise fields[field].refuse(f"The field “{field}” is not right: expected is {_EXPECTED[field]}.") from None


def _codes(names: Entry, municipalities: Municipalities) -> list[tuple[str, Entry]]:
    codes: list[tuple[str, Entry]] = []
    for name, entry in names.texts():
        code = municipalities.named(name)
        if code is None:
            raise entry.refuse(f"There is no municipality “{name}”.")
        codes.append((code, entry))
    return codes


def _refuse_doubles(groups: list[tuple[Entry, LocalGroup]]) -> None:
    for field in ("slug", "name"):
        seen: dict[str, Entry] = {}
        for entry, group in groups:
            given = entry.fields()[field]
            value = group.slug if field == "slug" else group.name
            if value in seen:
                raise given.refuse(f"The {field} “{value}” is already used on line {seen[value].line}.")
            seen[value] = given


def _refuse_shared(field: str, several: str, groups: list[Entry], municipalities: Municipalities) -> None:
    seen: dict[str, Entry] = {}
    for group in groups:
        fields = group.fields()
        own = {code for code, _entry in _codes(fields["covers"], municipalities)} if field == "nearest_for" else set()
        for code, entry in _codes(fields[field], municipalities) if field in fields else ():
            name = municipalities.name(code, "fi")
            if code in seen:
                raise entry.refuse(f"{name} {several} another group already, on line {seen[code].line}.")
            if code in own:
                raise entry.refuse(f"{name} is covered by this group, so it need not stand under “{field}”.")
            seen[code] = entry
