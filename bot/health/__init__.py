"""How the bot is: what it counts of its work, from when on something is not well, and who may ask."""
