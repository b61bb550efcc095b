"""The accounts screen: who may open what, what it does once, what it says, what it costs."""

import re
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from axes.models import AccessAttempt
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from branches.accounts import close_account, end_access, grant_access, rename_account, reopen_account
from branches.models import Access, AccessState, AuditEntry, User
from branches.views.accounts import PAGE
from config.clock import today
from tests import cast

ROLES = ("officer", "secretary", "leader", "admin")
MOST_STATEMENTS = 20
DAY = timedelta(days=1)


@pytest.fixture
def staff(party, clock):
    """Everybody's role began a month ago; ``own`` at north is whom the pages are about."""
    clock(2023, 11, 30)
    people = SimpleNamespace(
        admin=cast.account("quantri", "admin", party.north, full_name="Y Quản Trị"),
        own=cast.account("own", "officer", party.north, full_name="Nguyễn Thị Ánh"),
        below=cast.account("below", "secretary", party.hill, full_name="Đinh Văn Bình"),
        above=cast.account("above", "leader", party.country, full_name="Trần Thượng"),
        beside=cast.account("beside", "officer", party.south, full_name="Lê Láng Giềng"),
    )
    clock(2023, 12, 31)
    return people


@pytest.fixture
def inside(client, staff):
    client.force_login(staff.admin)
    return client


def page(name, *args):
    return reverse(f"branches:{name}", args=args)


def role_of(user):
    return Access.objects.get(user=user)


def text_of(response):
    return response.content.decode()


def token():
    return {"form_token": str(uuid4())}


def new_account(**said):
    return (
        token()
        | {
            "username": "moi",
            "full_name": "Hoàng Thị Mới",
            "role": "secretary",
            "branch": "HILL",
            "valid_from": "31/12/2023",
        }
        | said
    )


def grant(**said):
    return token() | {"role": "leader", "branch": "HILL", "valid_from": "31/12/2023"} | said


def tables():
    return list(User.objects.order_by("pk").values()), list(Access.objects.order_by("pk").values())


# --- Who may open what


def addresses(staff):
    """(address, what to post there or None) of every page: of the screen, of ``own``, of its role, of its branch."""
    account, access = staff.own.pk, role_of(staff.own).pk
    screen = [
        (page("account_list"), None),
        (page("account_create"), new_account()),
        (page("account_suggestions"), None),
        (page("branch_suggestions"), None),
    ]
    rows = [
        (page("account_detail", account), None),
        (page("account_rename", account), {"full_name": "Khác", "version": staff.own.version}),
        (page("account_close", account), {}),
        (page("account_reopen", account), {}),
        (page("account_reset", account), token()),
        (page("access_grant", account), grant()),
        (page("access_end", access), {"when": "now"}),
        (page("access_hand_over", access), token() | {"to_user": "below", "first_day": "01/01/2024"}),
    ]
    return screen, rows, [(page("branch_readers", "NORTH"), None)]


def expected(role, place):
    """The status of (screen, rows of north, readers of north) for a role at a place."""
    reaches = place in {"north", "country"}
    if role == "admin":
        return (200, 200, 200) if reaches else (200, 404, 404)
    readers = (200 if role == "officer" else 403) if reaches else 404
    return 403, 404, readers


@pytest.mark.parametrize("place", ["north", "country", "hill", "south"])
@pytest.mark.parametrize("role", ROLES)
def test_who_opens_which_page(client, party, staff, role, place):
    client.force_login(cast.account("ai-do", role, getattr(party, place)))
    before = tables()
    for pages, status in zip(addresses(staff), expected(role, place), strict=True):
        for address, said in pages:
            assert client.get(address).status_code == status, address
            if said is None:
                assert client.post(address).status_code in {405, status}, address
            elif status != 200:
                assert client.post(address, said).status_code == status, address
    assert tables() == before


def test_without_a_login_every_page_asks_for_one_and_nothing_is_written(client, staff):
    before = tables()
    for address, said in sum(addresses(staff), []):
        for response in (client.get(address), client.post(address, said or {})):
            assert response.status_code == 302
            assert response.url.startswith(reverse("branches:login"))
    assert tables() == before


def test_an_administrator_whose_role_has_ended_finds_nothing(inside, staff, party):
    end_access(role_of(staff.admin), last_day=today() - DAY, by=cast.system_user())
    inside.force_login(User.objects.get(pk=staff.admin.pk))
    statuses = [inside.get(address).status_code for address, _said in sum(addresses(staff), [])]
    assert set(statuses) == {403, 404}


