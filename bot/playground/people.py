"""Everything that people do in their Telegram apps, for tests and for the page."""

from bot.playground.people_accounts import Accounts
from bot.playground.people_buttons import Buttons


class People(Accounts, Buttons):
    """The people's side of the server.

    Every person, chat and message is named by its number. Methods whose name begins with a verb in the third person
    are things that a person does (`says`, `presses`, `joins`); NotPossible is raised where an app would not let them.
    """
