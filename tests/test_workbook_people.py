"""The sheets of people: ``Quần chúng``, ``Danh sách``, ``Nguồn``, ``Cảm tình Đảng``, ``Đảng viên mới``."""

from datetime import date

import pytest

from recruitment.models import Admission, Candidate
from recruitment.profiles import SOME_MINORITY, SOME_RELIGION, Sex
from tests.workbooks import TREE, bring, places, refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]
HEAD = ["Họ và tên", "Ngày sinh", "Mã chi bộ", "Ngày quyết định", "Ngày lễ kết nạp"]


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


def people(*rows, name="Quần chúng"):
    return {name: [list(row) for row in rows]}


def the(name):
    return Candidate.objects.get(full_name=name)


def test_a_person_on_the_way_has_no_admission():
    counts, warnings = bring(people(["Họ và tên", "Chi bộ"], ["Y Minh Họa", "Chi bộ thôn Đồi"]))
    assert (counts, warnings) == ({"Quần chúng": (1, 0, 0)}, [])
    assert (the("Y Minh Họa").branch.code, the("Y Minh Họa").code) == ("T1", "QC000001")
    assert not Admission.objects.exists()


def test_everything_a_list_says_is_kept():
    head = ["Mã", "Họ tên", "Năm sinh", "Phái", "DT", "TG", "Nghề nghiệp", "Văn hóa", "CMNV", "Đoàn viên", "Đối tượng"]
    head += ["Thôn cư trú", "Chi bộ công nhận", "Số QĐ KN", "Ngày QĐ", "Ngày tổ chức lễ", "Ngày chính thức"]
    said = [
        "QC7",
        "Y Minh Họa",
        "5/6/1991",
        "nữ",
        "Xê Đăng",
        "Thiên chúa",
        "Giáo viên",
        "12/12",
        "ĐH",
        "x",
        "Trưởng thôn",
    ]
    bring(people(head, [*said, "Thôn 7", "T2", "12-QĐ/HU", "1/2/2023", "3/2/2023", "3/2/2024"]))
    row = Admission.objects.get()
    person = (row.candidate.code, row.candidate.residence, row.branch.code, row.birth_date, row.birth_year, row.sex)
    assert person == ("QC7", "Thôn 7", "T2", date(1991, 6, 5), 1991, "female")
    lists = (row.ethnic_group, row.religion, row.occupation, row.general_education, row.professional_education)
    assert lists == ("Xơ Đăng", "Công giáo", "teacher", "upper_secondary", "bachelor")
    assert (row.is_union_member, [tag.name for tag in row.tags.all()]) == (True, ["Trưởng thôn"])
    days = (row.decision_number, row.decision_on, row.ceremony_on, row.recognised_on)
    assert days == ("12-QĐ/HU", date(2023, 2, 1), date(2023, 2, 3), date(2024, 2, 3))


def test_the_same_workbook_twice_changes_nothing_without_codes_too():
    sheets = people(
        [*HEAD, "Đối tượng"],
        ["Y Minh Họa", 1991, "T1", "1/2/2023", "3/2/2023", "Trưởng thôn; Dân quân"],
        ["A Minh Họa", None, "T1", None, None, None],
        ["A Minh Họa", "3/4/1990", "T1", None, None, "dân quân"],
    )
    assert bring(sheets)[0] == {"Quần chúng": (3, 0, 0)}
    assert bring(sheets)[0] == {"Quần chúng": (0, 0, 3)}


def test_all_the_names_of_the_sheet_are_read_together():
    head, row = ["Họ và tên", "Mã chi bộ"], "Y Minh Họa {}"
    names = ["Danh sách", "NGUỒN", "Cảm tình Đảng", "Đảng viên mới"]
    sheets = {name: [head, [row.format(number), "T1"]] for number, name in enumerate(names)}
    assert bring(sheets)[0] == {", ".join(names): (4, 0, 0)}


def test_two_sheets_may_not_hold_one_person_without_a_code():
    head = ["Họ và tên", "Mã chi bộ"]
    found = places({"Nguồn": [head, ["Y Minh Họa", "T1"]], "Danh sách": [head, ["Y Minh Họa", "T1"]]})
    assert found == [("Nguồn", 2, "Mã", ""), ("Danh sách", 2, "Mã", "")]


def test_a_name_in_two_columns_is_put_together():
    bring(people(["Họ đệm", "Tên", "Mã chi bộ"], ["Nguyễn Văn", "Minh", "T1"]))
    assert the("Nguyễn Văn Minh")


def test_the_column_that_holds_the_birth_says_the_sex():
    head = [["Họ và tên", "Năm sinh", None, "Mã chi bộ"], [None, "Nam", "Nữ", None]]
    bring(people(*head, ["A Minh Họa", 1990, None, "T1"], ["Y Minh Họa", None, "2/3/1991", "T1"]))
    assert (the("A Minh Họa").sex, the("A Minh Họa").birth_year, the("A Minh Họa").birth_date) == (Sex.MALE, 1990, None)
    assert (the("Y Minh Họa").sex, the("Y Minh Họa").birth_date) == (Sex.FEMALE, date(1991, 3, 2))


