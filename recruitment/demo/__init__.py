"""Invented people and organisations to try the application with. Nobody in here is real.

``district`` and ``commune`` say what is to come out, the other modules invent the rest from a fixed seed, and
``filling`` writes it through the verbs, as an office would.
"""
