"""Who gets in, and how: passwords, the second factor, and what guessing costs.

Start reading: ``entering`` (what a login is), ``throttling`` (how many guesses are looked at), ``second_factor``.
"""
