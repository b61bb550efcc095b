"""How papers look and spell: the two forms of the Party, every value between its bounds, one place where it is decided."""

import io
import json
import re
import zipfile
from dataclasses import fields, replace
from datetime import date

import pytest
from django.urls import reverse
from pypdf import PdfReader

from branches.access import system_user
from branches.models import AuditEntry
from config import installation
from config.models import Setting
from config.refusal import Refused
from reports import narrative, wording
from reports.document import Document, Signing
from reports.figures.facts import Letterhead
from reports.look import BOUNDS, CHOICES, NAMES, PRESET_2018, PRESET_2026, PRESETS, Look, spoken_as
from reports.look_forms import LookForm
from reports.look_in_force import look_in_force, set_look
from reports.papers.due import due_list
from reports.percent import percent
from reports.rendering import html, papers, pdf, render
from reports.rendering import json as json_file
from tests import cast
from tests.doors import ROLES
from tests.figures_for_tests import IA_HDRAI, figures

PAGE, SAMPLE = reverse("reports:look_edit"), reverse("reports:look_sample")
MM = 72 / 25.4


def letters(content, page=0):
    """(text, size in pt, mm from the left, pt from below) of every piece of text on a page."""
    found = []

    def note(text, page, line, _font, size):
        if text.strip():
            place = (line[4] * page[0] + page[4]) / MM, line[5] * page[3] + page[5]
            found.append((text.strip(), round(size * abs(line[0] * page[0]), 1), *place))

    PdfReader(io.BytesIO(content)).pages[page].extract_text(visitor_text=note)
    return found


# --- The look itself


def test_every_value_has_bounds_or_choices_and_both_forms_keep_to_them():
    assert {*BOUNDS, *CHOICES} == set(NAMES) == {field.name for field in fields(Look)}
    for look in PRESETS.values():
        for name, (least, most) in BOUNDS.items():
            assert least <= getattr(look, name) <= most
        for name, choices in CHOICES.items():
            assert getattr(look, name) in choices


def test_the_two_forms_are_those_of_the_instructions():
    margins = (20, 20, 30, 15)
    for look in (PRESET_2018, PRESET_2026):
        assert (look.top, look.bottom, look.left, look.right) == margins
        assert (look.party, look.indent, look.spacing) == (15, 10, 6)
    assert (PRESET_2018.header_left, PRESET_2018.kind, PRESET_2018.pitch) == (14, 16, 18)
    assert (PRESET_2026.header_left, PRESET_2026.kind, PRESET_2026.pitch) == (13, 15, 19)


def test_a_look_goes_into_json_and_comes_back_the_same():
    look = replace(PRESET_2026, spelling="uỷ", decimals=0, two_digits=False)
    assert Look.from_dict(json.loads(json.dumps(look.as_dict()))) == look
    assert Look.from_dict({"left": 25, "of another version": 1}) == replace(PRESET_2018, left=25)


def test_the_style_holds_nothing_but_numbers_of_the_look():
    style = replace(PRESET_2018, left=33, spelling="uỷ").stylesheet()
    assert "33mm" in style
    assert re.fullmatch(r"[a-z0-9@{}:;.,\s-]+", style)


@pytest.mark.parametrize(
    ("spelling", "said"),
    [
        ("", "Đảng ủy, Huyện uỷ, ỦY VIÊN, UỶ BAN, Thủy, thuỷ lợi"),
        ("uỷ", "Đảng uỷ, Huyện uỷ, UỶ VIÊN, UỶ BAN, Thủy, thuỷ lợi"),
        ("ủy", "Đảng ủy, Huyện ủy, ỦY VIÊN, ỦY BAN, Thủy, thuỷ lợi"),
    ],
)
def test_only_the_word_itself_is_spelled_anew_never_a_name_that_holds_it(spelling, said):
    text = "Đảng ủy, Huyện uỷ, ỦY VIÊN, UỶ BAN, Thủy, thuỷ lợi"
    assert replace(PRESET_2018, spelling=spelling).spelled(text) == said


