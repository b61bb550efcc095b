"""docs/legislation.md names every rule with its source, and is as the rules are."""

from recruitment.rules.rulesets import NAMES, RULE_SETS
from tests.legislation import PAGE, cited, page, sources


def test_the_page_is_as_the_rules_are():
    assert PAGE.read_text(encoding="utf-8") == page(), "python tests/legislation.py --update"


def test_every_source_of_the_rules_is_on_the_page():
    text, found = PAGE.read_text(encoding="utf-8"), sources()
    assert len(found) > 20
    assert [cited(source) for source in found if cited(source) not in text] == []


def test_every_limit_of_every_column_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    values = [f". {cited(rules.limits()[name].source)}" for name in NAMES for rules in RULE_SETS]
    assert [value for value in values if value not in text] == []
    assert all(f"`{name}`" in text for name in NAMES)
