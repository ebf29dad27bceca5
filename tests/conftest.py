"""For every test: logs as in the running bot, so that a failure shows no more of a person than they would."""

import pytest

from bot import logs


@pytest.fixture(autouse=True, scope="session")
def _logs_without_people() -> None:
    logs.configure("WARNING")