@pytest.mark.parametrize("spelling", ["ủy", "uỷ"])
@pytest.mark.parametrize(
    "name",
    [
        *("Nguyễn Văn Uỷ", "Trần Ủy Minh", "Lê Thị Ủy", "Lê Thị Uỷ", "LÊ THỊ ỦY", "LÊ THỊ UỶ", "Uỷ", "Ủy", "Y Ủy"),
        *("<p>Hoàng Thành Uỷ</p>", "đồng chí Lê Thị Ủy, bí thư", "đồng chí Uỷ"),
    ],
)
def test_the_name_of_a_person_is_never_spelled_anew(spelling, name):
    assert replace(PRESET_2018, spelling=spelling).spelled(name) == name


@pytest.mark.parametrize(
    "body",
    [
        *("Thị ủy Bảo Lộc", "BAN THƯỜNG VỤ THỊ ỦY", "T/M THỊ ỦY", "Thành ủy", "chi ủy", "cấp ủy viên", "T/M CẤP ỦY"),
        *("Ủy ban nhân dân", "Đảng Ủy", "Đảng\n ủy", "Ban Thường vụ Huyện ủy"),
    ],
)
def test_the_name_of_a_body_is_spelled_as_the_look_says(body):
    assert replace(PRESET_2018, spelling="uỷ").spelled(body) == body.replace("ủy", "uỷ").replace("ỦY", "UỶ").replace(
        "Ủy", "Uỷ"
    )


@pytest.mark.parametrize("form", ["docx", "html"])
def test_who_signs_keeps_the_own_spelling_on_paper(form):
    head = replace(IA_HDRAI.letterhead, signer="Lê Thị Uỷ", signing_authority="T/M HUYỆN UỶ")
    document = Document(figures(letterhead=head), look=replace(PRESET_2018, spelling="ủy"))
    content = render(document, form)
    if form == "docx":
        content = zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml")
    text = content.decode()
    assert "Lê Thị Uỷ" in text
    assert "T/M HUYỆN ỦY" in text


@pytest.mark.parametrize(
    ("noughts", "shown"),
    [("rule", ["05/02", "05/3", "12/12"]), ("all", ["05/02", "05/03", "12/12"]), ("none", ["5/2", "5/3", "12/12"])],
)
def test_days_and_months_below_ten(noughts, shown):
    look = replace(PRESET_2018, noughts=noughts)
    assert [f"{look.day(d)}/{look.month(m)}" for d, m in ((5, 2), (5, 3), (12, 12))] == shown


def test_numbers_in_sentences_have_two_digits_where_the_look_says_so():
    assert wording.count(5) == "05"
    with spoken_as(replace(PRESET_2018, two_digits=False)):
        assert wording.count(5) == "5"
        assert "kết nạp 5 đảng viên, tăng 2 đồng chí" in narrative.in_the_period(IA_HDRAI)
    assert wording.count(5) == "05"


@pytest.mark.parametrize(
    ("decimals", "shares"), [(0, ["81", "82", "99"]), (1, ["81.5", "81.5", "99.9"]), (2, ["81.49", "81.5", "99.9"])]
)
def test_fewer_decimals_are_rounded_from_the_exact_share_and_never_up_to_100(decimals, shares):
    with spoken_as(replace(PRESET_2018, decimals=decimals)):
        # 81.49 is 81.5 with one decimal, which would be 82 if it were rounded again.
        assert [percent(8149, 10000), percent(815, 1000), percent(999, 1000)] == shares


# --- On paper


@pytest.fixture(scope="module")
def printed():
    signed = Signing(number=5, day=date(2023, 3, 5))
    return {name: pdf.render(Document(figures(), signing=signed, look=look)) for name, look in PRESETS.items()}


