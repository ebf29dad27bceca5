"""Everything that is no answer: other kinds of messages, forwarded ones, commands in the middle, edited messages."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.playground.media import Kind
from bot.playground.wire import JsonObject
from bot.store import interviews, people
from tests.kit.network import HOST, Network, steps
from tests.kit.people import Actor

PICTURE = "pictures don’t help here"
OTHER: dict[Kind, str] = {
    "voice": "can’t listen to voice messages",
    "audio": "can’t listen to voice messages",
    "video_note": PICTURE,
    "video": PICTURE,
    "animation": PICTURE,
    "story": PICTURE,
    "sticker": "Nice sticker!",
    "dice": "Nice sticker!",
    "poll": "can’t read polls",
    "location": "Please don’t send your location",
    "venue": "Please don’t send your location",
}
NOTHING_ASKED = "I did not ask anything just now"
UNKNOWN = "can’t read that kind of message"
FORWARDED = "That is a forwarded message"

PLACES = {
    "like to be called?": ("=yes", "=yes", "=none"),
    "How may we reach you?": ("=Anna",),
    "is everything right?": (
        "=in this chat",
        "=Swedish",
        "=1 woman",
        "=Turku",
        "=own room, 2",
        "=a woman",
        "=tomorrow",
        "=some months",
    ),
}
"""Where the other kinds are sent: a part of the question, and the steps that lead there from the one before."""


async def _hears(actor: Actor, act: Awaitable[object], *fragments: str) -> None:
    """What comes next in the chat holds all of these, in one message."""
    await act
    screen = await actor.sees(fragments[0])
    for fragment in fragments[1:]:
        assert fragment in screen, actor.transcript()


async def _every_kind(network: Network, anna: Actor, asked: str, own_help: int) -> None:
    other = await network.person("Other")
    for kind, word in OTHER.items():
        await _hears(anna, anna.sends(kind), word, asked)
    await _hears(anna, anna.sends_photo(caption="2"), PICTURE, asked)
    turns, contact = network.server.people, asked if asked == NOTHING_ASKED else "contact"
    acts: list[tuple[Callable[[], Awaitable[object]], str]] = [
        (lambda: turns.sends_document(anna.id, b"yes", "answer.pdf"), "can’t read files"),
        (lambda: turns.shares_contact_of(anna.id, other.id), contact),
        (lambda: turns.shares_unknown_contact(anna.id, "+358401234567", "Pekka"), contact),
        (lambda: turns.forwards_from_outside(anna.id, "yes", "Pekka"), FORWARDED),
        (lambda: turns.forwards(anna.id, own_help), FORWARDED),
        (lambda: _something_new(network, anna), UNKNOWN),
    ]
    for act, word in acts:
        anna.mark = len(network.server.feed.events)
        await _hears(anna, act(), word, asked)


async def _something_new(network: Network, anna: Actor) -> None:
    """A kind of message that came after this bot."""
    body: JsonObject = {
        "message_id": 1_000_000 + len(network.server.feed.events),
        "date": int(network.server.clock.now().timestamp()),
        "chat": {"id": anna.id, "type": "private", "first_name": "Anna"},
        "from": {"id": anna.id, "is_bot": False, "first_name": "Anna", "language_code": "en"},
        "paid_media": {"star_count": 1, "paid_media": [{"type": "preview"}]},
    }
    network.server.account.updates.add_raw({"message": body}, keep=timedelta(hours=1))


async def test_every_other_kind_of_message_gets_a_sentence_and_the_same_question_again(network: Network) -> None:
    anna = await network.person("Anna")
    own_help = await anna.says("/help")
    await anna.sees("What you can do here")
    await _every_kind(network, anna, NOTHING_ASKED, own_help)
    await anna.says("/host")
    for asked, way in PLACES.items():
        await network.walks(anna, *way)
        await anna.sees(asked)
        await _every_kind(network, anna, asked, own_help)
    assert sum("What you can do here" in screen for screen in anna.screens) == 1, "a forwarded command is not run"
    async with network.built.store.look() as work:
        person = await people.find(work, anna.id)
        assert person is not None
        (interview,) = await interviews.of_person(work, person)
        answers = await interviews.answers(work, person, interview)
    assert answers["name"].value == "Anna"
    assert answers["contact"].value == {"way": "chat", "phone": None}


COMMANDS = {
    "/help": "What you can do here",
    "/status": "The interview is not finished",
    "/STATUS@KotimajoitusBot": "The interview is not finished",
    "/privacy": "Your rights",
    "/groups": "The network’s groups",
    "/mydata": "Everything that is kept about you",
    "/cases": "/cases is for coordinators",
    "/foo": "I don’t know that command",
    "/status@otherbot": "I don’t know that command",
    "/1.3.": "I don’t know that command",
    "/start " + "x" * 65: "That link does not work any more",
    "/start ok_1": "That link does not work any more",
    "/start %00'\"": "That link does not work any more",
    "/start details_AAAAAAAAAAAAAAAAAAAAAA": "That link does not work any more",
    "/start": "like to be called",
    "/start host": "like to be called",
}


async def test_a_command_in_the_middle_is_no_answer_and_the_question_comes_again(network: Network) -> None:
    anna = await network.person("Anna")
    await network.walks(anna, "=/host", *steps(HOST)[:5])
    for command, word in COMMANDS.items():
        await anna.says(command)
        await anna.sees(word)
        await anna.sees("like to be called?")
        await network.quiet()
        assert "like to be called?" in anna.screen, anna.transcript()
    await anna.says("/language")
    await anna.presses("Svenska")
    await anna.sees("kallad")
    for command in ("/språk", "/SPRÅK", "/spra\u030ak", "/kieli", "/language@Kotimajoitusbot"):
        await anna.says(command)
        await anna.sees("Vilket språk ska vi använda?")
    for command in ("/apua", "/ohje", "/hjälp", "/Hjalp"):
        await anna.says(command)
        await anna.sees("Det här kan du göra")
    await anna.says("Anna")
    await anna.sees("✓")


async def test_in_a_group_the_bot_is_silent_to_talk_and_to_commands_that_are_not_for_groups(network: Network) -> None:
    founder = await network.person("Founder")
    group = await network.world.group("Group", founder)
    for said in ("/status@otherbot", "/cases@otherbot", "/bind@otherbot x", "/STATUS@kotimajoitusbot", "/start", "hi"):
        await founder.says(said, in_=group)
    await founder.sends("voice", in_=group)
    await founder.says("/CASES@Kotimajoitusbot", in_=group)
    await group.sees("The cases open in our private chat")
    assert len(group.new_screens()) == 2, group.transcript()
    async with network.built.store.look() as work:
        assert await people.find(work, founder.id) is None


ELSEWHERE = "I can’t change anything by an edited message here"


async def test_an_edited_message_changes_the_answer_it_gave_until_it_is_sent(network: Network) -> None:
    anna = await network.person("Anna")
    hello = await anna.says("Hello")
    await anna.sees(NOTHING_ASKED)
    await anna.edits("Hello!", message_id=hello)
    await anna.sees(ELSEWHERE)
    command = await anna.says("/host")
    await network.walks(anna, *steps(HOST)[:5])
    name = await anna.says("Anna")
    await anna.sees("How may we reach you?")
    await anna.edits("/guest", message_id=command)
    await anna.sees(ELSEWHERE)
    await anna.edits("x" * 61, message_id=name)
    await anna.sees("I kept your earlier answer")
    await anna.edits("Anneli", message_id=name)
    await anna.sees("✓ Changed. Name: Anneli")
    anna.has_not_seen("Which languages")

    await network.walks(anna, "=in this chat", *steps(HOST)[7:], "!send")
    await anna.sees("K-")
    await anna.edits("Annukka", message_id=name)
    await anna.sees("That is sent already. /edit changes an answer.")
    assert (await _answers(network, anna))["name"] == "Anneli"


async def _answers(network: Network, actor: Actor) -> dict[str, object]:
    async with network.built.store.look() as work:
        person = await people.find(work, actor.id)
        assert person is not None
        interview = (await interviews.of_person(work, person))[0]
        return {name: answer.value for name, answer in (await interviews.answers(work, person, interview)).items()}


EXACT = "🏠 Ånna & <b>Øre</b> 👩‍👩‍👧‍👦 🇫🇮 +358 40 1234567 @somebody_1 https://example.org/?a=1&b=_2_ `x` *y*"


async def test_words_said_in_one_breath_are_answers_in_order_and_kept_to_the_letter(network: Network) -> None:
    anna = await network.person("Anna")
    await network.walks(anna, "=/host", *steps(HOST)[:5])
    for said in ("👩‍👧 Ånna <b>&", "in this chat", "Swedish, English", "2 women", "Turku"):
        await anna.says(said)
    await anna.sees("What can you offer")
    await network.walks(anna, "=own room, 2", "=a woman", "=tomorrow", "=some months", "=wishes and worries")
    await anna.says(EXACT)
    assert EXACT in await anna.sees("Wishes and worries: ")
    answers = await _answers(network, anna)
    assert (answers["name"], answers["wishes"]) == ("👩‍👧 Ånna <b>&", EXACT)
    assert answers["languages"] == ["sv", "en"]
    assert answers["municipality"] == "853"