def test_an_account_of_two_places_is_seen_but_only_its_inner_role_ends(inside, staff, party):
    grant_access(staff.own, role="leader", branch=party.dale, by=cast.system_user())
    text = text_of(inside.get(page("account_detail", staff.own.pk)))
    assert "Lũng" not in text
    assert "DALE" not in text
    assert "alert-warning" in text
    before = tables()
    for name, said in (
        ("account_rename", {"full_name": "Khác", "version": staff.own.version}),
        ("account_close", {}),
        ("account_reopen", {}),
        ("account_reset", token()),
        ("access_grant", grant()),
    ):
        assert f'href="{page(name, staff.own.pk)}"' not in text
        assert inside.get(page(name, staff.own.pk)).status_code == 403
        assert inside.post(page(name, staff.own.pk), said).status_code == 403
    assert inside.post(page("access_end", Access.objects.get(branch=party.dale).pk), {"when": "now"}).status_code == 404
    assert tables() == before
    inner = Access.objects.get(user=staff.own, branch=party.north)
    response = inside.post(page("access_end", inner.pk), {"when": "now"})
    assert response.url == page("account_list")
    assert inside.get(page("account_detail", staff.own.pk)).status_code == 404


def test_nobody_manages_the_own_account_and_the_attempt_is_written_down(inside, staff):
    me, mine = staff.admin.pk, role_of(staff.admin).pk
    assert inside.get(page("account_detail", me)).status_code == 200
    before = tables()
    for address, said in (
        (page("account_rename", me), {"full_name": "Khác", "version": staff.admin.version}),
        (page("account_close", me), {}),
        (page("account_reset", me), token()),
        (page("access_grant", me), grant()),
        (page("access_end", mine), {"when": "now"}),
        (page("access_hand_over", mine), token() | {"to_user": "own", "first_day": "01/01/2024"}),
        (page("access_hand_over", role_of(staff.own).pk), token() | {"to_user": "quantri", "first_day": "01/01/2024"}),
    ):
        assert inside.post(address, said).status_code == 403, address
    assert tables() == before
    assert AuditEntry.objects.filter(actor=staff.admin, act="refused").count() == 7


def test_an_id_that_nobody_has_is_not_found(inside, staff):
    for pk in (0, 999999, 10**30):
        for name in ("account_detail", "account_rename", "access_grant", "access_end", "access_hand_over"):
            assert inside.get(page(name, pk)).status_code == 404


# --- What is typed is narrowed

FOREIGN = ["SOUTH", "DALE", "COUNTRY", "Đảng bộ xã Nam", "SOUTH – Đảng bộ xã Nam", "khong-co", "\0"]


@pytest.mark.parametrize("branch", FOREIGN)
def test_a_foreign_branch_is_as_unknown_as_one_that_is_none(inside, staff, branch):
    before = tables()
    answers = [
        inside.post(page("account_create"), new_account(branch=branch)),
        inside.post(page("access_grant", staff.own.pk), grant(branch=branch)),
        inside.get(page("account_list"), {"branch": branch}),
    ]
    sentences = {sentence for answer in answers for sentence in answer.context["form"].errors["branch"]}
    assert len(sentences) == 1
    assert tables() == before


@pytest.mark.parametrize("name", ["above", "beside", "Lê Láng Giềng", "system", "khong-co"])
def test_a_foreign_account_is_as_unknown_as_one_that_is_none(inside, staff, name):
    before = tables()
    said = token() | {"to_user": name, "first_day": "01/01/2024"}
    response = inside.post(page("access_hand_over", role_of(staff.own).pk), said)
    assert "to_user" in response.context["form"].errors
    assert "Láng" not in text_of(response).replace(f'value="{name}"', "")
    assert tables() == before


@pytest.mark.parametrize("field", ["role", "username", "full_name", "valid_from", "last_day", "form_token"])
def test_what_cannot_be_is_refused_at_its_field(inside, staff, field):
    before = tables()
    wrong = {"role": "chu-tich", "username": "có dấu cách", "valid_from": "31/02/2024", "form_token": "1"}
    response = inside.post(page("account_create"), new_account(**{field: wrong.get(field, "x" * 200)}))
    assert field in response.context["form"].errors
    assert "Hoàng Thị Mới" in text_of(response) or field == "full_name"
    assert tables() == before