@pytest.mark.parametrize(("name", "header", "kind"), [("2018", 14, 16), ("2026", 13, 15)])
def test_sizes_are_those_of_the_form(printed, name, header, kind):
    sizes = {text: size for text, size, _x, _y in letters(printed[name])}
    assert sizes["ĐẢNG BỘ TỈNH KON TUM"] == sizes["Số 05-BC/HU"] == sizes["HUYỆN ỦY IA H'DRAI"] == header
    assert sizes["ĐẢNG CỘNG SẢN VIỆT NAM"] == 15
    assert sizes["BÁO CÁO"] == kind
    assert sizes["Ia H'Drai, ngày 05 tháng 3 năm 2023"] == 14


@pytest.mark.parametrize(("name", "pitch"), [("2018", 18), ("2026", 19)])
def test_lines_of_a_paragraph_stand_as_far_apart_as_the_form_says(printed, name, pitch):
    lines = [y for text, size, x, y in letters(printed[name]) if size == 14 and abs(x - 30) < 1]
    gaps = {round(one - other, 1) for one, other in zip(lines, lines[1:], strict=False)}
    assert pitch in gaps
    assert not [gap for gap in gaps if 0 < gap < pitch]


def test_margins_and_the_first_line_are_those_of_the_look():
    look = replace(PRESET_2018, left=35, indent=5, top=25)
    found = letters(pdf.render(Document(figures(), look=look)))
    starts = {round(x) for text, size, x, y in found if size == 14 and text.startswith(("Thực hiện", "I-"))}
    assert starts == {35, 40}


def test_the_spelling_reaches_every_title_and_sentence_and_no_signer():
    head = Letterhead(
        "Đảng bộ tỉnh", "Huyện ủy Ia H'Drai", "BC/HU", "", "T/M Ban Thường vụ", "Bí thư", "Nguyễn Thị Thủy"
    )
    text = html.render(Document(figures(letterhead=head), look=replace(PRESET_2018, spelling="uỷ")))
    assert "HUYỆN UỶ IA H&#x27;DRAI" in text
    assert "Nguyễn Thị Thủy" in text
    assert not re.search(r"(?<!\w)ủy(?!\w)", text, re.IGNORECASE)


def test_lists_for_meetings_have_the_look_of_this_moment(party):
    with spoken_as(replace(PRESET_2026, noughts="none", header_left=11)):
        context = due_list([], party.north, date(2024, 3, 5))
        text = papers.document("due", context)
    assert "ngày 5 tháng 3 năm 2024" in text
    assert ".header-left p { font-size: 11pt; }" in text


def test_json_has_no_look(printed):
    plain = json_file.render(Document(figures()))
    assert json_file.render(Document(figures(), look=PRESET_2026)) == plain


# --- In force


def test_until_somebody_chooses_the_form_of_2018_is_in_force(db):
    assert look_in_force() == PRESET_2018


def test_what_is_set_is_in_force_and_only_what_changed_is_written_down(party):
    assert set_look({"left": 25, "top": 20, "two_digits": False}, by=system_user()) == look_in_force()
    assert look_in_force() == replace(PRESET_2018, left=25, two_digits=False)
    entry = AuditEntry.objects.get(fields="look_left look_two_digits")
    assert entry.branch == party.country
    set_look({"left": 25}, by=system_user())
    assert AuditEntry.objects.filter(fields__contains="look_").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        *(
            {name: bad}
            for name, (least, most) in BOUNDS.items()
            for bad in (least - 1, most + 1, "12", None, 12.5, True)
        ),
        *({"noughts": "x"}, {"spelling": "ũy"}, {"two_digits": "yes"}, {"unheard of": 1}),
    ],
    ids=str,
)
def test_what_is_out_of_bounds_is_refused_and_nothing_is_written(party, wrong):
    with pytest.raises(Refused) as refused:
        set_look({"left": 25} | wrong, by=system_user())
    assert [problem.field for problem in refused.value.problems] == list(wrong)
    assert not Setting.objects.filter(key__startswith="look_").exists()


def test_the_look_in_force_costs_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        look_in_force()