def test_a_birth_under_both_sexes_is_refused():
    head = [["Họ và tên", "Năm sinh", None, "Mã chi bộ"], [None, "Nam", "Nữ", None]]
    assert places(people(*head, ["A", 1990, 1991, "T1"])) == [("Quần chúng", 3, "Năm sinh: Nữ", "1991")]


def test_a_ticked_box_for_women_makes_the_others_men():
    bring(people(["Họ và tên", "Nữ", "Mã chi bộ"], ["Y Minh Họa", "x", "T1"], ["A Minh Họa", None, "T1"]))
    assert [the("Y Minh Họa").sex, the("A Minh Họa").sex] == [Sex.FEMALE, Sex.MALE]


def test_an_empty_box_for_women_says_nothing():
    bring(people(["Họ và tên", "Nữ", "Mã chi bộ"], ["Y Minh Họa", None, "T1"]))
    assert the("Y Minh Họa").sex == ""


def test_ticked_boxes_name_no_people_and_no_faith():
    bring(people(["Họ và tên", "DTTS", "Có đạo", "Mã chi bộ"], ["Y", "x", "x", "T1"], ["A", None, None, "T1"]))
    assert [(p.ethnic_group, p.religion) for p in (the("Y"), the("A"))] == [(SOME_MINORITY, SOME_RELIGION), ("", "")]


def test_values_outside_their_lists_are_kept_and_told_once_a_column():
    head = ["Họ và tên", "Nghề nghiệp", "Dân tộc", "Mã chi bộ"]
    _counts, warnings = bring(people(head, ["Y", "Thợ may", "Kinh", "T1"], ["A", "Thợ may", "Lạ", "T1"]))
    assert [(p.occupation, p.ethnic_group) for p in (the("Y"), the("A"))] == [("Thợ may", "Kinh"), ("Thợ may", "Lạ")]
    assert [("2, 3" in text, "Thợ may" in text, "Lạ" in text) for text in warnings] == [
        (True, True, False),
        (False, False, True),
    ]


def test_columns_that_nobody_knows_are_told_with_their_filled_cells():
    head = ["Họ và tên", "Mã chi bộ", "Ghi chú lạ"]
    _counts, (warning,) = bring(people(head, ["Y", "T1", "a"], ["A", "T1", "b"]))
    assert all(word in warning for word in ("Ghi chú lạ", "2"))


def test_full_membership_without_an_admission_is_not_stored_and_said():
    head = ["Họ và tên", "Mã chi bộ", "Ngày quyết định", "Ngày chính thức"]
    _counts, (warning,) = bring(people(head, ["Y", "T1", "1/1/2022", "1/1/2023"], ["A", "T1", None, "1/1/2023"]))
    assert "Ngày chính thức" in warning
    assert "3)" in warning
    assert Admission.objects.get().recognised_on == date(2023, 1, 1)


def test_a_tag_with_the_name_of_a_group_that_every_office_has_is_told():
    _counts, (warning,) = bring(people(["Họ và tên", "Mã chi bộ", "Đối tượng"], ["Y", "T1", "Công nhân"]))
    assert "Công nhân" in warning
    assert [tag.name for tag in the("Y").tags.all()] == ["Công nhân"]


def test_a_blank_cell_leaves_what_is_known():
    bring(people(["Mã", "Họ và tên", "Nghề nghiệp", "Mã chi bộ"], ["QC7", "Y", "Giáo viên", "T1"]))
    counts, _warnings = bring(people(["Mã", "Họ và tên", "Nghề nghiệp", "Mã chi bộ"], ["QC7", "Y", None, "T1"]))
    assert (counts, the("Y").occupation) == ({"Quần chúng": (0, 0, 1)}, "teacher")


def test_a_row_without_decision_or_ceremony_leaves_the_admission_alone():
    bring(people(["Mã", *HEAD], ["QC7", "Y", 1990, "T1", "1/2/2023", "3/2/2023"]))
    bring(people(["Mã", "Họ và tên", "Mã chi bộ", "Nghề nghiệp"], ["QC7", "Y", "T2", "Nông dân"]))
    row = Admission.objects.get()
    assert (row.branch.code, row.occupation, the("Y").branch.code, the("Y").occupation) == ("T1", "", "T2", "farmer")


def test_past_facts_are_recorded_as_they_are():
    sunday = "5/2/2023"
    rows = [["Y Minh Họa", "1/1/1990", "T1", sunday, sunday], ["A Minh Họa", "1/1/1990", "T1", sunday, None]]
    assert bring(people(HEAD, *rows))[0] == {"Quần chúng": (2, 0, 0)}


# --- Ngày kết nạp


