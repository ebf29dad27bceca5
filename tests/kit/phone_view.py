"""What stands on a phone of the page, and waiting for it; what does not come fails the test with a transcript."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pytest
from playwright.async_api import Locator

PATIENCE = 8.0
"""How many seconds a person looks at the phone for something to come."""

SETTLE = 2.0
"""How long to look for a button on what is new before an older message's button is pressed."""

_READ = """phone => [...phone.querySelectorAll("[data-from]")].map(node => ({
    message_id: Number(node.dataset.message ?? 0),
    whose: node.dataset.from,
    text: node.querySelector("[data-role=text]")?.innerText ?? "",
    buttons: [...node.querySelectorAll("[data-role=button]")].map(button => button.dataset.label),
    media: node.querySelector("[data-media]")?.dataset.media ?? "",
    meta: node.querySelector("[data-role=meta]")?.innerText ?? "",
}))"""

_NEXT_CHANGE = """(phone, most) => new Promise(done => {
    const watch = new MutationObserver(() => { watch.disconnect(); done(); });
    watch.observe(phone, {subtree: true, childList: true, characterData: true, attributes: true});
    setTimeout(() => { watch.disconnect(); done(); }, most);
})"""


@dataclass(frozen=True)
class Bubble:
    """One message as it stands on a phone."""

    message_id: int
    whose: str
    """bot, self, other, service, or given (shown by another person)."""
    text: str
    buttons: tuple[str, ...]
    media: str
    meta: str

    def __contains__(self, fragment: str) -> bool:
        return fragment in self.text


class PhoneView:
    """One phone on the page, looked at."""

    def __init__(self, name: str, root: Locator) -> None:
        self.name = name
        self.root = root
        self._mark: tuple[Bubble, ...] = ()

    def part(self, role: str) -> Locator:
        """A part of the phone by its data-role."""
        return self.root.locator(f"[data-role={role}]")

    async def chat_id(self) -> int:
        """The number of the chat, which in a private one is that of the person."""
        return int(await self.root.get_attribute("data-chat") or 0)

    def message(self, fragment: str) -> Locator:
        """The newest message that contains this."""
        return self.root.locator("[data-message]").filter(has_text=fragment).last

    async def bubbles(self) -> list[Bubble]:
        """Everything that stands in the chat, oldest first."""
        read: list[dict[str, object]] = await self.root.evaluate(_READ)
        return [_bubble(fields) for fields in read]

    async def newest(self) -> Bubble:
        """The bot's newest message."""
        of_bot = [bubble for bubble in await self.bubbles() if bubble.whose == "bot"]
        if not of_bot:
            pytest.fail(f"the bot has said nothing yet\n{await self.transcript()}", pytrace=False)
        return of_bot[-1]

    async def keys(self) -> list[str]:
        """The keys that stand in place of the letters."""
        return [await key.get_attribute("data-label") or "" for key in await self.part("key").all()]

    async def transcript(self) -> str:
        """The whole chat to read."""
        lines = [f"—— {self.name} ——"]
        for bubble in await self.bubbles():
            lines.append(f"{bubble.message_id:>4} {bubble.whose:>7}: {bubble.text or f'<{bubble.media}>'}")
            if bubble.buttons:
                lines.append(" " * 14 + " ".join(f"[{label}]" for label in bubble.buttons))
        keys = await self.keys()
        return "\n".join([*lines, *([" " * 14 + " ".join(f"({label})" for label in keys)] if keys else [])])

    async def sees(self, fragment: str, *, within: float = PATIENCE) -> Bubble:
        """Wait until a message that is new since one's own last action contains this; returns that message."""
        return await self._wait_for(lambda bubble: fragment in bubble, repr(fragment), within)

    async def sees_button(self, label: str, *, within: float = PATIENCE) -> Bubble:
        """Wait until a new message has this button."""
        return await self._wait_for(lambda bubble: label in bubble.buttons, f"[{label}]", within)

    async def has_not_seen(self, fragment: str) -> None:
        """Nothing in the chat contains this."""
        if any(fragment in bubble for bubble in await self.bubbles()):
            pytest.fail(f"{fragment!r} should not be there\n{await self.transcript()}", pytrace=False)

    async def sees_toast(self, fragment: str = "", *, within: float = PATIENCE) -> str:
        """Wait for a toast that says this."""
        toast = self.part("toast").filter(has_text=fragment).last
        await self._until_visible(toast, f"toast {fragment!r}", within)
        return await toast.inner_text()

    async def _wait_for(self, fits: Callable[[Bubble], bool], what: str, within: float) -> Bubble:
        until = time.monotonic() + within
        while True:
            fresh = [bubble for bubble in await self.bubbles() if bubble not in self._mark]
            found = next((bubble for bubble in reversed(fresh) if bubble.whose != "self" and fits(bubble)), None)
            if found is not None:
                return found
            if not await self._changed(until):
                pytest.fail(f"{what} did not come within {within} s\n{await self.transcript()}", pytrace=False)

    async def _button(self, label: str, within: float, *, new: bool) -> Locator | None:
        """The button or key with this label, as soon as it is there."""
        until = time.monotonic() + within
        while True:
            shown = await self.bubbles()
            fresh = [bubble for bubble in shown if bubble not in self._mark] if new else shown
            for bubble in reversed(fresh):
                exact = _fitting(bubble.buttons, label)
                if exact is not None:
                    node = self.root.locator(f'[data-message="{bubble.message_id}"] [data-role=button]')
                    return node.nth(bubble.buttons.index(exact))
            keys = await self.keys()
            exact = _fitting(keys, label)
            if exact is not None:
                return self.part("key").nth(keys.index(exact))
            if not await self._changed(until):
                return None

    async def _changed(self, until: float) -> bool:
        """Wait for the phone to change; False when the time is up."""
        left = until - time.monotonic()
        if left > 0:
            await self.root.evaluate(_NEXT_CHANGE, min(left, 0.25) * 1000)
        return left > 0

    async def _until_visible(self, node: Locator, what: str, within: float) -> None:
        until = time.monotonic() + within
        while not await node.is_visible():
            if not await self._changed(until):
                pytest.fail(f"no {what} within {within} s\n{await self.transcript()}", pytrace=False)

    async def _act(self) -> None:
        self._mark = tuple(await self.bubbles())


def _bubble(fields: dict[str, object]) -> Bubble:
    buttons = fields["buttons"]
    assert isinstance(buttons, list)
    number = fields["message_id"]
    assert isinstance(number, int)
    whose, text, media, meta = (str(fields[name]) for name in ("whose", "text", "media", "meta"))
    return Bubble(number, whose, text, tuple(map(str, buttons)), media, meta)


def _fitting(labels: Collection[str], label: str) -> str | None:
    """The label itself, or the only one that contains it."""
    near = [name for name in labels if label.casefold() in name.casefold()]
    if label in labels:
        return label
    return near[0] if len(near) == 1 else None
