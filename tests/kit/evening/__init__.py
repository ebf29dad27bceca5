"""A busy evening on which the bot's process is killed again and again: the load, the killing, and the judgement."""
