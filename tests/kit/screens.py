"""What a person sees in a chat: messages with their buttons, and a transcript to read when a test fails."""

from dataclasses import dataclass

from bot.playground.keyboards import buttons
from bot.playground.state import Chat, Message, Person


@dataclass(frozen=True)
class Screen:
    """One message as a person sees it."""

    message_id: int
    text: str
    buttons: tuple[str, ...]
    keys: tuple[str, ...]
    from_bot: bool
    message: Message

    def __contains__(self, fragment: str) -> bool:
        return fragment in self.text


def screen_of(message: Message, bot: Person) -> Screen:
    """A message as a person sees it."""
    inline = message.inline_keyboard
    return Screen(
        message.id,
        text_of(message),
        tuple(button.label for button in buttons(inline)),
        () if inline else tuple(button.label for button in buttons(message.reply_markup)),
        message.author is bot,
        message,
    )


def text_of(message: Message) -> str:
    """The words of a message; of other kinds, what there is."""
    text = message.content.get("text") or message.content.get("caption")
    kinds = [kind for kind in message.content if kind not in {"text", "caption", "entities", "caption_entities"}]
    return str(text) if text else f"<{', '.join(kinds)}>"


def transcript(chat: Chat, bot: Person) -> str:
    """The whole chat to read, oldest first."""
    title = chat.title or (f"{chat.person.first_name} and the bot" if chat.person else "chat")
    lines = [f"—— {title} ——"]
    for message in chat.live():
        who = "bot" if message.author is bot else message.author.first_name if message.author else "?"
        edited = " (edited)" if message.edit_date else ""
        words = text_of(message).replace("\n", "\n" + " " * 16)
        lines.append(f"{message.id:>4} {who:>9}: {words}{edited}")
        seen = screen_of(message, bot)
        for labels, shape in ((seen.buttons, "[{}]"), (seen.keys, "({})")):
            if labels:
                lines.append(" " * 16 + " ".join(shape.format(label) for label in labels))
    return "\n".join(lines)
