"""Channels and groups: who acts there, who is there, and links that lead from there to a person's own phone."""

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from tests.kit.browser import PlaygroundPage, a_page
from tests.kit.phone import Phone
from tests.playground.page.conftest import IN_BROWSER, Inbox

pytestmark = IN_BROWSER

ALERT = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Take", callback_data="take"), InlineKeyboardButton("Details", callback_data="details")]]
)


async def test_a_channel_with_its_people(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    amir = await page_of.person("Amir", language="en")
    await inbox.message()
    channel = await page_of.channel("Coordinators", karin, members=[amir])
    admitted = (await inbox.update()).my_chat_member
    assert admitted is not None
    assert (admitted.new_chat_member.status, admitted.chat.title) == ("administrator", "Coordinators")
    await channel.root.get_by_text("Channel · 2 people").wait_for()
    await karin.says("hello all", in_=channel)
    post = (await inbox.update()).channel_post
    assert post is not None
    assert (post.text, post.from_user) == ("hello all", None)
    await channel.acts_as("Amir")
    await channel.root.get_by_text("Amir reads here; only administrators post.").wait_for()


async def test_whoever_acts_is_the_one_who_presses(
    page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone
) -> None:
    amir = await page_of.person("Amir", language="en")
    await inbox.message()
    channel = await page_of.channel("Coordinators", karin, members=[amir])
    await bot.send_message(await channel.chat_id(), "K-7HQ2MX", reply_markup=ALERT)
    await channel.sees_button("Take")
    await amir.presses("Take", in_=channel)
    press = await inbox.press()
    assert (press.from_user.first_name, press.data) == ("Amir", "take")
    await press.answer("Yours now")
    await channel.sees_toast("Yours now")


async def test_an_answer_with_a_link_opens_the_presser_s_own_chat(
    page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone
) -> None:
    await inbox.message()
    channel = await page_of.channel("Coordinators", karin)
    await bot.send_message(await channel.chat_id(), "K-7HQ2MX", reply_markup=ALERT)
    await channel.sees_button("Details")
    async with a_page(page_of.browser_page.url, page_of.browser_page.context.browser) as other_tab:
        watched = await other_tab.phone("Coordinators")
        await watched.sees("K-7HQ2MX")
        await karin.presses("Details", in_=channel)
        press = await inbox.press()
        await press.answer(url=f"https://t.me/{bot.username}?start=case_once")
        opened = await inbox.message()
        assert (opened.text, opened.chat_id) == ("/start case_once", await karin.chat_id())
        own = await other_tab.phone("Karin")
        await own.message("/start case_once").wait_for()
        await bot.send_message(opened.chat_id, "The details")
        await karin.sees("The details")
    await karin.says("thanks")
    assert (await inbox.message()).text == "thanks", "the other tab has not followed the link a second time"


async def test_people_come_and_go(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await page_of.person("Amir", language="en")
    await inbox.message()
    channel = await page_of.channel("Coordinators", karin)
    await inbox.update()
    await channel.acts_as("Amir")
    await channel.part("join").click()
    came = (await inbox.update()).chat_member
    assert came is not None
    assert (came.new_chat_member.user.first_name, came.new_chat_member.status) == ("Amir", "member")
    await channel.chooses("Leave as Amir")
    left = (await inbox.update()).chat_member
    assert left is not None
    assert left.new_chat_member.status == "left"
    await channel.part("join").wait_for()


async def test_rights_are_given_and_taken(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await page_of.person("Amir", language="en")
    await inbox.message()
    channel = await page_of.channel("Coordinators", karin)
    await inbox.update()
    await channel.chooses("People and rights…")
    people = channel.root.locator("[data-dialog=members]")
    await people.locator("[data-member=Kotimajoitus]").get_by_text("Rights", exact=True).click()
    await channel.root.locator("[data-dialog=rights] [value=can_post_messages]").uncheck()
    await channel.root.locator("[data-dialog=rights] button[value=ok]").click()
    changed = (await inbox.update()).my_chat_member
    assert changed is not None
    rights = changed.new_chat_member.to_dict()
    assert (rights["can_post_messages"], rights["can_edit_messages"]) == (False, True)

    await people.locator("[data-member=Amir]").get_by_text("Add").click()
    await people.locator("[data-member=Amir]").get_by_text("Make administrator").click()
    await channel.root.locator("[data-dialog=rights] button[value=ok]").click()
    await people.locator("[data-member=Amir]").get_by_text("administrator", exact=True).wait_for()
    await people.locator("[data-member=Amir]").get_by_text("Remove").click()
    await people.locator("[data-member=Amir]").get_by_text("removed").wait_for()
    await people.locator("button[value=cancel]").click()
    statuses = [(await inbox.update()).chat_member for _ in range(3)]
    assert [update.new_chat_member.status for update in statuses if update] == ["member", "administrator", "kicked"]


async def test_an_anonymous_administrator(page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone) -> None:
    await inbox.message()
    group = await page_of.group("Helpers", karin)
    await group.chooses("Karin writes anonymously")
    await karin.says("/bind", in_=group)
    message = await inbox.message()
    while message.text != "/bind":
        message = await inbox.message()
    assert message.from_user is not None
    assert message.from_user.id == 1087968824
    assert message.sender_chat is not None
    assert message.sender_chat.title == "Helpers"
    await group.message("/bind").wait_for()
    await group.part("menu").click()
    item = page_of.browser_page.get_by_role("menuitemcheckbox")
    assert await item.get_attribute("aria-checked") == "true"


async def test_a_link_that_adds_the_bot_to_a_group(
    page_of: PlaygroundPage, bot: Bot, inbox: Inbox, karin: Phone
) -> None:
    await inbox.message()
    group = await page_of.group("Helpers", karin)
    await karin.opens(f"https://t.me/{bot.username}?startgroup=bind_7")
    await karin.root.locator("[data-dialog=group] button[value=ok]").click()
    while (message := await inbox.message()).text != f"/start@{bot.username} bind_7":
        pass
    assert message.chat_id == await group.chat_id()


async def test_a_group_is_renamed_and_becomes_a_supergroup(page_of: PlaygroundPage, karin: Phone) -> None:
    small = await page_of.place("group", "Helpers", karin)
    await small.chooses("Rename…")
    await small.root.locator("[name=title]").fill("Friends")
    await small.confirms()
    renamed = await page_of.phone("Friends")
    await renamed.chooses("Make it a supergroup")
    await page_of.browser_page.locator("[data-kind=supergroup]").wait_for()
    assert await page_of.browser_page.locator("[data-kind=supergroup]").get_attribute("data-phone") == "Friends"
    await renamed.root.first.get_by_text("This group has become a supergroup").wait_for()


async def test_what_an_app_would_not_let_one_do_is_said(page_of: PlaygroundPage, bot: Bot, karin: Phone) -> None:
    await page_of.person("Amir")
    channel = await page_of.channel("Coordinators", karin)
    await bot.send_message(await channel.chat_id(), "K-7HQ2MX", reply_markup=ALERT)
    await channel.sees_button("Take")
    await channel.acts_as("Amir")
    await channel.presses("Take")
    await channel.sees_toast("Amir is not in Coordinators")
    await channel.root.locator("[data-role=button]:not([aria-busy])").first.wait_for()
