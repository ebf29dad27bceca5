"""The program, loaded once: for each line of words it makes a process of its own (by fork), which ends as it would.

Starting Python and reading the code takes most of a command's time; what is tested comes after that.
"""

from __future__ import annotations

import json
import os
import sys


def _becomes(job: dict[str, object]) -> None:
    """This process is now `python -m bot` with these words, this environment and these outputs."""
    for number, name in ((1, "out"), (2, "err")):
        file = os.open(str(job[name]), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.dup2(file, number)
    os.environ.clear()
    os.environ.update(job["environment"])  # type: ignore[call-overload]  # made by the kit as a dict of strings
    from bot.__main__ import app

    code: object = 0
    try:
        app(args=job["words"], prog_name="python -m bot")
    except SystemExit as end:
        code = end.code
    except BaseException:
        sys.excepthook(*sys.exc_info())
        code = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


def main() -> None:
    """Until the input ends."""
    import bot.__main__  # noqa: F401 - loaded before the forks

    for line in sys.stdin:
        child = os.fork()
        if not child:
            _becomes(json.loads(line))
        _pid, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
