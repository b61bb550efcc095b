"""Workbooks, both ways.

    in:   reading (a file's cells) → headings, tidying (where the table is) → rows, sheets (what a row means) → importing
    in the browser, around it:  uploads (the verbs), choices, remembering, outcome, likeness, rejected, undoing
    out:  exporting (what can be read back), template
"""
