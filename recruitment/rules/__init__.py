"""The Party's law as data with dates and small pure functions. Imports nothing of ours and asks no database.

What the documents leave open can be changed by whoever runs this: ``recruitment/limits.py`` feeds it in.
"""
