"""How somebody becomes a coordinator: a one-time link, the promise, and the name that colleagues see."""

from __future__ import annotations

from bot.casework.promise import invitation, promise_version
from bot.store import channels, codes, coordinators, interviews
from bot.store.interviews import Interview, Json
from bot.store.people import Person
from bot.store.tables import InterviewState
from bot.telegram import asking
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.turn import Turn
from conversations.interview import GOT_IT
from conversations.questions.words import tidy
from conversations.text import Verbatim, _

ROLE = "promise"
"""The role of the short talk with somebody who is invited."""

MOST = 40
WHICH_NAME = _("By which name should your colleagues see you in the channel?")


async def opened(turn: Turn, person: Person, code: str) -> bool:
    """An invitation link was opened; False where it does not work."""
    payload = await codes.use(turn.work, "invite", code, person_id=person.id)
    if payload is None:
        return False
    await _forget(turn, person)
    session: Json = {"group": payload["group"], "at": "promise"}
    await interviews.start(turn.work, person, ROLE, session=session, state=InterviewState.ASKING)
    group = turn.house.groups.by_slug(payload["group"])
    await say(turn, person, invitation(group.name), [_yes_or_no()])
    return True


def _yes_or_no() -> list[Choice]:
    return [Choice(_("Yes, I accept"), data("n", "promise", "yes")), Choice(_("No"), data("n", "promise", "no"))]


def understood(turn: Turn, typed: str) -> str | None:
    """The button under the promise that is meant, by its callback data; None where that is not clear."""
    return asking.read(typed, asking.choices_of(turn.house.texts, [_yes_or_no()]))


async def ask_again(turn: Turn, person: Person, waiting: Interview) -> None:
    """The promise or the name, once more; typed words belong to it from now on."""
    await interviews.save(turn.work, person, waiting)
    if asks_name(waiting):
        await _ask_name(turn, person)
    else:
        group = turn.house.groups.by_slug(_group(waiting))
        await say(turn, person, invitation(group.name), [_yes_or_no()])


async def accepted(turn: Turn, person: Person, yes: bool) -> bool:
    """The promise is given, or not; False where that was answered already."""
    waiting = await _waiting(turn, person)
    if waiting is None:
        await _nothing_open(turn, person)
        return False
    if yes and asks_name(waiting):
        turn.answer_callback(turn.house.texts.plain(GOT_IT, person.language))
        return False
    if not yes:
        await interviews.remove(turn.work, person, waiting.id)
        await say(turn, person, (_("That is quite all right. Nothing has changed."),))
        return True
    session: Json = {"group": _group(waiting), "at": "name", "promise": promise_version()}
    await interviews.save(turn.work, person, waiting, session=session)
    await _ask_name(turn, person)
    return True


async def _ask_name(turn: Turn, person: Person) -> None:
    shown = _name_in_telegram(turn, person)
    rows = [[Choice(Verbatim(shown), data("n", "myname"))]] if shown else []
    await say(turn, person, (WHICH_NAME,), rows)


async def named_as_in_telegram(turn: Turn, person: Person) -> None:
    """The button with the messenger's name."""
    if await _waiting(turn, person) is None:
        await _nothing_open(turn, person)
    else:
        await named(turn, person, _name_in_telegram(turn, person))


async def named(turn: Turn, person: Person, words: str) -> None:
    """The chosen name: from now on the person is a coordinator of the group."""
    waiting = await _waiting(turn, person)
    name = _one_line(words)
    if waiting is None or not asks_name(waiting):
        await say(turn, person, (_("Please accept the promise first."),))
        return
    if not _fits(name):
        await say(turn, person, (_("Please write a name of at most {n} characters, for example “Maija”.").of(n=MOST),))
        return
    slug = _group(waiting)
    coordinator = await coordinators.add(turn.work, person, slug, name)
    await coordinators.promise(turn.work, coordinator.id, _held(waiting, "promise"))
    await interviews.remove(turn.work, person, waiting.id)
    await turn.set_commands(person)
    await _welcome(turn, person, slug, name)


async def _welcome(turn: Turn, person: Person, slug: str, name: str) -> None:
    group = turn.house.groups.by_slug(slug)
    text = [
        _("Welcome, {name}! You are now a coordinator: {group}").of(name=Verbatim(name), group=Verbatim(group.name)),
        _("New interviews and possible matches come to the group’s channel. /cases shows your group’s cases here."),
    ]
    if await channels.of_group(turn.work, slug) is None:
        text.append(_("The group has no channel yet, so details stay closed until it has one."))
    else:
        text.append(_("Please join the group’s channel, if you are not there yet: details open only for its members."))
    await say(turn, person, text)


async def _nothing_open(turn: Turn, person: Person) -> None:
    """A button of an invitation that is over: pressed twice, or too late."""
    over = _("There is no open invitation. Please ask for a new link.")
    said = GOT_IT if await turn.is_coordinator(person) else over
    turn.answer_callback(turn.house.texts.plain(said, person.language))


def _one_line(words: str) -> str:
    return " ".join(tidy(words).split())


def _fits(name: str) -> bool:
    return len(name) <= MOST and any(c.isalpha() for c in name)


def _name_in_telegram(turn: Turn, person: Person) -> str:
    """The messenger's name as it can be taken; empty where it has no letter."""
    name = _one_line(turn.first_name_of(person))[:MOST].strip()
    return name if _fits(name) else ""


def _held(waiting: Interview, what: str) -> str:
    return str(waiting.session.get(what)) if isinstance(waiting.session, dict) else ""


def asks_name(waiting: Interview) -> bool:
    """Whether the promise is given, and only the name is asked."""
    return _held(waiting, "at") == "name"


def _group(waiting: Interview) -> str:
    return _held(waiting, "group")


async def _waiting(turn: Turn, person: Person) -> Interview | None:
    found = await interviews.of_person(turn.work, person, role=ROLE)
    return found[0] if found else None


async def _forget(turn: Turn, person: Person) -> None:
    for old in await interviews.of_person(turn.work, person, role=ROLE):
        await interviews.remove(turn.work, person, old.id)
