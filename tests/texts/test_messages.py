"""`make messages`: the files change only where the sentences do, and no translation is lost."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from bot.texts import Texts
from conversations.text import _ as text
from tools import messages


def catalogue(*sentences: str) -> Catalog:
    """What the code says, as if these were all its sentences."""
    catalog = Catalog()
    for line, sentence in enumerate(sentences):
        catalog.add(sentence, locations=[("bot/room.py", line)])
    return catalog


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house whose catalogues are not yet made."""
    monkeypatch.setattr(messages, "TEMPLATE", tmp_path / "bot.pot")
    monkeypatch.setattr(messages, "HOUSE", tmp_path)
    monkeypatch.setattr(messages, "catalogue_path", lambda language: tmp_path / language / "LC_MESSAGES" / "bot.po")
    return tmp_path


def says(monkeypatch: pytest.MonkeyPatch, *sentences: str) -> None:
    """Lets the code have these sentences, and runs `make messages`."""
    monkeypatch.setattr(messages, "template", lambda: catalogue(*sentences))
    messages.update()
    messages.compile_all()


def test_a_sentence_goes_from_the_code_to_a_person(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, "Yes", "No")
    po = folder / "sv" / "LC_MESSAGES" / "bot.po"
    po.write_text(po.read_text("utf-8").replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "Ja"'), "utf-8")
    says(monkeypatch, "No", "Perhaps", "Yes")
    assert Texts.load(folder=folder).plain(text("Yes"), "sv") == "Ja"
    assert [message.id for message in read_po(io.BytesIO(po.read_bytes()))][1:] == ["No", "Perhaps", "Yes"]


def test_a_sentence_that_comes_back_finds_its_translation(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, "Yes", "No", "Never translated")
    po = folder / "fi" / "LC_MESSAGES" / "bot.po"
    po.write_text(po.read_text("utf-8").replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "Kyllä"'), "utf-8")
    says(monkeypatch, "No", "Perhaps")
    kept = po.read_text("utf-8")
    assert '#~ msgstr "Kyllä"' in kept
    assert kept.count("#~") == 2, "only what is translated is worth keeping"
    assert Texts.load(folder=folder).plain(text("Yes"), "fi") == "Yes", "what the code no longer says is not compiled"
    says(monkeypatch, "Yes", "No")
    assert Texts.load(folder=folder).plain(text("Yes"), "fi") == "Kyllä"
    assert "#~" not in po.read_text("utf-8")


def test_a_changed_sentence_is_translated_anew_not_guessed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, "You may smoke here, dear guest.")
    po = folder / "sv" / "LC_MESSAGES" / "bot.po"
    po.write_text(po.read_text("utf-8").replace('guest."\nmsgstr ""', 'guest."\nmsgstr "Rök gärna."'), "utf-8")
    says(monkeypatch, "You may not smoke here, dear guest.")
    assert "fuzzy" not in po.read_text("utf-8")
    assert Texts.load(folder=folder).plain(text("You may not smoke here, dear guest."), "sv").startswith("You may not")


def test_running_it_again_changes_nothing_and_the_clock_is_not_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(monkeypatch, "Yes", "No")
    files = sorted([*folder.rglob("*.po"), *folder.rglob("*.pot")])
    before = [path.read_bytes() for path in files]
    says(monkeypatch, "Yes", "No")
    assert len(files) == 3
    assert [path.read_bytes() for path in files] == before
    assert not re.search(rb"20\d\d-|:\d+\n|Babel", b"".join(before))


def test_the_sentences_of_this_house_are_all_found_in_the_order_of_its_files() -> None:
    rooms = [message.locations[0][0] for message in messages.template() if message.id]
    assert {room.partition("/")[0] for room in rooms} == set(messages.ROOMS)
    assert rooms == sorted(rooms)
