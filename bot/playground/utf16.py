"""Telegram counts text in UTF-16 units; Python in code points. An emoji is two of the first, one of the second."""


def units(text: str) -> int:
    """How long Telegram says that this text is."""
    return len(text) + sum(1 for character in text if character > "\uffff")


def offsets(text: str) -> list[int]:
    """For each index of the text, and its end: the offset in UTF-16 units."""
    result = [0]
    for character in text:
        result.append(result[-1] + (2 if character > "\uffff" else 1))
    return result


def cut(text: str, offset: int, length: int) -> str:
    """The piece of the text that an entity covers."""
    encoded = text.encode("utf-16-le")
    return encoded[2 * offset : 2 * (offset + length)].decode("utf-16-le", errors="replace")
