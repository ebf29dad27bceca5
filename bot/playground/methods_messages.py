"""Sending, editing and deleting messages of text."""

from bot.playground import errors
from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.formatting import FormattedText, formatted
from bot.playground.keyboards import read_markup
from bot.playground.objects import message_json, user_json
from bot.playground.params import Params
from bot.playground.state import Chat, ChatKind, Message
from bot.playground.wire import JsonObject, is_integer, is_object


def send_message(account: Account, params: Params) -> JsonObject:
    """sendMessage."""
    content = text_content(account, params)
    chat = account.chat(params, "write")
    account.may_post(chat)
    return message_json(send(account, params, chat, content))


def send(
    account: Account, params: Params, chat: Chat, content: JsonObject, *, origin: JsonObject | None = None
) -> Message:
    """Post what the bot says, with all that may go along with any kind of message."""
    topic = account.topic(params, chat)
    replied = reply_target(account, params, chat)
    markup = read_markup(params.json("reply_markup", _UNREADABLE_MARKUP), chat, account.limits)
    in_channel = chat.kind is ChatKind.CHANNEL
    message = Message(
        chat,
        content,
        sender=None if in_channel else account.bot,
        author=account.bot,
        sender_chat=chat if in_channel else None,
        author_signature=account.bot.first_name if in_channel and chat.signs_posts else None,
        reply_markup=markup,
        reply_to=replied,
        forward_origin=origin,
        thread_id=topic or (replied.thread_id if replied else None),
        silent=params.flag("disable_notification"),
        protected=params.flag("protect_content"),
    )
    return account.postbox.post(message)


_UNREADABLE_MARKUP = "can't parse reply keyboard markup JSON object"


def text_content(account: Account, params: Params) -> JsonObject:
    """The text of a request with its entities, within Telegram's limit."""
    if not params.has("text"):
        raise bad_request("message text is empty")
    entities = params.json("entities", "can't parse entities JSON object")
    text = with_people(account, formatted(params.text("text"), params.text("parse_mode"), entities))
    if not text.text:
        raise bad_request("text must be non-empty")
    if text.length > account.limits.text:
        raise bad_request("message is too long")
    content: JsonObject = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    preview = link_preview(params)
    if preview:
        content["link_preview_options"] = preview
    return content


def with_people(account: Account, text: FormattedText) -> FormattedText:
    """Mentions of people by number, as links to accounts that exist; others become plain text."""
    entities: list[JsonObject] = []
    for entity in text.entities:
        if entity["type"] != "text_mention":
            entities.append(entity)
            continue
        user = entity.get("user")
        known = user.get("id") if is_object(user) else None
        person = account.state.people.get(known) if is_integer(known) else None
        if person is not None:
            entities.append({**entity, "user": user_json(person)})
    return FormattedText(text.text, entities[: account.limits.entities])


def link_preview(params: Params) -> JsonObject | None:
    """link_preview_options, of which only what says something is kept."""
    options = params.object("link_preview_options", what="link preview options")
    if options is None:
        return {"is_disabled": True} if params.flag("disable_web_page_preview") else None
    names = ("is_disabled", "url", "prefer_small_media", "prefer_large_media", "show_above_text")
    return {name: options[name] for name in names if options.get(name)}


def reply_target(account: Account, params: Params, chat: Chat) -> Message | None:
    """The message that is replied to. One that is gone is refused, unless the request says that it does not matter."""
    options = params.object("reply_parameters", what="reply parameters") or {}
    wanted = options.get("message_id", params.integer("reply_to_message_id"))
    if not is_integer(wanted):
        raise bad_request('can\'t parse reply parameters: Field "message_id" must be of type Number')
    if wanted <= 0:
        return None
    message = chat.messages.get(wanted)
    if message is not None and not message.deleted:
        return message
    if options.get("allow_sending_without_reply") is True or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def edit_message_text(account: Account, params: Params) -> JsonObject:
    """editMessageText."""
    content = text_content(account, params)
    message = editable(account, params)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    return change(account, params, message, content)


def edit_message_reply_markup(account: Account, params: Params) -> JsonObject:
    """editMessageReplyMarkup."""
    return change(account, params, editable(account, params), None)


def editable(account: Account, params: Params) -> Message:
    """The message to edit, if it is one that the bot may change; its age does not matter."""
    if not params.has("chat_id") and not params.has("message_id"):
        if not params.has("inline_message_id"):
            raise bad_request("message identifier is not specified")
        raise bad_request("MESSAGE_ID_INVALID")
    message = account.message(params, "edit", "message to edit")
    member = message.chat.member(account.bot)
    own = message.author is account.bot
    if message.chat.kind is ChatKind.CHANNEL:
        allowed = member.may("can_edit_messages") or (own and member.may("can_post_messages"))
    else:
        allowed = own
    fixed = message.reply_markup is not None and message.inline_keyboard is None
    gone = message.chat.migrated_to is not None
    if not allowed or message.service or message.forward_origin or fixed or gone:
        raise bad_request("message can't be edited")
    return message


def change(account: Account, params: Params, message: Message, content: JsonObject | None) -> JsonObject:
    """Give a message new content (None: only its buttons) and buttons; without reply_markup the buttons go."""
    raw = params.json("reply_markup", _UNREADABLE_MARKUP)
    markup = read_markup(raw, message.chat, account.limits, inline_only=True)
    new_content = message.content if content is None else content
    if new_content == message.content and markup == message.inline_keyboard:
        raise bad_request(errors.NOT_MODIFIED)
    message.content = new_content
    message.reply_markup = markup
    account.postbox.edited(message, visibly=content is not None)
    return message_json(message)


def delete_message(account: Account, params: Params) -> bool:
    """deleteMessage."""
    if not params.has("chat_id"):
        raise bad_request("chat identifier is not specified")
    if params.integer("message_id") == 0:
        raise bad_request("message identifier is not specified")
    message = account.message(params, "write", "message to delete")
    check_deletable(account, message)
    account.postbox.delete(message)
    return True


def delete_messages(account: Account, params: Params) -> bool:
    """deleteMessages: those that are already gone are passed over."""
    ids = params.message_ids()
    chat = account.chat(params, "write")
    found = [chat.messages[number] for number in ids if number in chat.messages and not chat.messages[number].deleted]
    for message in found:
        check_deletable(account, message)
    for message in found:
        account.postbox.delete(message)
    return True


def check_deletable(account: Account, message: Message) -> None:
    """Refuse to delete what Telegram would not: too old, or another's where the bot lacks the right."""
    chat, own = message.chat, message.author is account.bot
    member = chat.member(account.bot)
    too_old = account.clock.now() - message.date > account.limits.delete_within
    if chat.kind in {ChatKind.SUPERGROUP, ChatKind.CHANNEL}:
        by_right = member.may("can_delete_messages")
        posts = chat.kind is ChatKind.SUPERGROUP or member.may("can_post_messages")
        first = message.id == 1 or "migrate_from_chat_id" in message.content
        if too_old or first or not (by_right or (own and posts)):
            raise bad_request("message can't be deleted")
        return
    dice_today = "dice" in message.content and (account.clock.now() - message.date).days < 1
    allowed = chat.kind is ChatKind.PRIVATE or (own and not message.service) or member.leads
    if too_old or not allowed or (dice_today and chat.kind is ChatKind.PRIVATE):
        raise bad_request("message can't be deleted for everyone")


METHODS: dict[str, Handler] = {
    "sendMessage": send_message,
    "editMessageText": edit_message_text,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
