"""What a report is frozen as comes back exactly."""

from dataclasses import replace

from reports.figures import frozen
from tests import cast
from tests.figures_for_tests import IA_HDRAI


def test_figures_come_back_exactly():
    assert frozen.from_text(frozen.as_text(IA_HDRAI)) == IA_HDRAI


def test_figures_of_the_database_come_back_exactly(party):
    got = cast.figures(party.country, "2023-12")
    assert frozen.from_text(frozen.as_text(got)) == got


def test_a_field_that_the_text_does_not_know_has_its_default():
    text = frozen.as_text(IA_HDRAI).replace('"notes": [], ', "")
    assert '"notes"' not in text
    assert frozen.from_text(text) == replace(IA_HDRAI, notes=())
