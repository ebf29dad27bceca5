"""Something of every kind that a person can send instead of a text."""

from collections.abc import Callable
from typing import Literal

from bot.playground.files import reference, store
from bot.playground.objects import chat_json
from bot.playground.state import Person, State
from bot.playground.wire import JsonObject, Upload

Kind = Literal[
    "voice",
    "video_note",
    "video",
    "animation",
    "audio",
    "sticker",
    "poll",
    "location",
    "venue",
    "dice",
    "story",
]

_FILES: dict[str, tuple[str, str, JsonObject]] = {
    "voice": ("voice.oga", "audio/ogg", {"duration": 3, "mime_type": "audio/ogg"}),
    "video_note": ("note.mp4", "video/mp4", {"length": 240, "duration": 4}),
    "video": ("video.mp4", "video/mp4", {"width": 640, "height": 360, "duration": 5, "mime_type": "video/mp4"}),
    "animation": ("a.mp4", "video/mp4", {"width": 320, "height": 180, "duration": 2, "mime_type": "video/mp4"}),
    "audio": ("song.mp3", "audio/mpeg", {"duration": 120, "mime_type": "audio/mpeg"}),
    "sticker": (
        "sticker.webp",
        "image/webp",
        {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False, "emoji": "🏠"},
    ),
}
_HELSINKI: JsonObject = {"latitude": 60.171, "longitude": 24.944}


def something(state: State, person: Person, kind: Kind) -> JsonObject:
    """The content of a message of this kind."""
    if kind in _FILES:
        return _file(state, kind)
    return _MAKERS[kind](state, person)


def _file(state: State, kind: str) -> JsonObject:
    name, mime_type, details = _FILES[kind]
    stored = store(state, Upload(name, f"the bytes of a {kind}".encode(), mime_type), kind)
    content: JsonObject = {kind: {**reference(stored), **details}}
    if kind == "animation":
        content["document"] = {**reference(stored), "file_name": name, "mime_type": mime_type}
    return content


def _poll(state: State, _person: Person) -> JsonObject:
    options = [
        {"persistent_id": str(number), "text": text, "voter_count": 0} for number, text in enumerate(("Kyllä", "Ei"))
    ]
    return {
        "poll": {
            "id": str(next(state.file_numbers)),
            "question": "Tuletko?",
            "options": options,
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": True,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    }


def _location(_state: State, _person: Person) -> JsonObject:
    return {"location": dict(_HELSINKI)}


def _venue(_state: State, _person: Person) -> JsonObject:
    place = {"location": dict(_HELSINKI), "title": "Rautatientori", "address": "Kaivokatu 1"}
    return {"venue": place, "location": dict(_HELSINKI)}


def _dice(_state: State, _person: Person) -> JsonObject:
    return {"dice": {"emoji": "🎲", "value": 4}}


def _story(state: State, person: Person) -> JsonObject:
    return {"story": {"chat": chat_json(state.private_chat(person)), "id": 7}}


_MAKERS: dict[str, Callable[[State, Person], JsonObject]] = {
    "poll": _poll,
    "location": _location,
    "venue": _venue,
    "dice": _dice,
    "story": _story,
}
