"""A phone on the page in the hands of a person: everything is clicked and typed."""

from typing import Literal, Protocol

import pytest
from playwright.async_api import FilePayload, Locator, Page

from tests.kit.phone_view import PATIENCE, SETTLE, PhoneView

Kind = Literal[
    "voice", "sticker", "location", "poll", "video_note", "video", "animation", "audio", "venue", "dice", "story"
]

_IN_MENU: dict[Kind, str] = {
    "voice": "Voice message",
    "sticker": "Sticker",
    "location": "Location",
    "poll": "Poll",
    "video_note": "Video message",
    "video": "Video",
    "animation": "GIF",
    "audio": "Music",
    "venue": "Place",
    "dice": "Dice",
    "story": "Story",
}


class OpenPage(Protocol):
    """The page on which the phone lies."""

    browser_page: Page

    async def chooses(self, entry: str) -> None:
        """Choose from the menu that is open."""


class Phone(PhoneView):
    """A person's chat with the bot, or a group or channel, with somebody's fingers on it."""

    def __init__(self, page: OpenPage, name: str, root: Locator) -> None:
        super().__init__(name, root)
        self.page = page

    async def sees_alert(self, fragment: str = "", *, within: float = PATIENCE) -> str:
        """Wait for a box that says this, and press its OK."""
        alert = self.part("alert").filter(has_text=fragment).last
        await self._until_visible(alert, f"alert {fragment!r}", within)
        text = await alert.inner_text()
        await self.confirms()
        return text

    async def says(self, text: str, *, in_: "Phone | None" = None) -> None:
        """Type something and send it with Enter (a new line with Shift and Enter)."""
        phone = await self._acting(in_)
        field = phone.part("composer")
        await field.click()
        for number, line in enumerate(text.split("\n")):
            if number:
                await field.press("Shift+Enter")
            await self.page.browser_page.keyboard.insert_text(line)
        await field.press("Enter")

    async def starts(self, payload: str = "") -> None:
        """Press START, or come by a link with a payload."""
        await self._act()
        if payload:
            await self.opens(payload)
        elif await self.part("start").count():
            await self.part("start").click()
        else:
            await self.says("/start")

    async def presses(self, label: str, *, in_: "Phone | None" = None, within: float = PATIENCE) -> None:
        """Press the button (or key) with this label, on the newest message that has it.

        New messages are looked at first, for a while; then older ones. A part of the label will do where it is clear.
        """
        phone = self if in_ is None else in_
        if in_ is not None:
            await in_.acts_as(self.name)
        found = await phone._button(label, min(SETTLE, within), new=True) or await phone._button(
            label, within, new=False
        )
        if found is None:
            pytest.fail(f"no button {label!r}\n{await phone.transcript()}", pytrace=False)
        await self._act()
        await phone._act()
        await found.click()

    async def presses_beside(self, neighbour: str, label: str) -> None:
        """Press the button of the row in which another contains a text: "+" beside "Women"."""
        await self._act()
        row = self.part("row").filter(has_text=neighbour).last
        await row.locator(f'[data-label="{label}"]').click()

    async def opens(self, link: str) -> None:
        """Type a link, or only the code of one, into the phone's menu."""
        await self._act()
        await self.chooses("Follow a link or code…")
        await self._fills("follow", link=link)

    async def follows(self, link: str) -> None:
        """Click a link (or a command, or a name) that stands in a text."""
        await self._act()
        await self.root.locator(f'[data-link*="{link}"]').last.click()

    async def shares_contact(self) -> None:
        """Share one's own number, by the key that asks for it or else from the attach menu, and confirm."""
        await self._act()
        key = self.root.locator("[data-role=key][data-asks=contact]")
        if await key.count():
            await key.first.click()
        else:
            await self.attaches("Own phone number")
        await self.confirms()

    async def confirms(self) -> None:
        """Press the leading button of the box that lies over the phone."""
        await self.root.locator("[data-dialog] button[value=ok]").last.click()

    async def declines(self) -> None:
        """Close the box that lies over the phone."""
        await self.root.locator("[data-dialog] button[value=cancel]").last.click()

    async def sends(self, kind: Kind, *, in_: "Phone | None" = None) -> None:
        """Send something that is no text."""
        phone = await self._acting(in_)
        await phone.attaches(_IN_MENU[kind])

    async def attaches(self, entry: str) -> None:
        """Choose from the attach menu."""
        await self.part("attach").click()
        await self.page.chooses(entry)

    async def sends_photo(self, content: bytes, caption: str = "", name: str = "photo.png") -> None:
        """Choose a picture on this machine and send it as a photo."""
        await self.chooses_file("Photo…", content, name, "image/png")
        await self._fills("photo", caption=caption)

    async def sends_document(self, content: bytes, name: str, mime_type: str = "text/plain", caption: str = "") -> None:
        """Choose a file on this machine and send it."""
        await self.chooses_file("File…", content, name, mime_type)
        await self._fills("document", caption=caption)

    async def chooses_file(self, entry: str, content: bytes, name: str, mime_type: str = "image/png") -> None:
        """Choose from the attach menu, and then a file on this machine."""
        await self._act()
        async with self.page.browser_page.expect_file_chooser() as chooser:
            await self.attaches(entry)
        await (await chooser.value).set_files(FilePayload(name=name, mimeType=mime_type, buffer=content))

    async def edits(self, text: str, *, message: str | None = None) -> None:
        """Change one's own last message, or the one that contains this."""
        await self._act()
        own = self.root.locator("[data-from=self]").filter(has_text=message or "").last
        await self.on_message(own, "Edit")
        await self.part("composer").fill(text)
        await self.part("composer").press("Enter")

    async def replies(self, to: str, text: str) -> None:
        """Reply to the newest message that contains this."""
        await self._act()
        await self.on_message(self.message(to), "Reply")
        await self.says(text)

    async def deletes(self, message: str) -> None:
        """Delete the newest message that contains this, for everyone."""
        await self._act()
        await self.on_message(self.message(message), "Delete for everyone")

    async def forwards(self, message: str, to: str) -> None:
        """Forward the newest message that contains this to the bot, a place, or another person."""
        await self._act()
        await self.on_message(self.message(message), "Forward…")
        sheet = self.root.locator("[data-dialog=forward]")
        await sheet.locator("label").filter(has_text=to).first.click()
        await sheet.locator("button[value=ok]").click()

    async def on_message(self, message: Locator, entry: str) -> None:
        """Choose from a message's menu."""
        await message.locator("[data-role=more]").focus()
        await message.locator("[data-role=more]").press("Enter")
        await self.page.chooses(entry)

    async def chooses(self, entry: str) -> None:
        """Choose from the phone's menu."""
        await self.part("menu").click()
        await self.page.chooses(entry)

    async def acts_as(self, name: str) -> None:
        """In a group or channel: be this person from now on."""
        options = self.part("acting-as").locator("option")
        label = next(text for text in await options.all_inner_texts() if text.split(" (")[0].split()[0] == name)
        await self.part("acting-as").select_option(label=label)

    async def blocks_bot(self) -> None:
        """Stop the bot."""
        await self.chooses("Block the bot")

    async def unblocks_bot(self) -> None:
        """Let the bot write again."""
        await self.chooses("Unblock the bot")

    async def _acting(self, place: "Phone | None") -> "Phone":
        """The phone on which one acts: one's own, or a place's as oneself."""
        await self._act()
        if place is None:
            return self
        await place.acts_as(self.name)
        await place._act()
        return place

    async def _fills(self, dialog: str, **fields: str) -> None:
        sheet = self.root.locator(f"[data-dialog={dialog}]")
        for name, value in fields.items():
            await sheet.locator(f"[name={name}]").fill(value)
        await sheet.locator("button[value=ok]").click()
