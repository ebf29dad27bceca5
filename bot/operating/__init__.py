"""What the operator does in the terminal, beside the running bot: groups, coordinators, backups, the doctor."""

from __future__ import annotations


class Impossible(Exception):
    """What the operator asked for cannot be done. The text is a sentence that says why, and what to do."""
