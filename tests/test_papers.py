"""The catalogue of papers (recruitment/rules/papers.py)."""

import pytest

from recruitment.rules.papers import BY_KEY, HANOI, PAPERS, Group, Need, paper_with_code, papers_of, to_redo
from recruitment.rules.rulesets import RULE_SETS


def test_keys_and_codes_are_unique():
    codes = [paper.code for paper in PAPERS if paper.code]
    assert len(BY_KEY) == len(PAPERS)
    assert len(codes) == len(set(codes))


def test_the_sixteen_forms_of_the_series_are_there():
    numbers = [f"{number}-KNĐ" for number in range(1, 17)]
    assert {paper.code for paper in PAPERS if paper.code} == {*numbers, "4A-KNĐ", "CN-NTVĐ", "1-HSĐV", "2-HSĐV"}


def test_the_folder_has_the_order_of_the_guide():
    assert [paper.key for paper in papers_of(Group.CONSIDERING)] == [
        *("certificate", "application", "curriculum_vitae"),
        *("verification_introduction", "verification_request", "verification_result"),
        *("sponsor_letter", "youth_union_resolution", "trade_union_resolution", "opinions_summary"),
    ]
    assert [paper.code for paper in papers_of(Group.RESOLVING, Group.RECOGNITION) if paper.code] == [
        *("6-KNĐ", "7-KNĐ", "8-KNĐ", "13-KNĐ", "14-KNĐ", "15-KNĐ", "16-KNĐ"),
    ]
    assert [paper.group for paper in PAPERS] == sorted((paper.group for paper in PAPERS), key=list(Group).index)


def test_two_sponsors_write_a_letter_each():
    assert {paper.key: paper.copies for paper in PAPERS if paper.copies > 1} == {"sponsor_letter": 2}


def test_what_must_be_there_before_the_cell_considers():
    must = [paper.code for paper in papers_of(Group.CONSIDERING) if paper.need == Need.MANDATORY]
    assert must == ["CN-NTVĐ", "1-KNĐ", "2-KNĐ", "3-KNĐ", "5-KNĐ"]
    assert BY_KEY["base_resolution"].need == Need.UNLESS_DIRECT


def test_an_old_dossier_needs_these_papers_again():
    assert {paper.key: paper.when_stale.value for paper in to_redo()} == {
        "sponsor_letter": "redo",
        "youth_union_resolution": "redo",
        "trade_union_resolution": "redo",
        "opinions_summary": "add",
        "verification_result": "add_if_changed",
    }


@pytest.mark.parametrize(("key", "months"), [("certificate", 60), ("sponsor_letter", 12), ("application", None)])
def test_papers_hold_for_so_many_months(key, months):
    assert [BY_KEY[key].months_valid(rules) for rules in RULE_SETS] == [months] * 3


def test_hanoi_prints_codes_of_its_own():
    assert paper_with_code("4D-KNĐ", HANOI).key == "trade_union_resolution"
    assert paper_with_code("4D-KNĐ") is None
    assert paper_with_code("4A-KNĐ", HANOI).key == "trade_union_resolution"
    assert BY_KEY["opinions_summary"].codes_in(HANOI) == ("5D-KNĐ",)
    assert BY_KEY["opinions_summary"].codes_in("Kon Tum") == ("5-KNĐ",)
    assert BY_KEY["permission"].codes_in("Kon Tum") == ()
    assert paper_with_code("") is None
