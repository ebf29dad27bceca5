"""What Telegram refuses in a message itself, refused in its words: texts, captions, marks, buttons, toasts."""

from datetime import timedelta

import pytest
from telegram import (
    Bot,
    CallbackQuery,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    ReplyKeyboardMarkup,
)
from telegram.error import BadRequest

from tests.kit.people import Actor, World
from tests.playground.conftest import Raw, SaysNo

HOUSE = "🏠"
"""One character of Python's, two UTF-16 units."""

TOO_LONG = "Bad Request: message is too long"
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def button(label: str = "Nappi", data: str = "n") -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=data)]])


async def pressed(bot: Bot, anna: Actor) -> CallbackQuery:
    """Anna presses a button, and the bot hears of it."""
    await bot.send_message(anna.id, "?", reply_markup=button())
    await anna.presses("Nappi")
    press = (await bot.get_updates())[-1].callback_query
    assert press is not None
    return press


async def test_texts_are_measured_after_their_marks_are_read(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    await bot.send_message(anna.id, f"<b>{'a' * 4096}</b>", parse_mode="HTML")
    assert len(anna.screen.text) == 4096
    await says_no(bot.send_message(anna.id, "a" * 4097), BadRequest, TOO_LONG)


async def test_texts_are_measured_in_utf_16(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    await bot.send_message(anna.id, HOUSE * 2048)
    assert anna.screen.text == HOUSE * 2048
    await says_no(bot.send_message(anna.id, HOUSE * 2048 + "a"), BadRequest, TOO_LONG)


async def test_an_edit_may_not_be_too_long_either(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    message = await bot.send_message(anna.id, "hei")
    await says_no(message.edit_text("a" * 4097), BadRequest, TOO_LONG)


async def test_captions_are_shorter(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    message = await bot.send_document(anna.id, b"%PDF", filename="a.pdf", caption=HOUSE * 512)
    why = "Bad Request: message caption is too long"
    await says_no(message.edit_caption(HOUSE * 512 + "a"), BadRequest, why)


async def test_an_empty_text(bot: Bot, anna: Actor, says_no: SaysNo, raw: Raw) -> None:
    assert (await raw("sendMessage", chat_id=anna.id))["description"] == "Bad Request: message text is empty"
    for text in (" \n ", "<b> </b>"):
        call = bot.send_message(anna.id, text, parse_mode="HTML")
        await says_no(call, BadRequest, "Bad Request: text must be non-empty")


async def test_marks_that_do_not_add_up(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    for text, why in (
        ("<b>hei", 'Can\'t find end tag corresponding to start tag "b"'),
        ("hei</b>", "Unexpected end tag at byte offset 3"),
        ("<b>å</i>", 'Unmatched end tag at byte offset 5, expected "</b>", found "</i>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<div>x</div>", 'Unsupported start tag "div" at byte offset 0'),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href=x/y>z</a>", "Unexpected end of name token at byte offset 8"),
        ("<a =x>z</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ('<tg-emoji emoji-id="x">y</tg-emoji>', "Invalid custom emoji identifier specified"),
    ):
        call = bot.send_message(anna.id, text, parse_mode="HTML")
        await says_no(call, BadRequest, f"Bad Request: can't parse entities: {why}")
    for text, why in (
        ("hei.", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("å *hei", "Can't find end of Bold entity at byte offset 3"),
        ("[x](y", "Can't find end of a URL at byte offset 4"),
        ("![x](y)", "The entity must contain a tg://emoji or tg://time URL"),
    ):
        call = bot.send_message(anna.id, text, parse_mode="MarkdownV2")
        await says_no(call, BadRequest, f"Bad Request: can't parse entities: {why}")
    call = bot.send_message(anna.id, "hei", parse_mode="BBCode")
    await says_no(call, BadRequest, "Bad Request: unsupported parse_mode")


async def test_callback_data_is_measured_in_bytes(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    await bot.send_message(anna.id, "?", reply_markup=button(data="å" * 32))
    assert list(anna.screen.buttons) == ["Nappi"]
    call = bot.send_message(anna.id, "?", reply_markup=button(data="å" * 32 + "a"))
    await says_no(call, BadRequest, "Bad Request: BUTTON_DATA_INVALID")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([[{"text": " ", "callback_data": "a"}]], "inline keyboard button text must be non-empty"),
        ([[{"text": "a"}]], "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        (
            [[{"text": "a", "callback_data": ""}]],
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        ([[{"callback_data": "a"}]], "can't parse inline keyboard button: Can't find field \"text\""),
        ([[5]], "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        (
            [{"text": "a"}],
            'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays',
        ),
        (
            [[{"text": "a", "url": "no link"}]],
            "inline keyboard button URL 'no link' is invalid: Wrong HTTP URL",
        ),
        ([[{"text": "a", "copy_text": {"text": "a" * 257}}]], "BUTTON_COPY_TEXT_INVALID"),
        (
            [[{"text": "a", "callback_data": "b", "style": "pink"}]],
            "can't parse inline keyboard button: invalid button style specified",
        ),
    ],
)
async def test_buttons_need_a_label_and_a_purpose(anna: Actor, raw: Raw, rows: object, why: str) -> None:
    reply = await raw("sendMessage", chat_id=anna.id, text="?", reply_markup={"inline_keyboard": rows})
    assert reply["description"] == f"Bad Request: {why}"


async def test_a_keyboard_has_at_most_100_buttons_and_8_in_a_row(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    def keyboard(rows: int, columns: int) -> InlineKeyboardMarkup:
        return InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="b")] * columns] * rows)

    for rows, columns in ((20, 5), (12, 8)):
        await bot.send_message(anna.id, "?", reply_markup=keyboard(rows, columns))
        assert len(anna.screen.buttons) == rows * columns
    for rows, columns in ((101, 1), (1, 9)):
        call = bot.send_message(anna.id, "?", reply_markup=keyboard(rows, columns))
        await says_no(call, BadRequest, "Bad Request: reply markup is too long")


async def test_some_keyboards_belong_only_in_private_chats(
    bot: Bot, world: World, anna: Actor, says_no: SaysNo
) -> None:
    group = await world.group("Ryhmä", anna)
    channel = await world.channel("Kanava", anna)
    contact = ReplyKeyboardMarkup([[KeyboardButton("Numero", request_contact=True)]])
    await bot.send_message(anna.id, "?", reply_markup=contact)
    assert list(anna.screen.keys) == ["Numero"]
    call = bot.send_message(group.chat_id, "?", reply_markup=contact)
    await says_no(call, BadRequest, "Bad Request: phone number can be requested in private chats only")
    call = bot.send_message(channel.chat_id, "?", reply_markup=ForceReply())
    await says_no(call, BadRequest, "Bad Request: inline keyboard expected")


async def test_a_toast_has_at_most_200_characters_and_comes_once(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    press = await pressed(bot, anna)
    await says_no(press.answer("a" * 201), BadRequest, "Bad Request: MESSAGE_TOO_LONG")
    assert await press.answer("a" * 200, show_alert=True)
    assert (await anna.sees_toast("a" * 200))["show_alert"] is True
    await says_no(press.answer("again"), BadRequest, TOO_OLD)
    await says_no(bot.answer_callback_query("123"), BadRequest, TOO_OLD)


async def test_a_press_must_be_answered_soon(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    press = await pressed(bot, anna)
    anna.world.server.clock.move(timedelta(seconds=16))
    await says_no(press.answer(), BadRequest, TOO_OLD)


async def test_a_press_is_answered_with_a_link_only_to_the_bot_itself(bot: Bot, anna: Actor, says_no: SaysNo) -> None:
    press = await pressed(bot, anna)
    for url in (
        "https://example.org/",
        "https://t.me/another_bot?start=x",
        f"https://t.me/{bot.username}?start=a%20b",
        f"https://t.me/{bot.username}?start={'a' * 65}",
    ):
        await says_no(press.answer(url=url), BadRequest, "Bad Request: URL_INVALID")
    assert await press.answer(url=f"https://t.me/{bot.username}?start=K-234567")
    await anna.follows_toast()
    message = (await bot.get_updates())[-1].message
    assert message is not None
    assert message.text == "/start K-234567"


async def test_link_previews_are_kept_as_asked(bot: Bot, anna: Actor) -> None:
    options = LinkPreviewOptions(is_disabled=True)
    message = await bot.send_message(anna.id, "https://example.org", link_preview_options=options)
    assert message.link_preview_options == options


async def test_values_of_the_wrong_type(anna: Actor, raw: Raw) -> None:
    for method, params, why in (
        ("sendMessage", {"reply_markup": "keyboard"}, "can't parse reply keyboard markup JSON object"),
        ("sendMessage", {"reply_markup": []}, "object expected as reply markup"),
        ("sendMessage", {"link_preview_options": []}, "object expected as link preview options"),
        ("sendMessage", {"protect_content": "perhaps"}, 'parameter "protect_content" must be a Boolean'),
        ("deleteMessage", {"message_id": "x"}, 'parameter "message_id" must be an Integer'),
        ("deleteMessages", {"message_ids": 5}, "expected an Array of message identifiers"),
        ("deleteMessages", {"message_ids": [0]}, "invalid message identifier specified"),
        ("deleteMessages", {"message_ids": list(range(1, 102))}, "too many message identifiers specified"),
        ("sendMessage", {"entities": [{"type": "bold"}]}, 'Field "offset" must be of type Number'),
        ("sendMessage", {"entities": [{"type": "bold", "offset": 0, "length": 9}]}, "entity beginning at UTF-16"),
    ):
        reply = await raw(method, chat_id=anna.id, text="hei", **params)
        assert why in str(reply["description"])
    reply = await raw("sendMessage", chat_id=anna.id, text="hei", unknown_parameter="tolerated")
    assert reply["ok"] is True
