"""What can be wrong with the store when the bot starts; each error's text is a sentence for the operator."""


class StoreError(Exception):
    """The store cannot be opened; the text says why and what to do."""


class KeyMissing(StoreError):
    """Data are sealed, and the key that opens them is not there."""


class KeyWrong(StoreError):
    """Data are sealed, and this key does not open them."""
