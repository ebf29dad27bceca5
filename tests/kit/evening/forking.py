"""Starts `python -m bot run` again and again in a moment: a process that has read all the code forks for each.

Reads words from its input: `start` writes the number of a new process, `wait` its end (as a shell tells it).
"""

from __future__ import annotations

import os
import sys

from bot.__main__ import app


def main() -> None:
    """Until the input ends; in a forked process, the bot until that ends."""
    child = 0
    for word in sys.stdin:
        if word.strip() == "start":
            child = os.fork()
            if child == 0:
                _as_a_process_of_its_own()
                app(["run"])
            answer = child
        else:
            answer = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def _as_a_process_of_its_own() -> None:
    """It neither reads what is for its parent nor writes where its parent answers."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1):
        os.dup2(nothing, number)


if __name__ == "__main__":
    main()
