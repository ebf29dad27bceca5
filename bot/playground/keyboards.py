"""Keyboards: read from a request with Telegram's refusals, and looked at by the people who press them."""

from dataclasses import dataclass

from bot.playground.errors import Refused, bad_request
from bot.playground.limits import Limits
from bot.playground.links import checked_link, linked_person
from bot.playground.state import Chat, ChatKind
from bot.playground.utf16 import units
from bot.playground.wire import JsonObject, is_array, is_object

_INLINE_KINDS = (
    "url",
    "callback_data",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
    "switch_inline_query_current_chat",
    "login_url",
    "web_app",
    "copy_text",
)
_REQUESTS = {
    "request_contact": "Phone number can be requested in private chats only",
    "request_location": "Location can be requested in private chats only",
    "request_poll": "Poll can be requested in private chats only",
    "request_users": "Users can be requested in private chats only",
    "request_chat": "Chats can be requested in private chats only",
    "web_app": "Web App buttons can be used in private chats only",
}
_STYLES = {"", "primary", "success", "danger"}


@dataclass(frozen=True)
class Button:
    """A button as a person sees it."""

    label: str
    details: JsonObject

    @property
    def data(self) -> str | None:
        """Of an inline button that tells the bot: its callback data."""
        data = self.details.get("callback_data")
        return data if isinstance(data, str) else None

    @property
    def url(self) -> str | None:
        """Of an inline button that opens a link: the link."""
        url = self.details.get("url")
        return url if isinstance(url, str) else None


def buttons(markup: JsonObject | None) -> list[Button]:
    """The buttons of an inline or a reply keyboard, in reading order."""
    rows = (markup or {}).get("inline_keyboard") or (markup or {}).get("keyboard")
    found: list[Button] = []
    for row in rows if is_array(rows) else []:
        for button in row if is_array(row) else []:
            if is_object(button):
                found.append(Button(str(button.get("text", "")), button))
    return found


def read_markup(markup: object, chat: Chat, limits: Limits, *, inline_only: bool = False) -> JsonObject | None:
    """The keyboard of a request, complete and checked; None where it holds nothing.

    Raises Refused in Telegram's words. In a channel, and in an edit, only inline keyboards are taken.
    """
    if markup is None:
        return None
    if not is_object(markup):
        raise bad_request("Object expected as reply markup")
    result = _reply_keyboard(markup, chat, limits) or _inline_keyboard(markup, chat, limits) or _other(markup, limits)
    if result and "inline_keyboard" not in result and (inline_only or chat.kind is ChatKind.CHANNEL):
        raise bad_request("Inline keyboard expected")
    return result


def _rows(markup: JsonObject, name: str, wrong: str) -> list[list[object]]:
    rows = markup.get(name, [])
    if not is_array(rows):
        raise bad_request(f'Field "{name}" must be of type Array')
    result: list[list[object]] = []
    for row in rows:
        if not is_array(row):
            raise bad_request(wrong)
        result.append(row)
    return result


def _inline_keyboard(markup: JsonObject, chat: Chat, limits: Limits) -> JsonObject | None:
    wrong = 'Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'
    rows = [[_inline_button(button, chat, limits) for button in row] for row in _rows(markup, "inline_keyboard", wrong)]
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > limits.inline_buttons or any(len(row) > limits.inline_row for row in rows):
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _inline_button(button: object, chat: Chat, limits: Limits) -> JsonObject:
    if not is_object(button):
        raise _unparsed("InlineKeyboardButton must be an Object")
    text = _text(button, inline=True)
    kind = next(
        (kind for kind in _INLINE_KINDS if button.get(kind) not in (None, "") or _empty_query(button, kind)), ""
    )
    if not kind:
        raise _unparsed("Text buttons are unallowed in the inline keyboard")
    value = button[kind]
    _style(button)
    if kind == "callback_data":
        if not isinstance(value, str):
            raise _unparsed('Field "callback_data" must be of type String')
        if len(value.encode()) > limits.callback_data_bytes:
            raise bad_request("BUTTON_DATA_INVALID")
    elif kind == "url":
        value = _button_url(value)
    elif kind == "copy_text":
        copied = value.get("text") if is_object(value) else None
        if not isinstance(copied, str) or not 0 < units(copied) <= limits.copy_text:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
    elif kind == "web_app" and chat.kind is not ChatKind.PRIVATE:
        raise bad_request("BUTTON_TYPE_INVALID")
    return {"text": text, **_looks(button), kind: value}


