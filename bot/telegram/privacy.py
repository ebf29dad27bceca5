"""A person's data in the person's hands: the notice, consents, everything that is kept, and erasing it."""

from __future__ import annotations

import json

from bot.casework.retention import Record, Retention, Told
from bot.store import cases, consents, coordinators, interviews, own_rows
from bot.store.people import Person
from bot.store.tables import Consent
from bot.telegram import asking, leaving, running, who_has_seen
from bot.telegram.interview_sessions import load
from bot.telegram.interviews import ROLES
from bot.telegram.keyboards import Choice, data
from bot.telegram.speaking import say
from bot.telegram.stays import own_answers, plan_reading
from bot.telegram.turn import Turn
from bot.texts.harmless import numbered
from conversations.consents import NEEDED, SENTENCES, Purpose, version
from conversations.interview import GOT_IT
from conversations.notice import AnswersFor, KeptFor, long_notice
from conversations.pages import summary_lines
from conversations.text import LanguageName, Lines, Moment, Paragraph, Text, Verbatim, _

SHORT: dict[Purpose, Text] = {
    "told": _("Tell a match about me"),
    "contacts": _("Exchange contacts"),
    "news": _("Send me news"),
    "health": _("Keep health facts"),
    "safety": _("Keep words on safety"),
}
"""What stands on the button of a consent."""

AS_FILE = _("The same, and when it was kept, as a file that other services can read.")
NOTHING_ERASED = _("Good, nothing is erased.")

SENSITIVE_FIELDS: dict[Purpose, tuple[str, ...]] = {"health": ("step_free", "allergies"), "safety": ("safe",)}
"""The answers that go when the consent to keep them is taken back."""


async def notice(turn: Turn, person: Person) -> None:
    """/privacy: the long notice, and the consents with a button each."""
    who = turn.house.controller
    text = long_notice(
        AnswersFor(who.name, who.contact, who.server),
        _kept_for(turn.house.retention),
        turn.house.course.months_of_exclusion(),
    )
    await say(turn, person, text)
    await _show_consents(turn, person)


def _kept_for(retention: Retention) -> KeptFor:
    people = retention.people
    after = (people[kind].days for kind in (Told.WITHDRAWN, Told.DECLINED, Told.STAYED))
    return KeptFor(
        unfinished=people[Told.UNFINISHED].days,
        unmatched=people[Told.UNMATCHED].days,
        withdrawn=max(after),
        warned_before=min(period.warn_days for period in people.values()),
        proof=retention.records[Record.CONSENT_PROOF],
    )


async def _show_consents(turn: Turn, person: Person) -> None:
    standing = await consents.standing(turn.work, person.id)
    rows = []
    lines: list[Text] = []
    for purpose, row in standing.items():
        if purpose not in SENTENCES:
            continue
        given = row.given and row.withdrawn_at is None
        mark = _("☑ {sentence}") if given else _("☐ {sentence}")
        lines.append(mark.of(sentence=SENTENCES[purpose]))
        if purpose != NEEDED:
            turned = "no" if given else "yes"
            rows.append([Choice(mark.of(sentence=SHORT[purpose]), data("n", "consent", purpose, turned))])
    if lines:
        after = _("To take back the first one, send /delete: without it nothing can be kept.")
        await say(turn, person, (_("<b>What you have agreed to</b>"), Lines(tuple(lines)), after), rows)


async def consent(turn: Turn, person: Person, given_purpose: str, wanted: bool) -> None:
    """A consent is given or taken back; taking back does at once what it says."""
    known: dict[str, Purpose] = {name: name for name in SHORT}
    purpose = known.get(given_purpose)
    turn.answer_callback()
    if purpose is None:
        return
    standing = (await consents.standing(turn.work, person.id)).get(purpose)
    if standing is None or wanted == (standing.given and standing.withdrawn_at is None):
        turn.answer_callback(turn.house.texts.plain(GOT_IT, person.language))
        return
    if wanted:
        await consents.record(
            turn.work, person.id, purpose, given=True, text_version=version(purpose), language=person.language
        )
    elif await consents.withdraw(turn.work, person.id, purpose):
        await _forget(turn, person, purpose)
    await _show_consents(turn, person)


