"""What somebody had agreed to whose data is erased: for the controller, where it is asked of them to show it."""

from __future__ import annotations

from typing import Final, get_args

from bot.operating import Impossible
from bot.store import keeping
from bot.store.store import Store
from bot.store.tables import ConsentProof
from conversations.consents import SENTENCES, Purpose, version

NONE: Final = (
    "Nothing is kept of anybody with this number who was erased. "
    "Whoever is not erased finds what they have agreed to with /mydata."
)


async def proofs(store: Store, telegram_id: str) -> list[str]:
    """A line for each consent, the oldest first within its purpose. Raises Impossible where it is no number."""
    if not (telegram_id.isascii() and telegram_id.isdecimal()) or len(telegram_id) > 18:
        raise Impossible("A Telegram number consists of digits only, for example 123456789.")
    async with store.look() as look:
        found = [
            (purpose, proof)
            for purpose in get_args(Purpose)
            for proof in await keeping.proofs(look, int(telegram_id), purpose)
        ]
    return [_line(purpose, proof) for purpose, proof in found] or [NONE]


def _line(purpose: Purpose, proof: ConsentProof) -> str:
    now = proof.text_version == version(purpose)
    words = (
        f"“{SENTENCES[purpose].message}”" if now else f"words that have changed since (version {proof.text_version})"
    )
    withdrawn = "" if proof.withdrawn_on is None else f", withdrawn on {proof.withdrawn_on}"
    return f"{purpose}: agreed on {proof.given_on}{withdrawn}, to {words}; kept until {proof.forget_on}."
