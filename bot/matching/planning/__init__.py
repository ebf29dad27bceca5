"""A plan for everyone who waits: who gets which home, so that most are housed, well, and nobody waits unfairly."""
