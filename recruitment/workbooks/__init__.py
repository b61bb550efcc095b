"""Workbooks coming in: ``reading`` (cells), ``headings`` (columns), ``sheets`` (what a row means), ``importing``."""