@pytest.mark.parametrize(
    "days", [{"valid_from": "30/12/2023"}, {"last_day": "30/12/2023"}, {"valid_from": "31/12/2043"}]
)
def test_days_that_cannot_be_are_refused_at_their_field(inside, staff, days):
    response = inside.post(page("account_create"), new_account(**days))
    assert list(response.context["form"].errors) == list(days)
    assert not User.objects.filter(username="moi").exists()


def test_an_error_links_to_its_field_and_the_first_has_the_focus(inside, staff):
    text = text_of(inside.post(page("account_create"), new_account(role="", branch="")))
    assert 'href="#id_role"' in text
    (focused,) = re.findall(r"<(?:input|select)[^>]*autofocus[^>]*>", text)
    assert 'name="role"' in focused


@pytest.mark.parametrize("name", ["beside", "own", "OWN", "system"])
def test_a_name_that_is_taken_says_so_in_one_way(inside, staff, name):
    response = inside.post(page("account_create"), new_account(username=name))
    assert response.context["form"].errors == {"username": ["Tên tài khoản này không dùng được; chọn tên khác."]}


def test_a_branch_is_named_by_code_by_exact_name_or_by_what_the_list_offers(inside, staff, party):
    typed = ("HILL", "hill", "chi bo thon doi", "Chi bộ thôn Đồi", "Chi bộ thôn Đồi (HILL)")
    for number, branch in enumerate(typed):
        assert "slip" in text_of(inside.post(page("account_create"), new_account(username=f"m{number}", branch=branch)))
    assert Access.objects.filter(user__username__startswith="m", branch=party.hill).count() == len(typed)
    cast.village("HILL2", party.north, name="Chi bộ thôn Đồi")
    response = inside.post(page("account_create"), new_account(branch="Chi bộ thôn Đồi"))
    assert "HILL, HILL2" in response.context["form"].errors["branch"][0]


def suggested(client, name, text):
    answer = client.get(page(name), {"q": text}).json()
    return [(found["value"], found["note"]) for found in answer["suggestions"]]


def test_suggestions_come_from_the_own_subtree_exact_accents_first(inside, party):
    cast.village("DOI2", party.north, name="Chi bộ thôn Đôi")
    assert suggested(inside, "branch_suggestions", "thon doi") == [
        ("Chi bộ thôn Đồi (HILL)", "Đảng bộ xã Bắc"),
        ("Chi bộ thôn Đôi (DOI2)", "Đảng bộ xã Bắc"),
    ]
    assert suggested(inside, "branch_suggestions", "Đôi")[0][0] == "Chi bộ thôn Đôi (DOI2)"
    assert suggested(inside, "branch_suggestions", "bac") == [("Đảng bộ xã Bắc (NORTH)", "")]
    assert suggested(inside, "account_suggestions", "anh nguyen") == [("own – Nguyễn Thị Ánh", "")]
    for text in ("Nam", "SOUTH", "\0", "x" * 500):
        assert suggested(inside, "branch_suggestions", text) == []
    for text in ("Láng", "above", "system", "\0"):
        assert suggested(inside, "account_suggestions", text) == []


# --- Making an account


def password_in(response):
    return re.search(r'slip-password">([^<]+)<', text_of(response))[1]


def test_a_new_account_logs_in_with_the_password_on_its_slip(inside, staff, client):
    response = inside.post(page("account_create"), new_account(last_day="30/06/2024"))
    user = User.objects.get(username="moi")
    assert user.check_password(password_in(response))
    assert user.must_change_password
    assert (role_of(user).last_day, role_of(user).role) == (cast.day("30/06/2024"), "secretary")
    assert "no-store" in response.headers["Cache-Control"]
    assert password_in(response) not in text_of(inside.get(page("account_detail", user.pk)))


def test_a_form_that_is_sent_twice_makes_one_account_and_shows_the_same_slip(inside, staff):
    said = new_account()
    first, second = (inside.post(page("account_create"), said) for _ in range(2))
    assert password_in(first) == password_in(second)
    assert User.objects.filter(username="moi").count() == 1
    user = User.objects.get(username="moi")
    user.must_change_password = False
    user.save()
    assert inside.post(page("account_create"), said).url == page("account_detail", user.pk)


