"""The staff site for people who see it otherwise, and its silence: no refusal of its policy, no error of a script."""

import re

import pytest

from tests.browser.axe import GRAVE, violations_in_combinations
from tests.browser.watching import watch

PHONE, DESKTOP = (390, 844), (1280, 900)
KINDS = [
    *("conditions/condition", "conditions/procedure", "faq/question", "faq/topic"),
    *("contact/coordinator", "practice/page", "practice/notice"),
]
SETTINGS = ["auth/user", "publishing/reviewerprofile", "publishing/rules"]
EVERY_WAY = [(size, colors) for size in (DESKTOP, PHONE) for colors in ("light", "dark")]
# Light on a desk and dark on a phone: what differs by size and what differs by color are both met.
TWO_WAYS = [(DESKTOP, "light"), (PHONE, "dark")]


def examine(page, problems, path, combinations=TWO_WAYS):
    """What is wrong with a page: first what it reported by itself, since axe adds a style that the policy refuses."""
    before = len(problems)
    answer = page.goto(path)
    wait_for_editors(page)
    reported = problems[before:]
    wrong = [] if answer.status == 200 else [f"answered {answer.status}"]
    return wrong + reported + violations_in_combinations(page, combinations=combinations, only=GRAVE)


def wait_for_editors(page):
    """Until each rich text that is shown has become an editor."""
    expected = page.locator(".prose-editor:visible").count()
    if expected:
        page.locator(".prose-editor:visible [contenteditable=true]").nth(expected - 1).wait_for()


def examine_all(page, site, paths, combinations=TWO_WAYS):
    """What is wrong, by page."""
    problems = watch(page, site.url)
    found = {path: examine(page, problems, path, combinations) for path in paths}
    return {path: sentences for path, sentences in found.items() if sentences}


def first_in_list(page, kind):
    """The form of the first document of a kind."""
    page.goto(f"/staff/{kind}/")
    return page.locator("#result_list tbody th a").first.get_attribute("href")


def test_the_way_in_is_silent_and_axe_finds_nothing_grave(visitor, site):
    assert examine_all(visitor(site), site, ["/staff/sign-in/"], EVERY_WAY) == {}


def test_the_start_page_is_silent_and_axe_finds_nothing_grave(visitor, site):
    assert examine_all(visitor(site, "coordinator"), site, ["/staff/"], EVERY_WAY) == {}


def test_password_and_events_are_silent_and_axe_finds_nothing_grave(visitor, site):
    paths = ["/staff/account/", "/staff/account/password/", "/staff/account/protect/", "/staff/publishing/event/"]
    assert examine_all(visitor(site, "coordinator"), site, paths) == {}


def test_lists_of_what_waits_guide_glossary_and_messages_are_silent_and_axe_finds_nothing_grave(visitor, site):
    paths = ["/staff/needs/unsigned/", "/staff/guide/", "/staff/publishing/term/", "/staff/publishing/term/add/"]
    paths += ["/staff/deliveries/delivery/", "/staff/contact/contactrequest/"]
    assert examine_all(visitor(site, "coordinator"), site, paths) == {}


def test_accounts_and_the_record_of_the_door_are_silent_and_axe_finds_nothing_grave(visitor, site):
    page = visitor(site, "administrator")
    account = first_in_list(page, "auth/user")
    steps = [re.sub(r"change/$", step, account) for step in ("reset/", "sign-out/", "remove-factors/")]
    assert examine_all(page, site, ["/staff/staff/signin/", account, *steps]) == {}


@pytest.mark.parametrize("kind", KINDS)
def test_list_and_forms_of_a_kind_are_silent_and_axe_finds_nothing_grave(visitor, site, kind):
    page = visitor(site, "coordinator")
    forms = [first_in_list(page, kind)] if kind != "practice/notice" else []
    assert examine_all(page, site, [f"/staff/{kind}/", f"/staff/{kind}/add/", *forms]) == {}


def test_the_practice_form_is_silent_and_axe_finds_nothing_grave(visitor, site):
    page = visitor(site, "coordinator")
    assert examine_all(page, site, ["/staff/practice/practice/", first_in_list(page, "practice/practice")]) == {}


@pytest.mark.parametrize("name", SETTINGS)
def test_settings_are_silent_and_axe_finds_nothing_grave(visitor, site, name):
    paths = [f"/staff/{name}/", f"/staff/{name}/add/"]
    assert examine_all(visitor(site, "administrator"), site, paths) == {}


def test_the_pages_about_editions_are_silent_and_axe_finds_nothing_grave(visitor, site):
    page = visitor(site, "clinician")
    form = re.sub(r"change/$", "", first_in_list(page, "conditions/condition"))
    steps = [
        "history/",
        "compare/?from=1&to=1",
        "used/",
        "editions/1/",
        "editions/1/send_back/",
        "editions/1/withdraw/",
        "editions/1/review/",
        "editions/1/restore/",
    ]
    assert examine_all(page, site, [form + step for step in steps]) == {}


def test_a_form_with_errors_is_silent_and_axe_finds_nothing_grave(visitor, site):
    page = visitor(site, "coordinator")
    problems = watch(page, site.url)
    page.goto("/staff/conditions/condition/add/")
    wait_for_editors(page)
    page.get_by_role("button", name="Save").first.click()
    page.locator(".errornote").first.wait_for()
    wait_for_editors(page)
    assert page.title().startswith("Error:")
    assert problems == []
    assert violations_in_combinations(page, combinations=EVERY_WAY, only=GRAVE) == []


def test_preview_of_a_page_is_silent_and_axe_finds_nothing(visitor, site):
    page = visitor(site, "coordinator")
    path = re.sub(r"change/$", "editions/1/preview/", first_in_list(page, "conditions/condition"))
    problems = watch(page, site.url)
    page.goto(path)
    assert page.get_by_role("status").inner_text() == "Preview: this is the text that patients read now."
    assert problems == []
    assert violations_in_combinations(page, combinations=TWO_WAYS) == []


def test_tables_of_questions_are_silent_and_axe_finds_nothing_grave(visitor, site):
    paths = ["/staff/faq/question/import/", "/staff/faq/question/export/"]
    assert examine_all(visitor(site, "coordinator"), site, paths) == {}


def test_asking_about_many_pages_is_silent_and_axe_finds_nothing_grave(visitor, site):
    page = visitor(site, "coordinator")
    problems = watch(page, site.url)
    page.goto("/staff/faq/question/")
    for box in page.locator("input.action-select").all()[:2]:
        box.check()
    page.get_by_label("Action:").select_option("assign")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("heading", name="2 pages").wait_for()
    assert problems == []
    assert violations_in_combinations(page, combinations=EVERY_WAY, only=GRAVE) == []
