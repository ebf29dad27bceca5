"""What the value of each setting may look like; every refusal is a clause that follows the setting's name."""

from __future__ import annotations

import ipaddress
import re
from pathlib import Path
from typing import Annotated, NamedTuple
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import NoDecode

from bot.texts.languages import LANGUAGES

HOUSE = Path(__file__).parents[2]
"""The project's folder, from which relative paths count."""

TELEGRAM = "https://api.telegram.org"
TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{30,}")
SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
WEBHOOK_PORTS = (443, 80, 88, 8443)
"""The ports that Telegram calls."""
SQLITE, POSTGRESQL = "sqlite+aiosqlite:///", "postgresql+asyncpg://"


class Listen(NamedTuple):
    """Where a server of ours listens; port 0 takes any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _listen(given: object) -> object:
    if not isinstance(given, str):
        return given
    host, colon, port = given.strip().rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise ValueError("must be an address and a port, such as 127.0.0.1:8080")
    return Listen(host.strip("[]") or "127.0.0.1", int(port))


def _loopback(listen: Listen) -> Listen:
    if not _is_near(listen.host, only_this_machine=True):
        raise ValueError("must be an address of this machine only, such as 127.0.0.1:8080: everyone can play with it")
    return listen


def _own_machine(listen: Listen) -> Listen:
    if not _is_near(listen.host, only_this_machine=True):
        raise ValueError("must be an address of this machine only, such as 127.0.0.1:9102: it asks nobody who they are")
    return listen


def _is_near(host: str, only_this_machine: bool = False) -> bool:
    """Whether a host is this machine or (unless asked for only that) one of a private network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or (not only_this_machine and "." not in host)
    return address.is_loopback if only_this_machine else address.is_private


def _token(token: SecretStr) -> SecretStr:
    if not TOKEN.fullmatch(token.get_secret_value().strip()):
        raise ValueError("is not a bot token: @BotFather gives one that looks like 123456789:AAF…, all on one line")
    return SecretStr(token.get_secret_value().strip())


def _parts(url: str) -> SplitResult | None:
    """The parts of an address, or nothing for what is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.hostname and (parts.port is None or parts.port) else None
    except ValueError:
        return None


def _api_url(url: str) -> str:
    parts = _parts(url)
    if parts is None or parts.scheme not in {"http", "https"} or "/bot" in parts.path:
        raise ValueError(f"must be the base of a Bot API server, without /bot and the token, such as {TELEGRAM}")
    if parts.scheme == "http" and not _is_near(parts.hostname or ""):
        raise ValueError("must begin with https:// for a server elsewhere, or others could read the token on the way")
    return url.rstrip("/")


def _webhook_url(url: str) -> str:
    parts = _parts(url)
    if parts is None or parts.scheme != "https" or (parts.port or 443) not in WEBHOOK_PORTS:
        ports = ", ".join(str(port) for port in WEBHOOK_PORTS)
        raise ValueError(f"must be an https address that Telegram can reach on one of the ports {ports}")
    return url


def _webhook_secret(secret: SecretStr) -> SecretStr:
    if not SECRET.fullmatch(secret.get_secret_value()):
        raise ValueError("must be 16 to 256 letters (a to z), digits, _ or -; make one with: openssl rand -hex 32")
    return secret


def _database_url(url: str) -> str:
    if url.startswith(POSTGRESQL) and _parts(url):
        return url
    path = url.removeprefix(SQLITE)
    if not url.startswith(SQLITE) or not path or path.startswith((":memory:", "?")):
        raise ValueError(f"must be a file, such as {SQLITE}var/bot.db, or begin with {POSTGRESQL}")
    return f"{SQLITE}{HOUSE / path}"


def _in_house(path: Path) -> Path:
    return HOUSE / path.expanduser()


def _language(code: str) -> str:
    if code not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return code


def upper(given: object) -> object:
    """Lets a word in capitals be given in small letters."""
    return given.upper() if isinstance(given, str) else given


Token = Annotated[SecretStr, AfterValidator(_token)]
ApiUrl = Annotated[str, AfterValidator(_api_url)]
DatabaseUrl = Annotated[str, AfterValidator(_database_url)]
PathInHouse = Annotated[Path, AfterValidator(_in_house)]
WebhookUrl = Annotated[str, AfterValidator(_webhook_url)]
WebhookSecret = Annotated[SecretStr, AfterValidator(_webhook_secret)]
Address = Annotated[Listen, NoDecode, BeforeValidator(_listen)]
OwnAddress = Annotated[Address, AfterValidator(_loopback)]
HealthAddress = Annotated[Address, AfterValidator(_own_machine)]
Language = Annotated[str, AfterValidator(_language)]
Seconds = Annotated[float, Field(gt=0, le=600)]
Rate = Annotated[float, Field(ge=0)]