@pytest.mark.parametrize("heading", ["Ngày kết nạp", "Ngày vào Đảng"])
def test_the_day_of_joining_is_the_ceremony_beside_a_decision(heading):
    bring(people(["Họ và tên", "Mã chi bộ", "Ngày QĐ", heading], ["Y", "T1", "1/2/2023", "3/2/2023"]))
    row = Admission.objects.get()
    assert (row.decision_on, row.ceremony_on) == (date(2023, 2, 1), date(2023, 2, 3))


@pytest.mark.parametrize("heading", ["Ngày kết nạp", "Ngày vào Đảng"])
def test_alone_it_is_asked_which_of_the_two_days_it_is(heading):
    (problem,) = refusal(people(["Họ và tên", "Mã chi bộ", heading], ["Y", "T1", "3/2/2023"]))
    assert (problem.row, problem.heading) == (1, heading)
    assert "Ngày quyết định" in problem.sentence
    assert "Ngày lễ kết nạp" in problem.sentence


def test_an_empty_column_asks_nothing():
    assert refusal(people(["Họ và tên", "Mã chi bộ", "Ngày kết nạp"], ["Y", "T1", None])) == []


# --- Refused


@pytest.mark.parametrize(
    ("cells", "heading", "seen"),
    [
        ([None, 1990, "T1"], "Họ và tên", ""),
        (["Y", 1990, None], "Mã chi bộ", ""),
        (["Y", 1990, "T9"], "Mã chi bộ", "T9"),
        (["Y", "31/02/1990", "T1"], "Ngày sinh", "31/02/1990"),
        (["Y", "12/25/1990", "T1"], "Ngày sinh", "12/25/1990"),
        (["Y", "1/1/2030", "T1"], "Ngày sinh", "1/1/2030"),
        (["Y", "1/1/1990", "T1", "31/02/2023"], "Ngày quyết định", "31/02/2023"),
        (["Y", "1/1/1990", "T1", "25/3/2024"], "Ngày quyết định", "25/3/2024"),
        (["Y", "1/1/1990", "T1", "1/1/1989"], "Ngày quyết định", "1/1/1989"),
        (["Y", 1990, "T1", None, "1/1/1989"], "Ngày lễ kết nạp", "1/1/1989"),
        (["Y", 1990, "T1", "5/2/2023", "4/2/2023"], "Ngày lễ kết nạp", "4/2/2023"),
        (["Y" * 101, 1990, "T1"], "Họ và tên", "Y" * 101),
        ([date(2023, 1, 1), 1990, "T1"], "Họ và tên", "01/01/2023"),
    ],
)
def test_a_row_is_refused_at_its_cell(cells, heading, seen):
    assert places(people(HEAD, cells)) == [("Quần chúng", 2, heading, seen)]
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("heading", "cell"), [("Giới tính", "Khác"), ("Đoàn viên", "có lẽ"), ("Thôn cư trú", "x" * 101)]
)
def test_values_that_are_no_list_are_refused(heading, cell):
    found = places(people(["Họ và tên", "Mã chi bộ", heading], ["Y", "T1", cell]))
    assert found == [("Quần chúng", 2, heading, cell)]


def test_every_problem_of_every_row_is_told():
    found = places(people(HEAD, ["Y", "31/02/1990", "T9"], ["A", 1990, "T1", "1/1/2030"], ["B", 1990, "T1"]))
    assert [(row, heading) for _sheet, row, heading, _seen in found] == [
        (2, "Ngày sinh"),
        (2, "Mã chi bộ"),
        (3, "Ngày quyết định"),
    ]


def test_two_rows_of_one_person_ask_for_a_code():
    found = places(people(HEAD, ["Y Minh Họa", 1990, "T1"], ["y minh hoạ", 1990, "T1"]))
    assert [(row, heading) for _sheet, row, heading, _seen in found] == [(2, "Mã"), (3, "Mã")]


def test_a_code_that_stands_twice_is_told_from_a_person_that_does():
    (name,) = {problem.sentence for problem in refusal(people(HEAD, ["Y", 1990, "T1"], ["y", 1990, "T1"]))}
    rows = people(["Mã", *HEAD], ["QC7", "Y", 1990, "T1"], ["QC7", "Kpă", 1991, "T1"])
    (code,) = {problem.sentence for problem in refusal(rows)}
    assert code != name


def test_a_ceremony_before_the_decision_known_already_is_refused():
    bring(people(["Mã", *HEAD], ["QC7", "Y", 1990, "T1", "1/2/2023", None]))
    found = places(people(["Mã", *HEAD], ["QC7", "Y", 1990, "T1", None, "1/1/2023"]))
    assert found == [("Quần chúng", 2, "Ngày lễ kết nạp", "1/1/2023")]


def test_a_named_admission_inside_a_total_is_refused():
    totals = [["Mã tổ chức", "Từ ngày", "Đến ngày", "Số lượng"], ["X", "1/1/2022", "31/12/2022", 7]]
    sheets = people(HEAD, ["Y", 1990, "T1", "1/6/2022"], ["A", 1990, "T1", "1/6/2023"])
    found = places({"Số liệu trước": totals, **sheets})
    assert found == [("Quần chúng", 2, "Ngày quyết định", "1/6/2022")]
