"""What the bot does by itself, by the clock. What is due is always read from the database, so that nothing is lost
with the process; the scheduler only says when to look.
"""
