"""Photos and documents: sent by the bot, and fetched by it."""

from bot.playground.account import Account, Handler
from bot.playground.errors import bad_request
from bot.playground.files import document_json, file_json, photo_json, store
from bot.playground.formatting import formatted
from bot.playground.images import picture_size
from bot.playground.methods_messages import change, editable, send, with_people
from bot.playground.objects import message_json
from bot.playground.params import Params
from bot.playground.state import StoredFile
from bot.playground.wire import JsonObject, Upload

CAPTIONED = ("photo", "document", "video", "animation", "audio", "voice")


def send_photo(account: Account, params: Params) -> JsonObject:
    """sendPhoto: an upload, or a file_id that the server knows. (Nothing is fetched from the web.)"""
    stored = _file(account, params, "photo", account.limits.photo_bytes)
    if picture_size(stored.content) is None and not stored.mime_type.startswith("image/"):
        raise bad_request("IMAGE_PROCESS_FAILED")
    content: JsonObject = {"photo": photo_json(stored), **_caption(account, params)}
    if params.flag("has_spoiler"):
        content["has_media_spoiler"] = True
    return _send(account, params, content)


def send_document(account: Account, params: Params) -> JsonObject:
    """sendDocument."""
    stored = _file(account, params, "document", account.limits.upload_bytes)
    return _send(account, params, {"document": document_json(stored), **_caption(account, params)})


def _send(account: Account, params: Params, content: JsonObject) -> JsonObject:
    chat = account.chat(params, "write")
    account.may_post(chat)
    return message_json(send(account, params, chat, content))


def _file(account: Account, params: Params, kind: str, most: int) -> StoredFile:
    """The file of a request: under its own name, by attach://name, or one that is stored already."""
    upload = _upload(params, kind)
    if upload is not None:
        if not upload.content:
            raise bad_request("file must be non-empty")
        if len(upload.content) > most:
            raise bad_request("file is too big")
        return store(account.state, upload, kind)
    value = params.text(kind)
    if not value:
        raise bad_request(f"there is no {kind} in the request")
    if value in account.state.files:
        return account.state.files[value]
    if value.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    raise bad_request("wrong file identifier/HTTP URL specified")


def _upload(params: Params, kind: str) -> Upload | None:
    value = params.text(kind)
    if value.startswith("attach://"):
        return params.files.get(value.removeprefix("attach://"))
    return params.files.get(kind)


def _caption(account: Account, params: Params) -> JsonObject:
    entities = params.json("caption_entities", "can't parse caption entities JSON object")
    text = with_people(account, formatted(params.text("caption"), params.text("parse_mode"), entities))
    if text.length > account.limits.caption:
        raise bad_request("message caption is too long")
    content: JsonObject = {}
    if text.text:
        content["caption"] = text.text
    if text.entities:
        content["caption_entities"] = text.entities
    if params.flag("show_caption_above_media"):
        content["show_caption_above_media"] = True
    return content


def edit_message_caption(account: Account, params: Params) -> JsonObject:
    """editMessageCaption; without a caption it takes the old one away."""
    new = _caption(account, params)
    message = editable(account, params)
    if not any(kind in message.content for kind in CAPTIONED):
        raise bad_request("there is no caption in the message to edit")
    old = ("caption", "caption_entities", "show_caption_above_media")
    kept = {name: value for name, value in message.content.items() if name not in old}
    return change(account, params, message, {**kept, **new})


def get_file(account: Account, params: Params) -> JsonObject:
    """getFile."""
    if not params.has("file_id"):
        raise bad_request("file_id not specified")
    stored = account.state.files.get(params.text("file_id"))
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.content) > account.limits.download_bytes:
        raise bad_request("file is too big")
    return file_json(stored)


METHODS: dict[str, Handler] = {
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "editMessageCaption": edit_message_caption,
    "getFile": get_file,
}
