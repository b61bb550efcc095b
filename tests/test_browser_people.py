"""People on screens, in a real browser."""

import re

import pytest

from branches.models import Member
from recruitment.editing import edit_person
from recruitment.models import Candidate
from recruitment.registering import register_people
from tests import cast

pytestmark = [
    *(pytest.mark.browser, pytest.mark.one_database, pytest.mark.xdist_group("browser")),
    pytest.mark.django_db(transaction=True),
]

TYPED = (
    *("Rơ Châm H'Lan", "03041999", "N", "Gia Rai", "Tin lành"),
    *("HILL", "Thôn 1", "Nông dân", "12/12", "Trung cấp", "C", "Trưởng thôn"),
)
"""Twelve fields in their order; in a list the first letter chooses."""


@pytest.fixture
def office(party):
    """An officer of the north; two people there."""
    officer = cast.account("canbo", "officer", party.north, full_name="Cán bộ Bắc")
    cast.account("bithu", "secretary", party.hill, full_name="Bí thư Đồi")
    cast.admit(party.hill, "01/03/2023", name="A Thử", birth_date="05/03/1999", sex="male", tags=("Già làng",))
    register_people([cast.person("Y Minh Họa", party.hill, birth_year=2001, sex="female")], by=officer)
    return party


def focused(visitor):
    return visitor.page.evaluate("document.activeElement.id || document.activeElement.name")


def test_a_person_is_entered_by_keyboard_alone(office, visitor):
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/quan-chung/them/")
    keyboard, order = visitor.page.keyboard, []
    for text in TYPED:
        order.append(focused(visitor))
        keyboard.type(text)
        keyboard.press("Enter")
    assert len(set(order)) == len(TYPED)  # Enter goes on, and never back
    assert focused(visitor) == "submit-id-save"
    visitor.saves()
    visitor.page.wait_for_url(re.compile(r"/quan-chung/\d+/$"))
    person = Candidate.objects.get(full_name="Rơ Châm H'Lan")
    assert (person.birth_date, person.sex, person.branch) == (cast.day("03/04/1999"), "female", office.hill)
    assert (person.occupation, person.general_education, person.is_union_member) == ("farmer", "upper_secondary", True)
    assert visitor.problems == []


def test_a_member_is_entered_by_keyboard_alone(office, visitor):
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/dang-vien/them/")
    for text in ("Rơ Châm Đảng Viên", "1980", "HILL", "03022010", "", ""):
        visitor.page.keyboard.type(text)
        visitor.page.keyboard.press("Enter")
    assert focused(visitor) == "submit-id-save"
    visitor.saves()
    visitor.page.wait_for_url(re.compile(r"/dang-vien/$"))
    member = Member.objects.get()
    assert (member.full_name, member.branch, member.official_on) == (
        "Rơ Châm Đảng Viên",
        office.hill,
        cast.day("03/02/2010"),
    )
    assert visitor.problems == []


def test_no_field_is_a_trap(office, visitor):
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/quan-chung/them/")
    seen = []
    for _ in range(len(TYPED) + 1):
        seen.append(focused(visitor))
        visitor.page.keyboard.press("Tab")
    for name in reversed(seen):
        visitor.page.keyboard.press("Shift+Tab")
        assert focused(visitor) == name
    assert len(set(seen)) == len(seen)


def test_a_cell_is_suggested_while_typing_and_chosen_by_keyboard(office, visitor):
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/quan-chung/them/")
    field = visitor.page.locator("#id_branch")
    field.press_sequentially("truong hoc")
    visitor.page.wait_for_selector("#id_branch_suggestions li")
    assert field.input_value() == "truong hoc"
    field.press("ArrowDown")
    assert field.get_attribute("aria-activedescendant") == "id_branch_suggestions_0"
    field.press("Enter")
    assert field.input_value() == "Chi bộ Trường học (MOOR)"
    assert focused(visitor) == "id_branch"
    field.press("Enter")
    assert focused(visitor) == "id_residence"
    assert visitor.problems == []


def test_typing_with_an_input_method_loses_no_letter_where_cells_are_suggested(office, visitor):
    """Unikey takes letters back and types them anew; suggestions that arrive meanwhile leave the field alone."""
    visitor.logs_in("canbo", cast.PASSWORD)
    for address in ("/quan-chung/them/", "/quan-chung/"):
        visitor.opens(address)
        field = visitor.page.locator("#id_branch")
        field.press_sequentially("Thon D", delay=120)
        for letters in ("Đ", "o", "ô", "ồ"):
            field.press("Backspace")
            field.press_sequentially(letters, delay=400)  # longer than the pause after which suggestions are asked for
            if letters == "Đ":
                field.press_sequentially("x")
        field.press_sequentially("i")
        assert field.input_value() == "Thon Đồi", address
    session = visitor.page.context.new_cdp_session(visitor.page)
    visitor.opens("/quan-chung/them/")
    visitor.page.focus("#id_branch")
    for text in ("D", "Đ", "Đo", "Đô", "Đồ", "Đồi"):
        session.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        visitor.page.wait_for_timeout(350)
    session.send("Input.insertText", {"text": "Đồi"})
    assert visitor.page.input_value("#id_branch") == "Đồi"
    assert visitor.problems == []


def test_two_at_one_person_see_each_other_and_nothing_typed_is_lost(office, visitor):
    person = Candidate.objects.get(full_name="Y Minh Họa")
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens(f"/quan-chung/{person.pk}/sua/")
    visitor.page.fill("#id_residence", "Thôn 5")
    other = cast.account("lan", "secretary", office.north, full_name="Y Lan")
    edit_person(person.pk, {"residence": "Thôn 4"}, person.version, by=other)
    visitor.saves()
    visitor.page.wait_for_selector(".conflicts")
    assert "Y Lan" in visitor.page.inner_text(".conflicts")
    assert "Thôn 4" in visitor.page.inner_text(".conflicts")
    assert visitor.page.input_value("#id_residence") == "Thôn 5"
    visitor.saves()
    visitor.page.wait_for_url(f"**/quan-chung/{person.pk}/")
    assert Candidate.objects.get(pk=person.pk).residence == "Thôn 5"
    assert visitor.problems == []


def test_the_list_is_taken_out_with_a_reason(office, visitor):
    visitor.logs_in("canbo", cast.PASSWORD)
    visitor.opens("/quan-chung/?sex=female")
    visitor.page.select_option("[name=reason]", "meeting")
    name, content = visitor.downloads(".export button")
    assert name == "quan-chung-2023-12-31.xlsx"
    assert content.startswith(b"PK")


@pytest.mark.parametrize("who", ["canbo", "bithu"])
def test_no_page_of_people_scrolls_sideways_or_breaks_the_content_policy(office, visitor, who):
    visitor.logs_in(who, cast.PASSWORD)
    people = Candidate.objects.values_list("pk", flat=True)
    pages = ["/quan-chung/", "/quan-chung/?q=zzz", "/quan-chung/?branch=zzz", "/quan-chung/them/"]
    pages += [f"/quan-chung/{pk}/{page}" for pk in people for page in ("", "sua/", "huy/", "khoi-phuc/")]
    for address in pages:
        assert visitor.opens(address).ok
        assert visitor.widths_that_scroll_sideways() == []
    assert visitor.problems == []