def test_a_slip_is_not_shown_again_once_the_account_is_out_of_sight(inside, staff, party):
    said = new_account()
    inside.post(page("account_create"), said)
    user = User.objects.get(username="moi")
    inner = role_of(user)
    grant_access(user, role="leader", branch=party.dale, by=cast.system_user())
    end_access(inner, last_day=today() - DAY, by=cast.system_user())
    assert inside.post(page("account_create"), said).status_code == 404


def test_a_form_that_went_back_and_was_sent_with_other_content_says_what_it_made(inside, staff):
    said = new_account()
    inside.post(page("account_create"), said)
    response = inside.post(page("account_create"), said | {"username": "khac"})
    user = User.objects.get(username="moi")
    assert f'href="{page("account_detail", user.pk)}"' in text_of(response)
    assert not User.objects.filter(username="khac").exists()
    again = said | {"username": "khac", "form_token": response.context["form"]["form_token"].value()}
    inside.post(page("account_create"), again)
    assert User.objects.filter(username="khac").exists()


def test_two_passwords_that_are_asked_for_at_once_are_one(inside, staff):
    said = token()
    first, second = (inside.post(page("account_reset", staff.own.pk), said) for _ in range(2))
    assert password_in(first) == password_in(second)
    assert AuditEntry.objects.filter(act="password_set").count() == 1
    third = inside.post(page("account_reset", staff.own.pk), token())
    assert password_in(third) != password_in(first)
    user = User.objects.get(pk=staff.own.pk)
    assert user.check_password(password_in(third))
    assert "Nguyễn Thị Ánh" in text_of(third)


# --- Changing one


def test_a_stale_name_is_answered_with_who_changed_it_and_what_was_typed_stays(inside, staff, party):
    address, version = page("account_rename", staff.own.pk), staff.own.version
    peer = cast.account("khac", "admin", party.north, full_name="Y Đồng Sự")
    rename_account(staff.own, full_name="Nguyễn Thị Anh", version=version, by=peer)
    response = inside.post(address, {"full_name": "Nguyễn Thị Ảnh", "version": version})
    assert response.status_code == 409
    text = text_of(response)
    assert "Y Đồng Sự: họ và tên" in text
    assert 'value="Nguyễn Thị Ảnh"' in text
    assert User.objects.get(pk=staff.own.pk).full_name == "Nguyễn Thị Anh"
    again = {"full_name": "Nguyễn Thị Ảnh", "version": response.context["form"]["version"].value()}
    assert inside.post(address, again).status_code == 302
    assert User.objects.get(pk=staff.own.pk).full_name == "Nguyễn Thị Ảnh"


def test_an_account_is_closed_and_opened_again(inside, staff):
    for name, is_active in (("account_close", False), ("account_close", False), ("account_reopen", True)):
        assert inside.get(page(name, staff.own.pk)).status_code == 200
        assert inside.post(page(name, staff.own.pk)).url == page("account_detail", staff.own.pk)
        assert User.objects.get(pk=staff.own.pk).is_active == is_active
    assert AuditEntry.objects.filter(actor=staff.admin).count() == 2


def test_a_role_is_given_once(inside, staff, party):
    said = grant()
    for _ in range(2):
        assert inside.post(page("access_grant", staff.own.pk), said).url == page("account_detail", staff.own.pk)
    assert Access.objects.filter(user=staff.own, branch=party.hill).count() == 1
    response = inside.post(page("access_grant", staff.own.pk), grant())
    assert list(response.context["form"].errors) == ["role"]


@pytest.mark.parametrize(
    ("said", "last_day"),
    [
        ({"when": "now", "last_day": "rubbish"}, "30/12/2023"),
        ({"when": "after", "last_day": "31122023"}, "31/12/2023"),
        ({"when": "after", "last_day": "15.6.2024"}, "15/06/2024"),
    ],
)
def test_a_role_ends_when_it_was_said_to_however_often(inside, staff, said, last_day):
    access = role_of(staff.own)
    for _ in range(2):
        assert inside.post(page("access_end", access.pk), said).url == page("account_detail", staff.own.pk)
    access.refresh_from_db()
    assert access.last_day == cast.day(last_day)
    assert AuditEntry.objects.filter(act="ended").count() == 1


