"""The network: its local groups, the language of the chat, and the group that looks after a case."""

from __future__ import annotations

from bot.network.groups import LocalGroup
from bot.store import cases, interviews, people
from bot.store.people import Person
from bot.telegram import asking, following
from bot.telegram.interview_sessions import load
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from bot.texts import LANGUAGES
from conversations.interview import GOT_IT
from conversations.text import Items, LanguageName, Lines, Paragraph, Text, Value, Verbatim, _

OWN_NAMES = {"fi": "Suomi", "sv": "Svenska", "en": "English"}
_IN_IT = {
    "fi": ("suomeksi", "på finska", "in Finnish"),
    "sv": ("ruotsiksi", "på svenska", "in Swedish"),
    "en": ("englanniksi", "på engelska", "in English"),
}


def language_row() -> list[Choice]:
    """A button a language, each in that language itself."""
    return [Choice(Verbatim(OWN_NAMES[language]), data("n", "language", language)) for language in LANGUAGES]


def language_words(turn: Turn) -> asking.Choices:
    """What people type for these buttons besides."""
    texts = turn.house.texts
    return {
        data("n", "language", code): (
            *(texts.plain(LanguageName(code), said_in) for said_in in LANGUAGES),
            *_IN_IT[code],
        )
        for code in LANGUAGES
    }


async def ask_language(turn: Turn, person: Person) -> None:
    """/language"""
    question = (_("In which language shall we talk?"),)
    await asking.ask(turn, person, question, [language_row()], about="language", words=language_words(turn))


async def choose_language(turn: Turn, person: Person, language: str) -> Person | None:
    """From now on everything is in this language; None where it was so already."""
    spoken = _("Good, I speak English with you. /start shows what I can do.")
    if person.language_chosen and person.language == language:
        turn.answer_callback(turn.house.texts.plain(spoken, language))
        return None
    chosen = await people.set_language(turn.work, person, language)
    await turn.set_commands(chosen)
    return chosen


async def groups(turn: Turn, person: Person) -> None:
    """/groups: every group with its link and partners."""
    text: list[Paragraph] = [_("<b>The network’s groups</b>"), *(_group(group) for group in turn.house.groups.all)]
    await say(turn, person, text)


def _group(group: LocalGroup) -> Paragraph:
    lines: list[Value] = [_("<b>{name}</b>").of(name=Verbatim(group.name))]
    if group.national:
        lines.append(_("Looks after every place that has no local group yet."))
    if group.link is not None:
        lines.append(group.link)
    if group.partners:
        partners = Items(tuple(Verbatim(partner.name) for partner in group.partners))
        lines.append(_("Works together with: {partners}").of(partners=partners))
    return Lines(tuple(lines))


async def choose_group(turn: Turn, person: Person, role: str, slug: str) -> None:
    """A person for whose place there is no local group turns to the nearest one."""
    told: Text = _("That is not possible any more.")
    found = [case for case in await cases.of_person(turn.work, person.id) if case.role == role]
    if found and slug in _offered(turn, found[0].municipality):
        case, group = found[0], turn.house.groups.by_slug(slug)
        told = _("Your case is now with this group: {group}").of(group=Verbatim(group.name))
        if case.group_slug == slug:
            turn.answer_callback(turn.house.texts.plain(GOT_IT, person.language))
            return
        interview = await interviews.get(turn.work, person, case.interview_id)
        await following.move_to_group(turn, case, group, await load(turn, person, interview))
    turn.answer_callback()
    await say(turn, person, (told,))


def _offered(turn: Turn, municipality: str | None) -> set[str]:
    """The groups among which a person may choose; none where the place is a region or not known."""
    if municipality is None or not turn.house.municipalities.knows(municipality) or ":" in municipality:
        return set()
    return {group.slug for group in turn.house.groups.offered(municipality)}
