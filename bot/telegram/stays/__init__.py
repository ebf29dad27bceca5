"""The life of a match in chat, from the first question to the end of the stay: one file a subject."""
