"""The doctor: looks at everything that must be right, and says what is wrong and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.health.judging import in_words, job_fault, last_success, waiting_faults
from bot.operating import Impossible
from bot.operating.chats import in_words as rights_in_words
from bot.operating.chats import missing_rights, needed, own_name
from bot.settings import Settings
from bot.store import alerts, channels, inbox, outbox, vitals
from bot.store.datakey import old_key_files, open_to_others
from bot.store.store import Store
from bot.store.tables import Channel, ChannelState
from bot.store.vitals import Vitals
from bot.telegram.api import Api
from bot.telegram.house import House


@dataclass(frozen=True, slots=True)
class Found:
    """One thing looked at; `mend` says what to do where it is not well."""

    well: bool
    what: str
    mend: str = ""

    def __str__(self) -> str:
        return f"{'ok ' if self.well else 'RED'}  {self.what}" + (f"\n     {self.mend}" if self.mend else "")


async def examine(settings: Settings, store: Store, house: House, api: Api | None) -> list[Found]:
    """Everything, in the order in which it is to be mended; `api` is None without a token."""
    found = [_token_set(settings)]
    if api is not None:
        found.append(await _token(api, house))
    found += [_controller(settings), *_files(settings, store), *(await _traffic(store, house))]
    async with store.look() as work:
        bound = await channels.every(work)
        waiting = len(await alerts.waiting(work))
    asked = api if all(one.well for one in found[:2]) else None
    for channel in bound:
        found.append(await _channel(asked, house, channel))
    if house.groups.national.slug not in {channel.group_slug for channel in bound}:
        mend = "Alerts of groups without a channel come there. python -m bot group bind national tells how."
        found.append(Found(False, "The national group has no channel.", mend))
    return [*found, *_waiting(waiting)]


def _token_set(settings: Settings) -> Found:
    if settings.live:
        return Found(True, "TELEGRAM_BOT_TOKEN is set.")
    return Found(False, "TELEGRAM_BOT_TOKEN is not set.", "Ask @BotFather for a token and put it into .env.")


async def _token(api: Api, house: House) -> Found:
    try:
        house.bot_id, house.username = await own_name(api)
    except Impossible as fault:
        what, _stop, mend = str(fault).partition(". ")
        return Found(False, f"{what}.", mend)
    return Found(True, f"Telegram knows the bot as @{house.username}.")


def _controller(settings: Settings) -> Found:
    if settings.controller_name:
        return Found(True, "The controller is named.")
    mend = "Set CONTROLLER_NAME and CONTROLLER_CONTACT; until then the notice says that this is a trial."
    return Found(False, "Nobody answers for the data.", mend)


def _files(settings: Settings, store: Store) -> list[Found]:
    """Whether the key and the database are this user's alone."""
    key = settings.data_key_file
    files = [key, *old_key_files(key), *store.files]
    wide = [file for file in files if file.exists() and open_to_others(file)]
    return [
        Found(False, f"Others on this machine may read {file}.", f"Take that right away: chmod 600 {file}")
        for file in wide
    ] or [Found(True, "The data key and the database are open to this user only.")]


async def _traffic(store: Store, house: House) -> list[Found]:
    """The database opens (or this would not run); what waits in it and since when, and how the jobs stand."""
    async with store.look() as work:
        came, going = await inbox.count(work), await outbox.count(work)
        figures = await vitals.read(work)
    found = [Found(True, f"The database and its key open; {came.waiting} updates and {going.waiting} messages wait.")]
    if came.aside:
        mend = "The log says what failed; they are kept for 30 days."
        found.append(Found(False, f"{came.aside} updates were set aside.", mend))
    return [*found, *_since_when(figures, house), *_jobs(figures, house)]


def _since_when(figures: Vitals, house: House) -> list[Found]:
    faults = waiting_faults(figures, house.health)
    if faults:
        mend = "Does the bot run, and does it reach Telegram? Its log says what holds it up."
        return [Found(False, fault.says, mend) for fault in faults]
    waits = [since for since in (figures.updates.oldest, figures.oldest_message) if since is not None]
    if not waits:
        return [Found(True, "Nothing waits.")]
    return [Found(True, f"Nothing waits for too long; the longest {in_words(figures.at - min(waits))}.")]


def _jobs(figures: Vitals, house: House) -> list[Found]:
    """Each job and when it last went well."""
    if not figures.jobs:
        return [Found(True, "No job has run yet: the bot has not been started.")]
    found = []
    for job in figures.jobs:
        fault = job_fault(job, figures.at, house.health)
        if fault is None:
            found.append(Found(True, f"The job “{job.job}”: {last_success(job, figures.at)}."))
        else:
            found.append(Found(False, fault.says, "Does the bot run? Its log says why (job_failed)."))
    return found


def _waiting(alerts_waiting: int) -> list[Found]:
    if not alerts_waiting:
        return [Found(True, "No alert waits for a channel.")]
    mend = "They are posted within a minute when their group or the national one has a channel, and the bot runs."
    return [Found(False, f"Alerts that wait for a channel: {alerts_waiting}.", mend)]


async def _channel(api: Api | None, house: House, channel: Channel) -> Found:
    name = house.groups.by_slug(channel.group_slug).name
    if channel.state is not ChannelState.WORKING:
        mend = "Add the bot as an administrator again: alerts come by the national channel until then."
        return Found(False, f"{name}: the channel is lost.", mend)
    if api is None:
        return Found(False, f"{name}: bound, but I cannot look into the channel.", "Mend the token first.")
    try:
        missing = await missing_rights(api, house.bot_id, channel.chat_id, channel.kind)
    except Impossible as fault:
        return Found(False, f"{name}: I cannot look into the channel.", str(fault))
    rights = ", ".join(rights_in_words(needed(channel.kind)))
    if missing is None:
        return Found(False, f"{name}: I am no administrator there.", f"Make the bot one, who may {rights}.")
    if missing:
        mend = f"Let the bot, as an administrator there, also {', '.join(missing)}."
        return Found(False, f"{name}: I lack rights in the channel.", mend)
    return Found(True, f"{name}: I am an administrator there, and may {rights}.")