@pytest.mark.parametrize("last_day", ["", "31/02/2024", "29/12/2023"])
def test_an_end_that_cannot_be_is_refused_at_its_field(inside, staff, last_day):
    response = inside.post(page("access_end", role_of(staff.own).pk), {"when": "after", "last_day": last_day})
    assert list(response.context["form"].errors) == ["last_day"]
    assert role_of(staff.own).valid_to is None


def test_an_office_is_handed_over_once(inside, staff, party):
    access = role_of(staff.own)
    said = token() | {"to_user": "Đinh Văn Bình", "first_day": "1/1/2024"}
    for _ in range(2):
        response = inside.post(page("access_hand_over", access.pk), said)
        assert response.url == page("account_detail", staff.below.pk)
    access.refresh_from_db()
    assert access.last_day == cast.day("31/12/2023")
    assert Access.objects.get(user=staff.below, branch=party.north).valid_from == cast.day("01/01/2024")


def test_whoever_receives_an_office_may_be_new(inside, staff):
    link = re.search(
        r'href="([^"]*\?role=[^"]*)"', text_of(inside.get(page("access_hand_over", role_of(staff.own).pk)))
    )[1]
    form = inside.get(link.replace("&amp;", "&")).context["form"]
    said = {name: form[name].value() for name in ("role", "branch", "valid_from")}
    assert said == {"role": "officer", "branch": "NORTH", "valid_from": "01/01/2024"}
    assert "slip" in text_of(inside.post(page("account_create"), new_account(**said)))
    over = token() | {"to_user": "moi", "first_day": "01/01/2024"}
    assert inside.post(page("access_hand_over", role_of(staff.own).pk), over).status_code == 302
    assert Access.objects.get(user__username="moi").state == AccessState.TO_COME
    assert role_of(staff.own).last_day == cast.day("31/12/2023")


# --- The list


def listed(client, **asked):
    return [account.username for account in client.get(page("account_list"), asked).context["page"]]


def test_the_list_is_sorted_by_given_name_and_found_without_accents(inside, staff):
    assert listed(inside) == ["own", "below", "quantri"]
    assert listed(inside, q="dinh") == listed(inside, q="binh van") == ["below"]
    assert listed(inside, q="own") == ["own"]
    assert listed(inside, q="Láng") == listed(inside, q="zz") == []


def test_the_list_is_narrowed_by_role_branch_and_state(inside, staff, party):
    close_account(staff.below, by=staff.admin)
    end_access(role_of(staff.own), last_day=today() - DAY, by=staff.admin)
    assert listed(inside, state="active") == ["quantri"]
    assert listed(inside, state="closed") == ["below"]
    assert listed(inside, state="no_role") == ["own"]
    assert listed(inside, role="officer") == ["own"]
    assert listed(inside, branch="HILL") == ["below"]
    assert listed(inside, branch="NORTH", role="admin") == ["quantri"]
    assert listed(inside, branch="HILL", role="admin") == []
    assert listed(inside, state="chua-biet") == []


def test_the_list_names_no_role_outside(inside, staff, party):
    grant_access(staff.own, role="leader", branch=party.dale, by=cast.system_user())
    text = text_of(inside.get(page("account_list")))
    assert "Nguyễn Thị Ánh" in text
    assert "Lũng" not in text
    assert "Lãnh đạo –" not in text


def test_a_long_list_goes_on_on_the_next_page(inside, staff, party):
    for number in range(PAGE):
        cast.account(f"n{number:02d}", "leader", party.hill)
    first = inside.get(page("account_list"), {"role": "leader"})
    assert len(first.context["page"]) == PAGE
    everybody = inside.get(page("account_list"), {"page": "2"})
    assert len(everybody.context["page"]) == 3
    assert "page=1" in text_of(everybody)
    assert inside.get(page("account_list"), {"page": "rubbish"}).context["page"].number == 1


def test_the_menu_offers_accounts_to_whoever_may_manage_them(inside, staff, client):
    link = f'href="{page("account_list")}"'
    assert link in text_of(inside.get(page("account_list")))
    client.force_login(staff.own)
    assert link not in text_of(client.get("/to-chuc/NORTH/"))


# --- Who can see a branch


def test_readers_are_named_inside_and_counted_above(inside, staff, party):
    cast.account("above2", "leader", party.country)
    text = text_of(inside.get(page("branch_readers", "HILL")))
    assert "Nguyễn Thị Ánh" in text
    assert "Đinh Văn Bình" in text
    assert "2 lãnh đạo" in text
    for name in ("Thượng", "above2", "Láng", "Minh Họa"):
        assert name not in text


