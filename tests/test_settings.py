"""Settings: what the operator may write, and the sentence that answers what is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.settings import HOUSE, Listen, Settings, SettingsError

TOKEN = "123456789:AAF-abcdefghijklmnopqrstuvwxyz_0123"
SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of the person who runs the tests has a say."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def env_file(tmp_path: Path) -> Path:
    """Where a test writes its `.env`."""
    return tmp_path / ".env"


def test_nothing_needs_to_be_set() -> None:
    settings = Settings.load(None)
    assert not settings.live
    assert settings.database_url == f"sqlite+aiosqlite:///{HOUSE}/var/bot.db"
    assert settings.data_key_file == HOUSE / "var" / "data.key"
    assert settings.timezone == ZoneInfo("Europe/Helsinki")
    with pytest.raises(SettingsError, match=r"TELEGRAM_BOT_TOKEN is missing\. Ask @BotFather"):
        settings.token()


def test_only_the_token_is_needed_to_go_live(env_file: Path) -> None:
    env_file.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nCONTROLLER_NAME=\n")
    settings = Settings.load(env_file)
    assert settings.live
    assert settings.token() == TOKEN
    assert settings.controller_name is None, "an empty line is as good as none"


def test_the_environment_wins_over_the_file(env_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    env_file.write_text("SEND_RATE=5\nCHAT_SEND_RATE=0\nLOG_LEVEL=debug\n")
    monkeypatch.setenv("SEND_RATE", "7.5")
    settings = Settings.load(env_file)
    assert (settings.send_rate, settings.chat_send_rate, settings.log_level) == (7.5, 0, "DEBUG")


def test_paths_count_from_the_project_wherever_the_bot_is_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///var/other.db")
    monkeypatch.setenv("DATA_KEY_FILE", "/etc/bot/data.key")
    settings = Settings.load(None)
    assert settings.database_url == f"sqlite+aiosqlite:///{HOUSE}/var/other.db"
    assert settings.data_key_file == Path("/etc/bot/data.key")
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/bot.db")
    assert Settings.load(None).database_url == f"sqlite+aiosqlite:///{tmp_path}/bot.db"


def test_folders_are_made_for_the_bot_alone(tmp_path: Path) -> None:
    settings = Settings.load(
        None,
        database_url=f"sqlite+aiosqlite:///{tmp_path}/db/bot.db",
        data_key_file=tmp_path / "keys" / "data.key",
        var_folder=tmp_path / "var",
    )
    settings.make_folders()
    settings.make_folders()
    assert {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()} == {
        "db": 0o700,
        "keys": 0o700,
        "var": 0o700,
    }


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings.load(None, var_folder=tmp_path, data_key_file=tmp_path / "file" / "keys" / "data.key")
    with pytest.raises(SettingsError, match="The folder of DATA_KEY_FILE cannot be made"):
        settings.make_folders()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_URL", "http://localhost:8081"),
        ("TELEGRAM_API_URL", "http://telegram-bot-api:8081/"),
        ("DATABASE_URL", "postgresql+asyncpg://bot:secret@db/bot"),
        ("WEBHOOK_LISTEN", "0.0.0.0:80"),
        ("WEBHOOK_LISTEN", "[::1]:8081"),
        ("PLAYGROUND_LISTEN", "localhost:0"),
        ("HEALTH_LISTEN", "127.0.0.1:9102"),
        ("HEALTH_LISTEN", "[::1]:9102"),
        ("TIMEZONE", "Europe/Stockholm"),
        ("NATIONAL_LANGUAGE", "sv"),
        ("LOG_FORMAT", "json"),
    ],
)
def test_what_can_be_set(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    loaded = getattr(Settings.load(None), name.lower())
    assert str(loaded) == value.rstrip("/")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("TELEGRAM_BOT_TOKEN", "CANARY", "is not a bot token: @BotFather gives one"),
        ("TELEGRAM_API_URL", "api.CANARY.org", "must be the base of a Bot API server"),
        ("TELEGRAM_API_URL", f"https://api.telegram.org/bot{TOKEN}", "must be the base of a Bot API server"),
        ("TELEGRAM_API_URL", "http://api.CANARY.org", "must begin with https://"),
        ("TELEGRAM_API_URL", "https://[CANARY", "must be the base of a Bot API server"),
        ("DATABASE_URL", "mysql://CANARY", "must be a file, such as sqlite+aiosqlite:///var/bot.db"),
        ("DATABASE_URL", "sqlite+aiosqlite:///:memory:", "must be a file"),
        ("DATABASE_URL", "sqlite+aiosqlite://", "must be a file"),
        ("WEBHOOK_URL", "https://CANARY.org:12345/hook", "must be an https address that Telegram can reach"),
        ("WEBHOOK_URL", "http://CANARY.org/hook", "must be an https address that Telegram can reach"),
        ("WEBHOOK_SECRET", "CANARY", "must be 16 to 256 letters"),
        ("WEBHOOK_LISTEN", "CANARY", "must be an address and a port"),
        ("WEBHOOK_LISTEN", "127.0.0.1:99999", "must be an address and a port"),
        ("PLAYGROUND_LISTEN", "0.0.0.0:8080", "must be an address of this machine only"),
        ("PLAYGROUND_LISTEN", "192.168.1.2:8080", "must be an address of this machine only"),
        ("HEALTH_LISTEN", "0.0.0.0:9102", "must be an address of this machine only"),
        ("HEALTH_LISTEN", ":::9102", "must be an address of this machine only"),
        ("HEALTH_LISTEN", "bot.example.org:9102", "must be an address of this machine only"),
        ("SEND_RATE", "CANARY", "must be a number"),
        ("SEND_RATE", "-1", "must be at least 0"),
        ("POLL_TIMEOUT", "51", "must be at most 50"),
        ("POLL_TIMEOUT", "1.5", "must be a number"),
        ("READ_TIMEOUT", "0", "must be more than 0"),
        ("NATIONAL_LANGUAGE", "CANARY", "must be one of fi, sv, en"),
        ("TIMEZONE", "Europe/CANARY", "must be a time zone, such as Europe/Helsinki"),
        ("LOG_LEVEL", "CANARY", "must be one of DEBUG, INFO, WARNING or ERROR"),
        ("LOG_FORMAT", "CANARY", "must be one of console or json"),
    ],
)
def test_a_wrong_setting_is_told_by_name_with_what_to_do_and_never_repeated(
    name: str, value: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        Settings.load(None)
    (sentence,) = str(caught.value).splitlines()
    assert sentence.startswith(f"{name} {told}")
    assert sentence.endswith("Mend it in .env or in the environment, or leave it out for the default.")
    assert "CANARY" not in sentence
    assert TOKEN not in sentence


def test_all_faults_are_told_at_once(env_file: Path) -> None:
    env_file.write_text("SEND_RATE=x\nPOLL_TIMEOUT=x\n")
    with pytest.raises(SettingsError) as caught:
        Settings.load(env_file)
    assert [line.split()[0] for line in str(caught.value).splitlines()] == ["SEND_RATE", "POLL_TIMEOUT"]


def test_what_belongs_together_must_be_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/hook")
    with pytest.raises(SettingsError, match=r"^WEBHOOK_SECRET is missing, and WEBHOOK_URL needs it"):
        Settings.load(None)
    monkeypatch.setenv("WEBHOOK_SECRET", SECRET)
    assert Settings.load(None).webhook_url == "https://bot.example.org/hook"
    monkeypatch.setenv("CONTROLLER_NAME", "Kotimajoituksen tuki ry")
    with pytest.raises(SettingsError, match=r"^CONTROLLER_CONTACT is missing"):
        Settings.load(None)


def test_a_mistyped_name_is_noticed(env_file: Path) -> None:
    env_file.write_text(f"TELEGRAM_TOKEN={TOKEN}\n")
    with pytest.raises(SettingsError) as caught:
        Settings.load(env_file)
    assert str(caught.value) == "TELEGRAM_TOKEN in .env is no setting. Do you mean TELEGRAM_BOT_TOKEN?"


@pytest.mark.parametrize("line", ["CONTROLLER NAME=x", "just words here", "SEND_RATE"])
def test_a_line_that_is_no_setting_is_noticed(env_file: Path, line: str) -> None:
    env_file.write_text(f"# a note\nPOLL_TIMEOUT=5\n{line}\n")
    with pytest.raises(SettingsError, match=r"^\.env has something in line 3 that is no setting"):
        Settings.load(env_file)


def test_a_file_that_cannot_be_read_is_told(env_file: Path) -> None:
    env_file.write_bytes(b"CONTROLLER_NAME=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"^\.env cannot be read"):
        Settings.load(env_file)
    env_file.unlink()
    env_file.mkdir()
    with pytest.raises(SettingsError, match=r"^\.env cannot be read"):
        Settings.load(env_file)


def test_secrets_do_not_show_where_settings_are_printed() -> None:
    settings = Settings.load(
        None, telegram_bot_token=TOKEN, webhook_secret=SECRET, database_url="postgresql+asyncpg://bot:hidden@db/bot"
    )
    for shown in (repr(settings), str(settings)):
        assert TOKEN not in shown
        assert SECRET not in shown
        assert "hidden" not in shown


def test_settings_cannot_be_changed_afterwards() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings.load(None).send_rate = 1  # type: ignore[misc]  # the mistake that is refused


def test_every_setting_says_what_it_is_for() -> None:
    for name, field in Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert len(field.description.split()) > 5, name


def test_an_address_reads_as_it_is_written() -> None:
    assert str(Listen("127.0.0.1", 80)) == "127.0.0.1:80"
    assert str(Listen("::1", 80)) == "[::1]:80"


def test_a_program_can_end_with_the_sentence_alone(tmp_path: Path) -> None:
    program = "import sys\nfrom bot.settings import Settings, SettingsError\ntry:\n    Settings.load()\n"
    program += "except SettingsError as wrong:\n    print(wrong, file=sys.stderr)\n    sys.exit(2)\n"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=HOUSE, env={"SEND_RATE": "x"}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 2
    assert ran.stdout == ""
    assert ran.stderr.startswith("SEND_RATE must be a number")
    assert "Traceback" not in ran.stderr
