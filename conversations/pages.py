"""The screens around the questions: progress and navigation, the summary, the list of answers to change."""

from __future__ import annotations

from pydantic import JsonValue

from conversations.answers import Asked
from conversations.button_words import typed_button
from conversations.consents import Consent, Consents
from conversations.opening import CONTROLLER, NOTICE, NOTICE_HEAD, SAFETY, TRIAL
from conversations.questions.base import done
from conversations.reading import read_choice, read_yes_no
from conversations.screens import Button, Rows, Screen, in_rows
from conversations.session import Session
from conversations.text import Lines, Paragraph, Text, Value, Verbatim, _
from conversations.world import World

SEND, MORE, ENOUGH, CHANGE, SKIP, BACK = "!send", "!more", "!enough", "!change", "!skip", "!back"
KEEP, ERASE, ASK_STOP, STOP, STAY = "!keep", "!erase", "!ask-stop", "!stop", "!stay"
"""Presses of buttons that belong to the interview and not to a question."""

CHANGES_A_PAGE = 8


def present_screen(session: Session, world: World) -> Screen:
    """The screen of the place where the interview stands."""
    match session.at:
        case "question":
            return question_screen(session, world)
        case "change":
            return change_screen(session)
        case "sure":
            return cancel_screen(session)
        case "summary":
            return summary_screen(session)
        case "closed":
            return Screen(summary_screen(session).text)


def question_screen(session: Session, world: World) -> Screen:
    """The question that waits for an answer, with progress above and the way back below."""
    question, known = session.question, session.known()
    shown = question.screen(known.get(session.field), session.draft, world)
    text: tuple[Paragraph, ...] = shown.text
    if session.field == "adult":
        text = (*notice(world), *text)
    elif question.part != "opening":
        text = (progress(session), *text)
    if session.field in known:
        so_far = _("<i>Your answer so far: {answer}</i>")
        text = (*text, so_far.of(answer=question.tell(known[session.field])))
    rows = shown.rows if shown.contact else (*shown.rows, *navigation(session))
    return Screen(text, rows, shown.contact)


def notice(world: World) -> tuple[Text, ...]:
    """The short privacy notice; it says that this is a trial where nobody answers for the data yet."""
    use, time, telegram = NOTICE
    who = CONTROLLER.of(controller=Verbatim(world.controller)) if world.controller else TRIAL
    safety = (SAFETY,) if world.limits.exclusion_months else ()
    return (NOTICE_HEAD, who, use, time.of(n=world.limits.unfinished_days), *safety, telegram)


def progress(session: Session) -> Text:
    """Which question of how many: "4/9"."""
    fields = [one.field for one in session.applicable(session.asked.question.part)]
    at = fields.index(session.field) + 1 if session.field in fields else 1
    return _("<b>{at}/{all}</b>").of(at=at, all=len(fields))


def navigation(session: Session) -> Rows:
    """Back; keeping or taking back the present answer; Skip and Enough where the question may stay open."""
    question, answered = session.asked.question, session.field in session.known()
    more = question.part == "more"
    back = (Button(_("‹ Back"), BACK),) if session.changing or before(session) else ()
    keep = (Button(_("Keep this answer"), KEEP),) if answered else ()
    erase = (Button(_("Erase this answer"), ERASE),) if answered and session.field in session.answers and more else ()
    skip = (Button(_("Skip"), SKIP),) if more and not answered else ()
    enough = (Button(_("Enough for now"), ENOUGH),) if more and not session.changing else ()
    return tuple(row for row in ((*keep, *erase), (*back, *skip, *enough)) if row)


def before(session: Session) -> str | None:
    """The field of the question before the present place; None at the first one.

    The opening is over for good once an interview is sent: what was agreed to is changed in the menu of privacy.
    """
    asked = session.applicable("send") if session.sent else session.applicable("opening", "send")
    fields = [one.field for one in asked]
    known = session.known()
    at_more = bool(session.field) and session.asked.question.part == "more"
    if at_more or not session.field:
        more = [one.field for one in session.applicable("more")]
        seen = [field for field in more if field in known or field in session.skipped]
        fields += more if at_more else seen
    earlier = fields[: fields.index(session.field)] if session.field in fields else fields
    return earlier[-1] if earlier else None


def summary_lines(session: Session) -> tuple[Text, ...]:
    """One line an answer, in the order of the questions; one that cannot be read any more stands as it was kept."""
    known = session.known()
    return tuple(
        _("<b>{label}</b>: {answer}").of(label=asked.question.label, answer=told(asked, known[asked.field]))
        for asked in session.applicable("send", "more")
        if asked.field in known and not isinstance(asked.question, Consent | Consents)
    )


def told(asked: Asked, value: JsonValue) -> Value:
    """An answer as it stands in a summary."""
    return asked.question.tell(value) if asked.accepts(value) else Verbatim(str(value))


def summary_screen(session: Session) -> Screen:
    """All answers, and what can be done with them."""
    words = session.interview.words
    head = words.now if session.at == "closed" or session.sent else words.check
    send = words.done if session.sent else words.send
    rows: Rows = ((Button(send, SEND),),)
    known = session.known()
    if any(asked.field not in known for asked in session.applicable("more")):
        rows = (*rows, (Button(_("Tell more"), MORE),))
    stop = () if session.sent else (Button(_("Stop"), ASK_STOP),)
    rows = (*rows, (Button(_("Change an answer"), CHANGE), *stop))
    return Screen((head, Lines(summary_lines(session))), rows)


def change_screen(session: Session) -> Screen:
    """A button for each question, some at a time."""
    asked = session.applicable("send", "more")
    page = min(session.page, (len(asked) - 1) // CHANGES_A_PAGE)
    start = page * CHANGES_A_PAGE
    shown = asked[start : start + CHANGES_A_PAGE]
    rows = in_rows([Button(one.question.label, f"{CHANGE}:{one.field}") for one in shown], 2)
    turning: tuple[Button, ...] = ()
    if page > 0:
        turning = (Button(_("‹ Earlier"), f"{CHANGE}:{page - 1}"),)
    if start + CHANGES_A_PAGE < len(asked):
        turning = (*turning, Button(_("More ›"), f"{CHANGE}:{page + 1}"))
    back = (Button(_("Back to the summary"), ENOUGH),)
    return Screen((_("Which answer would you like to change?"),), (*rows, *((turning,) if turning else ()), back))


def cancel_screen(session: Session) -> Screen:
    """Are you sure; what is kept and what is not."""
    words = session.interview.words
    ask = words.sure_changing if session.sent else words.sure
    return Screen((ask,), ((Button(_("Yes, stop"), STOP), Button(_("No, go on"), STAY)),))


def pressed_by_words(session: Session, words: str, world: World) -> str | None:
    """The button of the interview that a person typed instead of pressing; None if none."""
    if session.at == "question":
        return typed_button(words, navigation(session), world)
    if session.at == "sure":
        plainly = read_yes_no(words)
        if isinstance(plainly, bool):
            return STOP if plainly else STAY
    rows = present_screen(session, world).rows
    if press := typed_button(words, rows, world):
        return press
    if session.at == "summary" and session.sent and typed_button(words, ((done(),),), world):
        return SEND
    if session.at in {"change", "summary"}:
        return answer_to_change(session, words, world)
    return None


def answer_to_change(session: Session, words: str, world: World) -> str | None:
    """The question whose name was typed: "languages" means to change that answer."""
    labels = {asked.field: world.says(asked.question.label) for asked in session.applicable("send", "more")}
    found = read_choice(words, labels)
    return f"{CHANGE}:{found}" if isinstance(found, str) else None
