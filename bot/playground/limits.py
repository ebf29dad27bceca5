"""Telegram's limits, each in one place; a test may give a server others.

Lengths of texts are counted in UTF-16 units, the strictest way to read Telegram's "characters after entities parsing".
"""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True)
class Limits:
    """What the server accepts. Sources: the Bot API's documentation and its public server's source."""

    text: int = 4096
    caption: int = 1024
    entities: int = 100
    callback_data_bytes: int = 64
    toast: int = 200
    inline_buttons: int = 100
    inline_row: int = 8
    copy_text: int = 256
    input_placeholder: int = 64
    start_payload: int = 64
    commands: int = 100
    command: int = 32
    command_description: int = 256
    name: int = 64
    description: int = 512
    short_description: int = 120
    secret_token: int = 256
    long_poll: int = 50
    download_bytes: int = 20 << 20
    upload_bytes: int = 50 << 20
    photo_bytes: int = 10 << 20
    delete_within: timedelta = timedelta(hours=48)
    press_kept: timedelta = timedelta(seconds=150)
    message_kept: timedelta = timedelta(hours=24)
    answer_within: timedelta = timedelta(seconds=15)
    same_offset_wait: float = 3.0
    same_offset_single: float = 0.5
    conflict_hold: float = 3.0
    webhook_retry: tuple[float, ...] = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)


TELEGRAM = Limits()
