"""One short talk for each kind of question, in each language: by button, by words, and with a bad answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import JsonValue

from bot.rehearsal import Message
from conversations.answers import Subject
from conversations.screens import Pressed
from tests.conversations.filled import at_question
from tests.kit.talk import Talk, written

Act = Callable[[Talk], object]


def press(code: str) -> Act:
    """A button, by what it says to the question; what stands on it is what the person is seen to do."""

    def pressed(talk: Talk) -> str:
        up = talk.rehearsal.screen
        label = next(label for label, button in (up.buttons() if up else ()) if button.press == code)
        talk.rehearsal.hears(Pressed(code, talk.session.turn))
        return label

    return pressed


def say(fi: str, sv: str, en: str) -> Act:
    """Words, in the language of the talk."""
    return lambda talk: talk.says({"fi": fi, "sv": sv, "en": en}[talk.rehearsal.language])


def share(number: str, *, own: bool) -> Act:
    """A contact."""
    return lambda talk: talk.shares(number, own=own)


def send_a_picture(talk: Talk) -> None:
    """What is no answer to anything."""
    talk.sends("picture")


@dataclass(frozen=True)
class Talks:
    """The talks about one kind of question: where it is asked, and what the person does in each."""

    role: Subject
    asked: str
    talks: Sequence[Sequence[Act]]
    given: Mapping[str, JsonValue] = field(default_factory=dict)


TALKS: Mapping[str, Talks] = {
    "yes or no": Talks(
        "host",
        "lockable",
        [
            [press("yes")],
            [say("ehkä", "kanske", "maybe"), say("ei", "nej", "no")],
            [send_a_picture, press("no")],
        ],
    ),
    "a consent": Talks(
        "guest",
        "keep",
        [[press("yes")], [say("kyllä", "ja", "yes")], [say("en tiedä", "vet inte", "don’t know"), press("no")]],
    ),
    "several consents": Talks(
        "host",
        "agreed",
        [
            [press("done")],
            [press("pick:told"), press("pick:news"), press("done")],
            [say("kyllä", "ja", "yes"), say("ei mitään", "inga", "none")],
        ],
    ),
    "one of several": Talks(
        "guest",
        "smoking",
        [
            [press("pick:any")],
            [say("savuton", "rökfritt", "smoke-free")],
            [say("sininen", "blå", "blue"), say("poltan", "röker", "smoke")],
            [say("ohita", "hoppa över", "skip")],
        ],
    ),
    "any of several": Talks(
        "host",
        "animals",
        [
            [press("done")],
            [press("pick:dog"), press("pick:cat"), press("done")],
            [say("lohikäärme", "drake", "dragon"), say("kissa ja koira", "katt och hund", "cat and dog")],
            [say("ei", "nej", "no")],
        ],
    ),
    "a name": Talks(
        "host", "name", [[press("shown")], [say("123", "123", "123"), say("Anna-Maija", "Anna-Maija", "Anna-Maija")]]
    ),
    "a way to be reached": Talks(
        "host",
        "contact",
        [
            [press("chat")],
            [press("phone"), share("358401112223", own=False), share("358401234567", own=True)],
            [say("kirjekyyhky", "brevduva", "pigeon"), say("040 123 4567", "040-1234567", "+358 40 123 4567")],
        ],
    ),
    "languages, best first": Talks(
        "guest",
        "languages",
        [
            [press("done"), press("flip:ar"), press("flip:en"), press("flip:ar"), press("done")],
            [say("klingon", "klingonska", "Klingon"), say("arabia ja suomi", "arabiska, finska", "Arabic and Finnish")],
        ],
    ),
    "several on one screen": Talks(
        "host",
        "space",
        [
            [press("done"), press("pick:kind:own_room"), press("+:sleeps"), press("done")],
            [say("oma huone kahdelle", "ett eget rum för två", "own room for two")],
            [say("oma huone", "eget rum", "own room"), say("3", "3", "3")],
            [say("katto", "ett tak", "a roof"), press("pick:kind:whole_home"), press("done")],
        ],
    ),
    "who is coming": Talks(
        "guest",
        "party",
        [
            [press("+:women"), press("+:children_3_6"), press("flip:animals:cat"), press("done")],
            [say("yksi nainen ja koira", "en kvinna och en hund", "one woman and a dog")],
            [
                say("2 naista ja lapsi", "2 kvinnor och ett barn", "2 women and a child"),
                press("+:children_0_2"),
                press("done"),
            ],
            [press("+:children_13_17"), press("done"), press("adult"), press("done"), press("minors")],
        ],
    ),
    "a municipality": Talks(
        "host",
        "municipality",
        [
            [press("place:853")],
            [say("stadi", "Esbo", "Abo")],
            [say("Atlantis", "Atlantis", "Atlantis"), say("Porvoo", "Borgå", "Porvoo")],
            [say("Pyhä", "Pyhä", "Pyhä"), press("none"), say("Pyhtää", "Pyttis", "Pyhtää")],
        ],
    ),
    "municipalities and regions": Talks(
        "guest",
        "places",
        [
            [press("anywhere")],
            [press("place:853"), press("regions"), press("place:region:01"), press("done")],
            [say("Turku, Atlantis", "Åbo, Atlantis", "Turku, Atlantis"), say("Salo", "Salo", "Salo"), press("done")],
            [say("missä vain", "var som helst", "anywhere")],
        ],
    ),
    "a day": Talks(
        "host",
        "since",
        [
            [press("soon:now")],
            [press("calendar"), press("month:2027-02-01"), press("day:2027-02-28")],
            [say("ensi viikolla", "nästa vecka", "next week")],
            [say("31.2.", "31.2.", "31.2."), say("noin 1.3.", "ungefär 1.3.", "about 1.3."), press("day:2027-03-01")],
        ],
    ),
    "from and until": Talks(
        "plan",
        "dates",
        [
            [press("soon:now"), press("months:3")],
            [say("1.3.", "1.3.", "1.3."), press("again"), say("1.4.–31.5.", "1.4.–31.5.", "1.4.–31.5.")],
            [
                press("soon:week"),
                say("pitkään", "länge", "long"),
                say("1.1.2027", "1.1.2027", "1.1.2027"),
                press("open"),
            ],
        ],
    ),
    "free words": Talks(
        "host",
        "wishes",
        [
            [say("…", "…", "…"), say("Rauhalliset illat.", "Lugna kvällar.", "Quiet evenings.")],
            [say("hetu 131052-308T", "personbeteckning 131052-308T", "code 131052-308T"), press("!skip")],
        ],
    ),
}
"""By the kind's name. A kind of question that is asked somewhere and is missing here fails the suite."""


