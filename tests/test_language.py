"""No English word reaches a Vietnamese page: every word is a Vietnamese syllable, a name of the demo, or allowed (P8)."""

import re
import unicodedata
from html.parser import HTMLParser
from io import StringIO
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from branches.access import system_user
from branches.models import Branch, BranchPlacement, User
from branches.names import fold
from recruitment.demo.accounts import PASSWORD
from recruitment.editing import edit_person
from recruitment.models import Admission, Candidate, Resolution, StageChange
from recruitment.profiles import ETHNIC_GROUPS, RELIGIONS
from recruitment.rules.papers import Group
from recruitment.stages import Stage
from recruitment.wrong_entries import void_person
from reports.models import Report
from tests import way

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

INITIAL = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdghklmnprstvx]"
SYLLABLE = re.compile(rf"(?:{INITIAL})?[aeiouy]{{1,3}}(?:ng|nh|ch|[cmnpt])?")
"""A Vietnamese syllable without its accents; most English words are none."""

ALLOWED = {
    "a",
    "b",
    "c",
    "caps",
    "ctrl",
    "s",
    "lock",
    "pdf",
    "excel",
    "csv",
    "json",
    "word",
    "english",
    "tieng",
    "d",
    "qd",
    "tb",
    "hu",
    "bc",
    "docx",
    "xlsx",
    *("iv", "v", "vi", "vii"),  # sections of a paper
    *("m", "kb"),  # T/M Ban Thường vụ; how large a file is
    "mttq",
    "tncs",
    "pt",
    "cp",
    "hd",
    "tw",
    "vpcp",
    "kgvx",
    *("cn", "ntvd", "knd", "tn", "hsdv", "btctw"),  # codes of papers
    "gcn",  # as every list heads the certificates
}
ALLOWED_NUMBERS = {"qc"} | {word for stage in Stage for word in stage.value.split("_")}
"""The tests' people have codes, and their documents are numbered after the step."""
SAID = {"alt", "title", "aria-label", "placeholder", "value"}


class Words(HTMLParser):
    """The words that a person reads or hears; ``lang="en"`` parts are meant to be English."""

    def __init__(self):
        super().__init__()
        self.texts, self._hidden = [], []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag in {"script", "style"} or attrs.get("lang") in {"en", "zxx"}:
            self._hidden.append(tag)
        if not self._hidden and attrs.get("type") != "hidden":
            unread = {"value"} if attrs.get("type") in {"checkbox", "radio"} else set()
            self.texts += [text for name, text in attrs.items() if name in SAID - unread and text and tag != "option"]

    def handle_endtag(self, tag):
        if self._hidden and self._hidden[-1] == tag:
            self._hidden.pop()

    def handle_data(self, data):
        if not self._hidden:
            self.texts.append(data)


def foreign_words(html, names):
    parser = Words()
    parser.feed(html)
    words = re.findall(r"[^\W\d_]+", fold(unicodedata.normalize("NFC", " ".join(parser.texts))))
    return sorted({word for word in words if not SYLLABLE.fullmatch(word)} - ALLOWED - names)


@pytest.fixture(scope="module")
def demo(kept):
    call_command("demo", stdout=StringIO(), stderr=StringIO())


@pytest.fixture(scope="module")
def names(demo):
    said = [*BranchPlacement.objects.values_list("name", flat=True), *Branch.objects.values_list("code", flat=True)]
    said += Branch.objects.values_list("signer", flat=True)
    said += [text for row in Candidate.objects.values_list("full_name", "code", "residence") for text in row]
    said += [*ETHNIC_GROUPS, *RELIGIONS, *Admission.objects.values_list("decision_number", flat=True)]
    said += [
        *StageChange.objects.values_list("number", flat=True),
        *Resolution.objects.values_list("number", flat=True),
    ]
    said += [text for user in User.objects.all() for text in (user.username, user.full_name)]
    return set(re.findall(r"[^\W\d_]+", fold(" ".join(said))))


@pytest.fixture
def people(demo, db):
    return [
        Candidate.objects.filter(admissions__isnull=admitted).select_related("branch").order_by("pk")[0]
        for admitted in (True, False)
    ]


