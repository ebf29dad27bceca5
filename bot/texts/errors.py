"""What goes wrong with a text."""


class TextError(Exception):
    """A text cannot be shown: a value or a catalogue is missing, or its markup is broken.

    It is always a fault of ours, so it is never shown to a person; it names the source sentence, never a value.
    """
