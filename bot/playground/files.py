"""Files that were sent: kept in memory, found by file_id, downloaded by path."""

from pathlib import PurePosixPath

from bot.playground.images import picture_size
from bot.playground.state import State, StoredFile
from bot.playground.wire import JsonObject, Upload, without_none

_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video_note": "video_notes"}


def store(state: State, upload: Upload, kind: str) -> StoredFile:
    """Keep a file's bytes under a new file_id."""
    number = next(state.file_numbers)
    suffix = PurePosixPath(upload.name).suffix or {"photo": ".jpg", "voice": ".oga"}.get(kind, "")
    stored = StoredFile(
        file_id=f"PlaygroundFile-{kind}-{number:06d}",
        unique_id=f"PF{number:06d}",
        path=f"{_FOLDERS.get(kind, 'files')}/file_{number}{suffix}",
        name=upload.name,
        mime_type=upload.mime_type,
        content=upload.content,
    )
    state.files[stored.file_id] = stored
    return stored


def reference(stored: StoredFile) -> JsonObject:
    """The fields that every kind of file has."""
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": len(stored.content)}


def photo_json(stored: StoredFile) -> list[JsonObject]:
    """A photo's sizes; here only the one that was sent."""
    width, height = picture_size(stored.content) or (800, 600)
    return [{**reference(stored), "width": width, "height": height}]


def document_json(stored: StoredFile) -> JsonObject:
    """A Document."""
    return {**reference(stored), **without_none(file_name=stored.name or None, mime_type=stored.mime_type or None)}


def file_json(stored: StoredFile) -> JsonObject:
    """A File, with the path under which it can be downloaded."""
    return {**reference(stored), "file_path": stored.path}
