"""How large a picture is."""

import pytest

from bot.playground.images import picture_size

JPEG = (
    b"\xff\xd8" + b"\xff\xe0\x00\x04JF" + b"\xff\xc4\x00\x03x" + b"\xff\xc2\x00\x0b\x08\x01\x90\x02\x80\x01\x01\x11\x00"
)


@pytest.mark.parametrize(
    ("content", "size"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01\x40\x00\x00\x00\xc8", (320, 200)),
        (b"GIF89a\x40\x01\xc8\x00", (320, 200)),
        (JPEG, (640, 400)),
        (b"\xff\xd8\xff\xd9", None),
        (b"%PDF", None),
        (b"", None),
    ],
)
def test_the_size_is_read_from_the_first_bytes(content: bytes, size: tuple[int, int] | None) -> None:
    assert picture_size(content) == size