PAGES = [
    "/nhat-ky/",
    "/nhat-ky/?first=1&last=mai&what=la",
    "/to-chuc/IAHDRAI/",
    "/to-chuc/IAHDRAI/2023-12/",
    "/to-chuc/IADOM/2023-12/",
    "/to-chuc/IADOM-T3/2023-12/",
    "/to-chuc/IAHDRAI/2099-01/",
    "/to-chuc/NOBODY/",
    "/quan-chung/",
    "/quan-chung/?q=khong&branch=khong&born_from=9",
    "/quan-chung/?stage=la&longer_than=999&to_put_right=on",
    "/quan-chung/theo-buoc/",
    "/quan-chung/theo-buoc/?stage=left",
    "/quan-chung/buoc/",
    "/quan-chung/buoc/dua-vao-danh-sach/",
    "/quan-chung/buoc/tham-dinh/",
    "/quan-chung/buoc/le-ket-nap/?branch=khong",
    "/quan-chung/them/",
    "/thoi-han/",
    "/thoi-han/?kind=ceremony&day=1/8/2025",
    "/thoi-han/?kind=la&day=mai",
    "/ngay-nghi/",
    "/quy-dinh/",
    "/viec-can-lam/",
    "/ngay-nghi/?year=2026",
    "/bao-cao/",
    "/bao-cao/?branch=khong&state=la&year=mai",
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_vietnamese_throughout(client, names, page):
    client.force_login(User.objects.get(username="canbo"))
    assert foreign_words(client.get(page).content.decode(), names) == []


def test_the_pages_of_reports_are_vietnamese_in_every_state(client, names):
    client.force_login(User.objects.get(username="canbo"))
    answers = []
    for report in Report.objects.all():
        own = f"/bao-cao/{report.pk}/"
        answers += [client.get(own), client.post(own, {"version": "x"})]
        answers += [client.get(own + act, follow=True) for act in ("ky/", "tra-lai/", "ban-hanh-lai/")]
        answers += [client.post(own + act, {"version": "1"}, follow=True) for act in ("ky/", "", "bo/")]
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert foreign_words(answer.content.decode(), names) == []


def test_the_accounts_screen_is_vietnamese_throughout(client, names):
    account = User.objects.get(username="chibo")
    access = account.access.get()
    client.force_login(User.objects.get(username="quantri"))
    AccessAttempt.objects.create(username="chibo", ip_address="192.0.2.1", failures_since_start=5)
    new, row, role = reverse("branches:account_create"), f"/tai-khoan/{account.pk}/", f"/vai-tro/{access.pk}/"
    answers = [
        *(client.get(page) for page in ("/tai-khoan/", "/tai-khoan/?q=zz", "/tai-khoan/?branch=zz", new)),
        *(client.get(row + page) for page in ("", "ho-ten/", "dong/", "mo-lai/", "mat-khau/", "vai-tro/")),
        *(client.get(role + page) for page in ("ket-thuc/", "ban-giao/")),
        *(client.get("/cai-dat/"), client.post("/cai-dat/", {"minutes": "1"})),
        client.get("/to-chuc/IADOM/quyen/"),
        client.post(new, {}),
        client.post(new, {"username": "có dấu cách", "role": "x", "branch": "zz", "valid_from": "1", "last_day": "1"}),
        client.post(row + "vai-tro/", {}),
        client.post(row + "ho-ten/", {"full_name": "", "version": "x"}),
        client.post(row + "ho-ten/", {"full_name": "Y Minh Họa", "version": "0"}),
        client.post(role + "ket-thuc/", {"when": "after", "last_day": "1/1/2020"}),
        client.post(role + "ban-giao/", {"to_user": "zz"}),
        client.post(f"/tai-khoan/{User.objects.get(username='quantri').pk}/dong/"),
        client.post(row + "mat-khau/", {"form_token": str(uuid4())}),
    ]
    for response in answers:
        text = re.sub(r'(slip-password">)[^<]*', r"\1", response.content.decode())
        assert foreign_words(text, names | {"http", "testserver", "zz", "x"}) == []


def test_the_pages_of_a_person_are_vietnamese(client, names, people):
    """An admitted person and one who is not; as they are, and after everything that can go wrong."""
    client.force_login(User.objects.get(username="canbo"))
    answers = [client.post("/quan-chung/them/", {"birth": "31/02"})]
    for person in people:
        own = f"/quan-chung/{person.pk}/"
        answers += [client.get(own + page) for page in ("", "sua/", "huy/", "khoi-phuc/")]
        edit_person(person.pk, {"residence": "Thôn 8"}, person.version, by=system_user())
        said = {"full_name": "Ba", "branch": person.branch.code, "is_union_member": "unknown"}
        answers.append(client.post(own + "sua/", said | {"version": person.version, "religion": "Đạo"}))
        answers.append(client.post(own + "huy/", {"reason": "other", "version": person.version + 1}))
        answers.append(client.post(own + "huy/", {"reason": "duplicate", "version": person.version}))
        void_person(person.pk, "duplicate", person.version + 1, by=system_user())
        answers += [client.get(own), client.get("/quan-chung/?only_void=on")]
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert foreign_words(answer.content.decode(), names) == []


def test_the_pages_of_the_way_are_vietnamese(client, names, people):
    """Every stage, and every form as it is opened and after everything was left out of it."""
    client.force_login(User.objects.get(username="canbo"))
    cell, answers = people[0].branch, []
    for stage in Stage:
        if stage != Stage.SECTION_REPORTED:
            person = way.on_the_way(cell, stage, f"Y {stage.label}")
            own = f"/quan-chung/{person.pk}/"
            answers += [client.get(own), client.get(own + "lich-su/")]
            page = answers[-2].context["outlook"]
            for offer in (*page.others, *([page.following] if page.following else [])):
                answers.append(client.get(f"{own}buoc/{offer.move.target}/"))
                empty = {"seen": person.stage, "form_token": str(uuid4())}
                answers.append(client.post(f"{own}buoc/{offer.move.target}/", empty))
                answers.append(client.post(f"{own}buoc/{offer.move.target}/", empty | {"on": "31/12/2099", "yes": "7"}))
    forms = ("hien-trang/", "sua-buoc/", "tai-lieu/", "tham-tra/", "van-ban-dong-y/")
    for form in forms:
        answers += [client.get(own + form), client.post(own + form, {"version": "0", "count": "1"})]
    answers += [client.get(f"{own}tai-lieu/", {"group": group}) for group in Group]
    assert {answer.status_code for answer in answers} == {200}
    for answer in answers:
        assert foreign_words(answer.content.decode(), names | ALLOWED_NUMBERS) == []


def test_a_grid_and_all_that_it_complains_of_are_vietnamese(client, names):
    client.force_login(User.objects.get(username="canbo"))
    page = "/quan-chung/buoc/dua-vao-danh-sach/"
    person = client.get(page).context["grid"].rows[0].person
    row = {f"p{person.pk}-seen": "introduced", f"p{person.pk}-pick": "on"}
    answers = [
        client.post(page, {}),
        client.post(page, row | {"p0-seen": "introduced"}),
        client.post(page, row | {"form_token": str(uuid4())}),
        client.post(page, row | {"form_token": str(uuid4()), "on": "1/1/2030"}),
        client.post(page, row | {"form_token": str(uuid4()), "on": "1/3/2024"}, follow=True),
        client.get("/quan-chung/buoc/lop-boi-duong/"),
        client.post("/quan-chung/buoc/lop-boi-duong/", {f"p{person.pk}-seen": "la", f"p{person.pk}-number": "1"}),
    ]
    for response in answers:
        assert foreign_words(response.content.decode(), names) == []


def test_forms_and_their_errors_are_vietnamese(client, names):
    wrong = client.post(reverse("branches:login"), {"username": "canbo", "password": "sai"})
    empty = client.post(reverse("branches:login"), {})
    client.force_login(User.objects.get(username="canbo"))
    short = client.post(
        reverse("branches:password_change"), {"old_password": "sai", "new_password1": "1", "new_password2": "2"}
    )
    same = client.post(
        reverse("branches:password_change"),
        {"old_password": "demo-2024-ia-hdrai", "new_password1": "12345678", "new_password2": "12345678"},
    )
    locked = [client.post(reverse("branches:login"), {"username": "khac", "password": "sai"}) for _guess in range(6)]
    for response in (wrong, empty, short, same, locked[-1]):
        assert foreign_words(response.content.decode(), names) == []


def test_the_pages_of_the_second_factor_are_vietnamese(client, names):
    user = User.objects.get(username="canbo")
    factor, setup = reverse("branches:second_factor"), reverse("branches:second_factor_setup")
    password = {"password": PASSWORD}
    client.force_login(user)
    client.post(factor, password | {"begin": ""})
    device = TOTPDevice.objects.get()
    answers = [client.get(factor), client.post(factor, {"password": "sai"}), client.get(setup)]
    answers += [client.post(setup, {"code": "0"}), client.post(setup, {"code": f"{TOTP(device.bin_key).token():06}"})]
    assert answers[-1].context["codes"]
    answers.append(client.get(factor))
    client.post(reverse("branches:logout"))
    client.post(reverse("branches:login"), {"username": "canbo"} | password)
    code = reverse("branches:login_code")
    answers += [client.get(code), client.post(code, {"code": "1"})]
    for response in answers:
        text = re.sub(r'class="secret">[A-Z2-7 ]+<', "><", response.content.decode())
        assert foreign_words(text, names) == []


@pytest.mark.parametrize("ending", ["idle", "role", "account"])
def test_why_a_session_has_ended_is_vietnamese(client, names, ending):
    response = client.get(reverse("branches:login"), {"ended": ending})
    assert "alert-warning" in response.content.decode()
    assert foreign_words(response.content.decode(), names) == []


def test_the_check_finds_an_english_word():
    assert foreign_words("<p>Chi bộ thôn <b>Village cells</b></p>", set()) == ["cells", "village"]
