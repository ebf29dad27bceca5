"""How quick the matching is, on believable made people. Run by `make bench`; never a test of time."""