def _empty_query(button: JsonObject, kind: str) -> bool:
    """The switch_inline_query kinds may hold an empty text."""
    return kind.startswith("switch_inline_query") and button.get(kind) == ""


def _button_url(value: object) -> str:
    if not isinstance(value, str):
        raise _unparsed('Field "url" must be of type String')
    if linked_person(value) is not None:
        return value
    link = checked_link(value)
    if link is None:
        raise bad_request(f"Inline keyboard button URL '{value}' is invalid: Wrong HTTP URL")
    return link


def _reply_keyboard(markup: JsonObject, chat: Chat, limits: Limits) -> JsonObject | None:
    rows = [
        [_reply_button(button, chat) for button in row]
        for row in _rows(markup, "keyboard", 'Field "keyboard" must be an Array of Arrays')
    ]
    rows = [[button for button in row if button["text"]] for row in rows]
    rows = [row for row in rows if row]
    if not rows:
        return None
    flags = ("resize_keyboard", "one_time_keyboard", "is_persistent", "selective")
    return {"keyboard": rows, **_flags(markup, flags), **_placeholder(markup, limits)}


def _reply_button(button: object, chat: Chat) -> JsonObject:
    if isinstance(button, str):
        return {"text": button}
    if not is_object(button):
        raise bad_request("can't parse keyboard button: KeyboardButton must be a String or an Object")
    text = _text(button, inline=False)
    _style(button)
    requests: JsonObject = {name: button[name] for name in _REQUESTS if button.get(name)}
    for name in requests:
        if chat.kind is not ChatKind.PRIVATE:
            raise bad_request(_REQUESTS[name])
    return {"text": text, **_looks(button), **requests}


def _other(markup: JsonObject, limits: Limits) -> JsonObject | None:
    if markup.get("remove_keyboard") is True:
        return {"remove_keyboard": True, **_flags(markup, ("selective",))}
    if markup.get("force_reply") is True:
        return {"force_reply": True, **_flags(markup, ("selective",)), **_placeholder(markup, limits)}
    return None


def _text(button: JsonObject, *, inline: bool) -> str:
    text = button.get("text")
    kind = "inline keyboard button" if inline else "keyboard button"
    if text is None:
        raise bad_request(f"can't parse {kind}: Can't find field \"text\"")
    if not isinstance(text, str):
        raise bad_request(f'can\'t parse {kind}: Field "text" must be of type String')
    if inline and not text.strip():
        raise bad_request("Inline keyboard button text must be non-empty")
    return text


def _style(button: JsonObject) -> None:
    if button.get("style", "") not in _STYLES:
        raise _unparsed("invalid button style specified")


def _looks(button: JsonObject) -> JsonObject:
    return {name: button[name] for name in ("icon_custom_emoji_id", "style") if button.get(name)}


def _flags(markup: JsonObject, names: tuple[str, ...]) -> JsonObject:
    for name in names:
        if not isinstance(markup.get(name, False), bool):
            raise bad_request(f'Field "{name}" must be of type Boolean')
    return {name: True for name in names if markup.get(name)}


def _placeholder(markup: JsonObject, limits: Limits) -> JsonObject:
    text = markup.get("input_field_placeholder")
    if text is None or text == "":
        return {}
    if not isinstance(text, str):
        raise bad_request('Field "input_field_placeholder" must be of type String')
    if units(text) > limits.input_placeholder:
        raise bad_request("input field placeholder is too long")
    return {"input_field_placeholder": text}


def _unparsed(why: str) -> Refused:
    return bad_request(f"can't parse inline keyboard button: {why}")
