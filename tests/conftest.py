"""For every test: logs as in the running bot, so that a failure shows no more of a person than they would."""

import pytest

from bot import logs


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --long` tells the stories with many kills and updates whole, which is too long for every day."""
    parser.addoption("--long", action="store_true", help="kill 200 times, and let 10,000 updates wait")


@pytest.fixture(autouse=True, scope="session")
def _logs_without_people() -> None:
    logs.configure("WARNING")