def test_the_page_of_a_branch_links_to_its_readers_for_whoever_may_ask(inside, staff, client):
    link = f'href="{page("branch_readers", "NORTH")}"'
    assert link in text_of(inside.get("/to-chuc/NORTH/"))
    client.force_login(staff.own)
    assert link in text_of(client.get("/to-chuc/NORTH/"))
    client.force_login(staff.above)
    assert link not in text_of(client.get("/to-chuc/NORTH/"))


def test_a_code_with_a_slash_has_readers(inside, party):
    cast.village("12/ĐB", party.north, name="Chi bộ thôn Gạch Chéo")
    assert inside.get(page("branch_readers", "12/ĐB")).status_code == 200
    assert inside.get("/to-chuc/%00/quyen/").status_code == 404


# --- What it costs


def statements(client, address):
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_an_account_locked_by_guesses_is_listed_as_such_with_the_way_to_unlock_it(inside, staff):
    login, wrong = reverse("branches:login"), {"username": "own", "password": "sai"}
    for guess in range(5):
        assert shown_states(inside)["own"] == "active", guess
        Client().post(login, wrong)
    assert shown_states(inside) == {"quantri": "active", "own": "locked", "below": "active"}
    assert listed(inside, state="locked") == ["own"]
    assert listed(inside, state="active") == ["below", "quantri"]
    assert f'href="{page("account_detail", staff.own.pk)}#logging-in"' in text_of(inside.get(page("account_list")))
    detail = inside.get(page("account_detail", staff.own.pk))
    assert detail.context["account"].state == "locked"
    assert 'id="logging-in"' in text_of(detail)
    inside.post(page("account_unlock", staff.own.pk))
    assert shown_states(inside)["own"] == "active"


def shown_states(client):
    return {account.username: account.state for account in client.get(page("account_list")).context["page"]}


def test_a_lock_ends_by_itself_and_a_closed_account_is_closed_first_of_all(inside, staff):
    for _guess in range(5):
        Client().post(reverse("branches:login"), {"username": "own", "password": "sai"})
    close_account(staff.own, by=staff.admin)
    assert shown_states(inside)["own"] == "closed"
    assert listed(inside, state="locked") == []
    reopen_account(staff.own, by=staff.admin)
    assert shown_states(inside)["own"] == "locked"
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15))
    assert shown_states(inside)["own"] == "active"


def test_pages_cost_the_same_for_one_three_and_thirty_rows(inside, staff, party):
    costs = {name: [] for name in ("list", "detail", "readers")}
    for rows in (1, 3, 30):
        for number in range(rows):
            cast.account(f"r{rows}-{number}", "leader", party.hill)
            cell = cast.village(f"V{rows}-{number}", party.north)
            grant_access(staff.own, role="leader", branch=cell, by=cast.system_user())
        costs["list"].append(statements(inside, page("account_list")))
        costs["detail"].append(statements(inside, page("account_detail", staff.own.pk)))
        costs["readers"].append(statements(inside, page("branch_readers", "HILL")))
    for name, cost in costs.items():
        assert len(set(cost)) == 1, (name, cost)
        assert cost[0] <= MOST_STATEMENTS, (name, cost)


def test_looking_writes_nothing(inside, staff):
    for address, _said in sum(addresses(staff), []):
        with CaptureQueriesContext(connection) as asked:
            inside.get(address)
        written = [q["sql"] for q in asked.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
        assert written == [], address


def test_pages_carry_no_script_or_style_of_their_own(inside, staff):
    slip = inside.post(page("account_reset", staff.own.pk), token())
    for response in [slip, *(inside.get(address) for address, _said in sum(addresses(staff), []))]:
        text = text_of(response)
        assert " style=" not in text
        assert text.count("<script") == text.count("<script src=")
        assert "unsafe" not in response.headers["Content-Security-Policy"]
        assert "no-store" in response.headers["Cache-Control"]


def test_names_are_text_and_never_markup(inside, staff, party):
    evil = "<script>alert(1)</script>"
    user = cast.account("evil", "leader", party.hill, full_name=evil)
    for address in (page("account_list"), page("account_detail", user.pk), page("branch_readers", "HILL")):
        assert "<script>alert" not in text_of(inside.get(address))
    assert "<script>alert" not in text_of(inside.post(page("account_reset", user.pk), token()))
