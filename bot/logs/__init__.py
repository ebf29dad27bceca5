"""Logs without people in them: what the bot did, in JSON or for the console, and nothing that anyone wrote.

    log = structlog.get_logger(__name__)
    log.info("sent", method="sendMessage", outcome="accepted")

Everything goes the same way, also what other libraries log: numbers that could be of a chat or a phone, names of
accounts and tokens are blotted out, an error is its class and where it happened (never its text, nor the values of
variables), and an object of Telegram is only its class. What is logged under one of `redact.HIDDEN` is not shown at
all. Still, do not log what people say: nothing here can know a name by its looks.
"""

from __future__ import annotations

import copy
import logging
import sys
import threading
from types import TracebackType
from typing import Literal, TextIO

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from bot.logs.redact import one_line, redact_event, safe_argument
from bot.logs.tracebacks import lines_of

QUIET = ("httpx", "httpcore", "telegram", "apscheduler", "sqlalchemy", "aiosqlite", "aiohttp", "alembic", "asyncio")
"""Libraries whose everyday talk is not even made: httpx tells addresses with the token, telegram whole updates."""

OWN = "bot"
"""The root of our own loggers."""


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Makes the arguments of other libraries' messages safe before they are put into words."""

    def format(self, record: logging.LogRecord) -> str:
        safe = copy.copy(record)
        if isinstance(record.args, tuple):
            safe.args = tuple(safe_argument(argument) for argument in record.args)
        elif record.args:
            safe.args = {name: safe_argument(argument) for name, argument in record.args.items()}
        if not isinstance(record.msg, str | dict):
            safe.msg = str(safe_argument(record.msg))
        safe.exc_text = None
        return super().format(safe)


class _Handler(logging.StreamHandler[TextIO]):
    """Writes the lines; where one cannot be written, says so without it."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        kind = sys.exc_info()[0]
        sys.stderr.write(f"A line of {record.name} could not be logged: {kind.__name__ if kind else 'error'}\n")


def configure(level: str = "INFO", form: Literal["console", "json"] = "console", stream: TextIO | None = None) -> None:
    """Sends the logs of the whole process to `stream` (stderr); may be called again to change it."""
    before: list[Processor] = [structlog.stdlib.add_logger_name, structlog.stdlib.add_log_level]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.contextvars.merge_contextvars,
            *before,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    output = stream or sys.stderr
    handler = _Handler(output)
    handler.addFilter(_of_ours_or_grave)
    handler.setFormatter(_Formatter(processors=_after(form, output.isatty()), foreign_pre_chain=before))
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if isinstance(one, _Handler)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def _of_ours_or_grave(record: logging.LogRecord) -> bool:
    """Of a library only warnings and worse are written: a font's tells with which letters a paper was made."""
    return record.levelno >= logging.WARNING or record.name.partition(".")[0] == OWN


def catch_uncaught() -> None:
    """Lets errors that nothing caught, and Python's own warnings, end in the log, too, without their texts.

    For the process of the bot, not for tests: it takes the place of the interpreter's hooks.
    """
    log = structlog.get_logger("bot")

    def stopped(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, KeyboardInterrupt):
            log.critical("stopped by an error", exc_info=(kind, error, trace))

    def thread_stopped(caught: threading.ExceptHookArgs) -> None:
        if caught.exc_value is not None:
            log.critical("a thread was stopped by an error", exc_info=caught.exc_value)

    def unraisable(caught: sys.UnraisableHookArgs) -> None:
        log.error("an error could not be raised", exc_info=caught.exc_value)

    sys.excepthook = stopped
    threading.excepthook = thread_stopped
    sys.unraisablehook = unraisable
    logging.captureWarnings(True)


def _after(form: Literal["console", "json"], colours: bool) -> list[Processor]:
    shown: Processor = structlog.processors.JSONRenderer(ensure_ascii=False)
    if form == "console":
        shown = structlog.dev.ConsoleRenderer(colors=colours, exception_formatter=structlog.dev.plain_traceback)
    return [
        _one_line_of_others,
        _error if form == "json" else _error_for_people,
        redact_event,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at" if form == "json" else "timestamp"),
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        shown,
    ]


def _one_line_of_others(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Other libraries put tracebacks and objects below the first line of a message; asyncio an error's text."""
    if not event["_from_structlog"]:
        event["event"] = one_line(str(event["event"]))
    return event


def _error(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event.pop("stack_info", None)
    event.pop("stack", None)
    event.pop("exception", None)
    if lines := lines_of(event.pop("exc_info", None)):
        event["error"] = lines
    return event


def _error_for_people(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    event = _error(logger, method, event)
    if isinstance(event.get("error"), list):
        event["exception"] = "\n".join(event.pop("error"))
    return event
