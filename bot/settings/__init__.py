"""All settings, read once from the environment and from `.env`; docs/settings.md is made from this file.

A relative path counts from the project's folder, wherever the bot is started from: there is only one database.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as Unreadable

from bot.settings.faults import SettingsError, check_lines, sentences
from bot.settings.forms import (
    HOUSE,
    POSTGRESQL,
    SQLITE,
    TELEGRAM,
    Address,
    ApiUrl,
    DatabaseUrl,
    HealthAddress,
    Language,
    Listen,
    OwnAddress,
    PathInHouse,
    Rate,
    Seconds,
    Token,
    WebhookSecret,
    WebhookUrl,
    upper,
)

__all__ = ["ENV_FILE", "HOUSE", "Listen", "Settings", "SettingsError"]

ENV_FILE = HOUSE / ".env"


class Settings(BaseSettings):
    """What can be set. The names are written in capitals in the environment and in `.env`."""

    model_config = SettingsConfigDict(
        env_file=ENV_FILE, env_ignore_empty=True, extra="forbid", frozen=True, hide_input_in_errors=True
    )

    telegram_bot_token: Token | None = Field(
        None,
        description="The bot's token, as @BotFather gives it. Without it the bot starts in the playground, "
        "where nobody but you hears it. Whoever has the token is the bot: keep it secret.",
    )
    telegram_api_url: ApiUrl = Field(
        TELEGRAM, description="The Bot API server, without /bot and the token. Change it only for a server of your own."
    )
    database_url: DatabaseUrl = Field(
        f"{SQLITE}var/bot.db",
        repr=False,
        description="Where everything is kept: a SQLite file, or PostgreSQL "
        f"({POSTGRESQL}user:password@host/name). The people's keys lie beside it, with -keys at the end of the name.",
    )
    data_key_file: PathInHouse = Field(
        Path("var/data.key"),
        description="The key that opens all personal data. It is made at the first start: keep a copy of it in "
        "another place than the database's, for without it nothing can be read again.",
    )
    webhook_url: WebhookUrl | None = Field(
        None, description="The public https address at which Telegram calls the bot. Without it the bot asks by itself."
    )
    webhook_listen: Address = Field(
        Listen("127.0.0.1", 8081), description="Where the bot listens for Telegram's calls, behind your web server."
    )
    webhook_secret: WebhookSecret | None = Field(
        None, description="By this secret Telegram's calls are known; needed with WEBHOOK_URL."
    )
    send_rate: Rate = Field(
        25, description="Messages a second to all chats together; Telegram allows about 30. 0 sets no limit."
    )
    chat_send_rate: Rate = Field(
        1, description="Messages a second to one chat in the long run; short bursts are allowed. 0 sets no limit."
    )
    group_sends_per_minute: Rate = Field(
        20, description="Messages a minute to one group or channel, which is what Telegram allows. 0 sets no limit."
    )
    flood_per_minute: Rate = Field(
        60,
        description="How many messages and presses of one person are handled a minute; more are handled later, "
        "and none is lost. 0 sets no limit.",
    )
    wrong_codes_per_hour: Annotated[int, Field(ge=0, le=1000)] = Field(
        10,
        description="After how many links and codes that do not work no more of one person (or of one chat) are looked "
        "at, until an hour has passed. They hear the same as before. 0 sets no limit.",
    )
    controller_name: str | None = Field(
        None,
        description="The association or group that answers for the data (the controller), as the privacy notice names "
        "it. Without it the notice says that this is a trial and asks for no real data.",
    )
    controller_contact: str | None = Field(
        None, description="How people reach the controller in matters of their data, such as an e-mail address."
    )
    data_lies_at: str = Field(
        "",
        description="Where the machine stands that keeps the data, and whose it is, as the privacy notice says it, "
        "such as “a server of X Oy in Helsinki”. Empty: the notice does not say it, which a controller must mend.",
    )
    national_language: Language = Field("fi", description="The language of the national group's channel: fi, sv or en.")
    timezone: ZoneInfo = Field(
        ZoneInfo("Europe/Helsinki"), description="The time in which days, quiet hours and appointments are shown."
    )
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(upper)] = Field(
        "INFO", description="How much the bot writes of its work: DEBUG, INFO, WARNING or ERROR. Never personal data."
    )
    log_format: Literal["console", "json"] = Field(
        "console", description="How it is written: console for people, json (one object a line) for programs."
    )
    poll_timeout: Annotated[int, Field(ge=0, le=50)] = Field(
        30, description="Seconds for which one question to Telegram for news stays open; Telegram allows 50."
    )
    connect_timeout: Seconds = Field(5, description="Seconds to wait until Telegram's server takes a connection.")
    read_timeout: Seconds = Field(
        10, description="Seconds to wait for Telegram's answer; after that it is not known whether a message arrived."
    )
    write_timeout: Seconds = Field(10, description="Seconds to wait while something is sent to Telegram.")
    stop_timeout: Seconds = Field(
        6, description="Seconds for which messages on their way are waited for when the bot is stopped."
    )
    health_listen: HealthAddress | None = Field(
        None,
        description="Where programs on this machine may ask how the bot is (/healthz, /metrics), such as "
        "127.0.0.1:9102; only an address of this machine is allowed. Without it nothing listens: a port is of use to "
        "nobody until somebody has set up who asks, and a second bot would not get the same one.",
    )
    playground_listen: OwnAddress = Field(
        Listen("127.0.0.1", 8080), description="Where the playground's page is, on this machine only. Port 0: any free."
    )
    var_folder: PathInHouse = Field(
        Path("var"), description="The folder of what the running bot needs, such as its lock. It is made if missing."
    )

    backup_folder: PathInHouse = Field(
        Path("var/backups"),
        description="Where the nightly backups go. Better a folder on another disk, or one that is copied to another "
        "machine every day. It is made if missing.",
    )
    backup_days: Annotated[int, Field(ge=1, le=365)] = Field(
        14, description="For how many days each backup of the database is kept."
    )
    backup_weeks: Annotated[int, Field(ge=0, le=104)] = Field(
        8, description="For how many weeks the last backup of each week is kept."
    )
    backup_key_days: Annotated[int, Field(ge=1, le=7)] = Field(
        7,
        description="For how many days the backups of the people's keys are kept, at most 7: an erased person is "
        "erased from all backups when the last of them is gone.",
    )

    @model_validator(mode="after")
    def _together(self) -> Self:
        if self.webhook_url and not self.webhook_secret:
            raise ValueError("WEBHOOK_SECRET is missing, and WEBHOOK_URL needs it; make one with: openssl rand -hex 32")
        if bool(self.controller_name) != bool(self.controller_contact):
            missing = "CONTROLLER_CONTACT" if self.controller_name else "CONTROLLER_NAME"
            raise ValueError(f"{missing} is missing: people must learn both who answers for their data and how to ask")
        return self

    @classmethod
    def load(cls, env_file: Path | None = ENV_FILE, **given: Any) -> Settings:
        """Reads the environment and `.env` (the environment wins); `given` wins over both.

        Raises SettingsError with a sentence for each wrong setting; none of them repeats what was given.
        """
        try:
            if env_file:
                check_lines(env_file)
            return cls(_env_file=env_file, **given)
        except ValidationError as error:
            names = [name.upper() for name in cls.model_fields]
            raise SettingsError(sentences(error.errors(include_input=False), names)) from None
        except (OSError, UnicodeError, Unreadable) as error:
            raise SettingsError(f".env cannot be read ({type(error).__name__}). Mend it, or remove it.") from None

    @property
    def live(self) -> bool:
        """Whether there is a token, so that the bot talks to Telegram rather than to its playground."""
        return self.telegram_bot_token is not None

    def token(self) -> str:
        """The bot's token; raises SettingsError where there is none."""
        if self.telegram_bot_token is None:
            raise SettingsError("TELEGRAM_BOT_TOKEN is missing. Ask @BotFather for one and put it into .env.")
        return self.telegram_bot_token.get_secret_value()

    def make_folders(self) -> None:
        """Makes the folders that the bot writes to, for the bot alone; raises SettingsError where it may not."""
        folders = {"VAR_FOLDER": self.var_folder, "DATA_KEY_FILE": self.data_key_file.parent}
        if self.database_url.startswith(SQLITE):
            folders["DATABASE_URL"] = Path(self.database_url.removeprefix(SQLITE).partition("?")[0]).parent
        for name, folder in folders.items():
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:
                why = f"The folder of {name} cannot be made ({error.strerror})."
                raise SettingsError(f"{why} Choose another, or give the bot the right to make it.") from None