async def _forget(turn: Turn, person: Person, purpose: Purpose) -> None:
    """These consents are asked of guests only; a host's "step_free" tells of the home."""
    for interview in await interviews.of_person(turn.work, person, role="guest"):
        for field in SENSITIVE_FIELDS.get(purpose, ()):
            await interviews.drop_answer(turn.work, interview, field)


async def my_data(turn: Turn, person: Person) -> None:
    """/mydata: everything that is kept, as text that can be copied."""
    text: list[Paragraph] = [_("<b>Everything that is kept about you</b>")]
    known: list[Text] = [_("Language: {language}").of(language=LanguageName(person.language))]
    known.append(_("First seen: {at}").of(at=Moment(person.made_at)))
    text.append(Lines(tuple(known)))
    for case in await cases.of_person(turn.work, person.id):
        text.append(_("Case {number}, sent {at}").of(number=Verbatim(case.number), at=Moment(case.sent_at)))
    for interview in await interviews.of_person(turn.work, person):
        if interview.role in ROLES:
            title = _("<b>As a host</b>") if interview.role == "host" else _("<b>As a guest</b>")
            text.append(Lines((title, *summary_lines(await load(turn, person, interview)))))
    text += await plan_reading.kept_about(turn, person)
    seen = await who_has_seen.by_day(turn, person)
    text += [who_has_seen.TITLE, *seen] if seen else []
    text += await own_answers.asked_about(turn, person)
    text += await own_answers.kept_about(turn, person)
    text += await _agreed(turn, person)
    for coordinator in await coordinators.of_person(turn.work, person.id):
        group = turn.house.groups.by_slug(coordinator.group_slug).name
        text.append(
            _("Coordinator of {group}, shown as {name}").of(
                group=Verbatim(group), name=Verbatim(coordinator.shown_name or "")
            )
        )
    await say(turn, person, text)
    await _as_file(turn, person)


async def _as_file(turn: Turn, person: Person) -> None:
    """Row by row, for whoever takes it to another service."""
    rows = json.dumps(await own_rows.of_person(turn.work, person), ensure_ascii=False, indent=1)
    caption = turn.house.texts.render((AS_FILE,), person.language)
    await turn.send_file(person, "my-data.json", numbered(rows).encode(), html=caption)


async def _agreed(turn: Turn, person: Person) -> list[Paragraph]:
    lines = [
        _answered(row).of(at=Moment(row.at), sentence=SENTENCES[purpose])
        for row in await consents.history(turn.work, person.id)
        for purpose in SENTENCES
        if purpose == row.purpose
    ]
    return [Lines((_("<b>What you answered to our requests</b>"), *lines))] if lines else []


def _answered(row: Consent) -> Text:
    if row.withdrawn_at is not None:
        return _("✗ {at}, taken back {until}: {sentence}").of(until=Moment(row.withdrawn_at))
    return _("✓ {at}: {sentence}") if row.given else _("✗ {at}: {sentence}")


async def ask_delete(turn: Turn, person: Person) -> None:
    """/delete: one "are you sure"."""
    text: list[Paragraph] = [
        _("Shall I erase everything about you? It cannot be undone."),
        _("Your answers, contact, consents and cases go at once; old copies can no longer be read."),
        _("Your messages that are already in a coordinator’s private chat stay there until they delete them."),
    ]
    for case in await cases.of_person(turn.work, person.id):
        if await running.known_to(turn, case):
            text.append(running.ENDS_TOO)
            break
    rows = [
        [Choice(_("Yes, erase everything"), data("n", "erase", "yes"))],
        [Choice(_("No, keep it"), data("n", "erase", "no"))],
    ]
    await asking.ask(turn, person, text, rows, about="erase")


async def delete(turn: Turn, person: Person, sure: bool) -> None:
    """The answer to "are you sure"."""
    turn.answer_callback()
    if not sure:
        await say(turn, person, (NOTHING_ERASED,))
        return
    goodbye = (_("Everything about you is erased."), _("You are welcome back whenever you like: /start"))
    await leaving.erase(turn, person, turn.house.texts.render(goodbye, person.language))