def transcript(kind: str, language: str) -> str:
    """The talks about a kind of question, as one chat after another."""
    talks = TALKS[kind]
    chats = []
    for acts in talks.talks:
        talk = at_question(talks.asked, talks.role, language, first_name="Kim", **talks.given)
        chat = Chat(talk)
        for act in acts:
            chat.after(act)
        chats.append("\n".join(chat.lines))
    return "\n\n--------\n\n".join(chats) + "\n"


class Chat:
    """What is said in one talk until the question is left. "bot:" is a message that was there and changes to this."""

    def __init__(self, talk: Talk) -> None:
        self.talk = talk
        self.field = talk.asks()
        self.lines: list[str] = [written(message) for message in talk.rehearsal.messages]

    def after(self, act: Act) -> None:
        """One act, and what came of it."""
        before = list(self.talk.rehearsal.messages)
        pressed = act(self.talk)
        messages = self.talk.rehearsal.messages
        left = self.talk.asks() != self.field and not self.talk.rehearsal.ended
        if isinstance(pressed, str):
            self.lines.append(f"    me  [{pressed}]")
        elif messages[len(before)].who == "person":
            self.lines.append(written(messages[len(before)]))
        for at, message in enumerate(messages):
            old = before[at] if at < len(before) else None
            if message.who != "person" and old != message and not (left and old is None):
                self.lines += self.came(old, message)

    @staticmethod
    def came(old: Message | None, new: Message) -> Sequence[str]:
        """A message that is new; or only what has changed of it."""
        if old is None or old.text != new.text:
            return [written(new) if old is None else written(new).replace("bot  ", "bot: ", 1)]
        return [written(replace(new, text=""))] if new.rows else []