def test_decimals_in_force_hold_for_figures_in_every_format(party):
    cast.quota(party.north, "2023", 7)
    cast.admit(party.hill, "01/03/2023")
    cast.admit(party.hill, "01/03/2023")
    assert cast.figures(party.north, "2023-12").year.percent == "28.57"
    set_look({"decimals": 1}, by=system_user())
    made = cast.figures(party.north, "2023-12")
    assert made.year.percent == "28.6"
    assert {part.share for each in made.breakdowns for part in each.parts} <= {"0", "50", "100", None}
    assert json.loads(json_file.render(Document(made)))["year"]["percent"] == "28.6"


# --- The page


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("quantri", "admin", party.country))
    return client


def sent(**changes):
    return {name: str(value) for name, value in (PRESET_2018.as_dict() | changes).items()}


def test_a_form_of_the_party_is_one_click(inside):
    assert inside.post(PAGE, {"preset": "2026"}).url == PAGE
    assert look_in_force() == PRESET_2026
    page = inside.get(PAGE)
    assert [preset["is_in_force"] for preset in page.context["presets"]] == [False, True]


def test_every_value_can_be_changed_alone_and_is_shown_again(inside):
    lowest = {"pitch": 17}  # lines never touch
    for name in NAMES:
        other = lowest.get(name) or next(
            v for v in CHOICES.get(name, range(*BOUNDS.get(name, (0, 1)))) if v != getattr(PRESET_2018, name)
        )
        assert inside.post(PAGE, sent(**{name: other})).status_code == 302
        assert look_in_force() == replace(PRESET_2018, **{name: other})
        assert str(inside.get(PAGE).context["form"][name].value()) == str(other)


def test_what_cannot_be_is_said_at_its_field(inside):
    response = inside.post(PAGE, sent(left=99, pitch="x", spelling="<b>"))
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"left", "pitch", "spelling"}
    assert look_in_force() == PRESET_2018


def test_lines_that_would_touch_are_refused(inside):
    response = inside.post(PAGE, sent(body=16, pitch=17))
    assert response.context["form"].errors["pitch"] == ["Cỡ chữ 16 cần giãn dòng ít nhất 18."]
    assert look_in_force() == PRESET_2018


def test_the_form_asks_for_every_value(db):
    assert set(LookForm().fields) == set(NAMES)


def test_the_first_page_is_shown_in_values_that_are_not_saved(inside, party):
    response = inside.get(SAMPLE, sent(header_left=11))
    assert response.headers["Content-Type"] == "application/pdf"
    sizes = {size for text, size, _x, _y in letters(response.content) if text.startswith("Số")}
    assert sizes == {11}
    assert look_in_force() == PRESET_2018
    assert not Setting.objects.filter(key__startswith="look_").exists()


def test_the_first_page_of_values_that_cannot_be_is_the_form_again(inside):
    response = inside.get(SAMPLE, sent(left=99))
    assert (response.status_code, set(response.context["form"].errors)) == (400, {"left"})


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", ["country", "north"])
def test_only_the_administrator_of_everything_sets_the_look(client, party, role, place):
    client.force_login(cast.account("ai-do", role, getattr(party, place)))
    gets_in = (role, place) == ("admin", "country")
    assert client.get(PAGE).status_code == (200 if gets_in else 403)
    assert client.post(PAGE, {"preset": "2026"}).status_code == (302 if gets_in else 403)
    assert look_in_force() == (PRESET_2026 if gets_in else PRESET_2018)
    assert client.get(SAMPLE, {}).status_code == (400 if gets_in else 403)


def test_the_settings_lead_to_it(inside):
    assert f'href="{PAGE}"' in inside.get(reverse("branches:settings_edit")).content.decode()


def test_a_report_downloaded_has_the_look_in_force(inside, party):
    set_look({"header_left": 11}, by=system_user())
    address = reverse("reports:report_download", args=["NORTH", "2023-12", "pdf"])
    sizes = {size for text, size, _x, _y in letters(inside.get(address).content) if text.startswith("Số")}
    assert sizes == {11}
    assert installation.value_of(installation.declare("look_header_left", default=0, read=int)) == 11
