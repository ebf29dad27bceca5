"""A local Bot API server, the people around it, and a page on which to play them: everything without Telegram.

server.py wires it; bot_api.py and methods_*.py are the bot's side, people*.py the people's; postbox.py is where
messages come to be, and state.py where everything is. Behaviour and texts follow Telegram's public Bot API server.
"""
