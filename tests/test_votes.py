"""Votes: whose count, how many are needed, and what cannot have been (recruitment/rules/votes.py)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruitment.rules.votes import MAJORITY, RULES, TWO_THIRDS, Body, Count, Excluded, exclusions_of


@pytest.mark.parametrize(
    ("share", "members", "needed"),
    [(TWO_THIRDS, 7, 5), (TWO_THIRDS, 9, 6), (TWO_THIRDS, 3, 2), (MAJORITY, 9, 5), (MAJORITY, 10, 6)],
)
def test_the_examples(share, members, needed):
    assert share.needed(members) == needed


@given(st.sampled_from([TWO_THIRDS, MAJORITY]), st.integers(1, 400))
def test_so_many_are_enough_and_one_less_is_not(share, members):
    needed = share.needed(members)
    assert needed <= members
    assert share.is_reached(needed, members)
    assert not share.is_reached(needed - 1, members)


@given(st.integers(0, 300), st.integers(1, 300))
def test_the_shares_are_those_of_whole_numbers(yes, members):
    assert TWO_THIRDS.is_reached(yes, members) == (3 * yes >= 2 * members)
    assert MAJORITY.is_reached(yes, members) == (2 * yes > members)


def test_whoever_stays_away_counts_all_the_same():
    """Nine full members, six there, all in favour: 6/9 is two thirds; of ten it is not."""
    assert Count(Body.CELL, members=9, present=6, yes=6).passed
    assert not Count(Body.CELL, members=10, present=6, yes=6).passed


def test_members_are_left_out_for_the_reasons_of_the_rules():
    vote = Count(Body.CELL, 12, {"transferred": 1, "exempt": 1, "suspended": 1}, present=8, yes=6, no=1, blank=1)
    assert (vote.denominator, vote.needed, vote.passed, vote.problems()) == (9, 6, True, [])


def test_a_committee_leaves_nobody_out_for_being_exempt_or_absent():
    assert set(exclusions_of(Body.CELL)) == set(Excluded)
    for body in set(Body) - {Body.CELL}:
        assert set(exclusions_of(body)) == {Excluded.TRANSFERRED, Excluded.SUSPENDED, Excluded.PROSECUTED}
    vote = Count(Body.STANDING, 9, {"absent": 1}, present=8, yes=5)
    assert vote.problems() == [
        "Những người này vẫn tính trong cuộc họp này: vắng mặt suốt cuộc họp có lý do chính đáng."
    ]
    assert not vote.passed


@pytest.mark.parametrize(
    ("body", "needed"),
    [(Body.CELL, 6), (Body.BASE, 6), (Body.COMMITTEE, 6), (Body.STANDING, 5), (Body.SECTION, 5)],
)
def test_each_body_has_its_share(body, needed):
    assert Count(body, members=9).needed == needed


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"members": -1}, "Không số nào được nhỏ hơn 0."),
        ({"yes": -1}, "Không số nào được nhỏ hơn 0."),
        ({"present_probationary": -1}, "Không số nào được nhỏ hơn 0."),
        ({"members": 3, "excluded": {"suspended": 3}}, "Không còn ai được tính khi biểu quyết."),
        ({"members": 5, "present": 6}, "Số người có mặt nhiều hơn số đảng viên, ủy viên hiện có."),
        (
            {"members": 6, "excluded": {"suspended": 1}, "present": 6},
            "Số người có mặt nhiều hơn số người được tính: ai có mặt thì không được trừ ra.",
        ),
        (
            {"present": 5, "present_probationary": 2, "yes": 5, "no": 1},
            "Số phiếu (6) nhiều hơn số người có mặt được biểu quyết (5).",
        ),
    ],
)
def test_what_cannot_have_been_is_said(said, sentence):
    vote = Count(**{"body": Body.CELL, "members": 7} | said)
    assert sentence in vote.problems()
    assert not vote.passed


def test_whoever_does_not_hand_in_a_vote_is_no_problem():
    assert Count(Body.CELL, members=9, present=9, yes=6, no=1).problems() == []


def test_a_cell_of_two_full_members_may_be_recorded_with_a_warning():
    vote = Count(Body.CELL, members=2, present=2, yes=2)
    assert vote.problems() == []
    assert vote.warnings() == ["Chi bộ phải có ít nhất 3 đảng viên chính thức."]
    assert Count(Body.CELL, members=3).warnings() == Count(Body.STANDING, members=2).warnings() == []


@pytest.mark.parametrize(
    ("body", "yes", "words"),
    [
        (Body.CELL, 7, "7/9 ≥ 2/3 (cần 6)"),
        (Body.CELL, 5, "5/9 < 2/3 (cần 6)"),
        (Body.STANDING, 5, "5/9 > 1/2 (cần 5)"),
        (Body.STANDING, 4, "4/9 ≤ 1/2 (cần 5)"),
    ],
)
def test_the_arithmetic_is_said_in_words(body, yes, words):
    assert Count(body, members=9, present=9, yes=yes).in_words() == words


def test_every_body_has_its_rule():
    assert set(RULES) == set(Body)
