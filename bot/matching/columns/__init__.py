"""The same rules over all pairs at once, as columns of numbers.

Every rule is asked itself, once for each kind of home and each kind of guest that it can tell apart; the answers
stand in small tables, and a pair is looked up in them. Only what is arithmetic (days, kilometres) is computed anew.
"""
