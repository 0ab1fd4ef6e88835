"""The way in, in a browser, with the second factor required: by an app, by a passkey, and back after a session has ended."""

import re

import psycopg2
import pytest

from tests.browser.axe import GRAVE, violations_in_combinations
from tests.browser.watching import watch
from tests.staff.door import code

PHONE, DESKTOP = (390, 844), (1280, 900)
EVERY_WAY = [(size, colors) for size in (DESKTOP, PHONE) for colors in ("light", "dark")]


@pytest.fixture(scope="module")
def guarded_site(new_site):
    """A site as in production: nobody works there by a password alone."""
    return new_site("guarded", REQUIRE_SECOND_FACTOR="1")


def sign_in(page, site, account):
    page.goto("/staff/")
    page.get_by_label("Username").fill(account)
    page.get_by_label("Password").fill(site.passwords[account])
    page.get_by_role("button", name="Sign in", exact=True).click()


def examine(page, problems):
    """What is wrong with the page that is open; what it said about itself first, since axe adds a style."""
    before = list(problems)
    grave = violations_in_combinations(page, combinations=EVERY_WAY, only=GRAVE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    del problems[:]
    return before + grave


def write_codes_down(page):
    """Ticks that the recovery codes are on paper, and returns them."""
    codes = page.locator(".door-codes code").all_inner_texts()
    page.get_by_label("I have written them down").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="What needs you").wait_for()
    return codes


def sign_out(page):
    page.get_by_role("banner").get_by_role("button", name="Sign out").click()
    page.get_by_label("Username").wait_for()


def run(site, statement):
    """Changes the site's database behind its back."""
    connection = psycopg2.connect(site.database_url)
    connection.autocommit = True
    connection.cursor().execute(statement)
    connection.close()


def test_the_first_sign_in_leads_through_an_app_to_the_start_page_and_the_next_asks_for_its_code(visitor, guarded_site):
    page = visitor(guarded_site)
    problems = watch(page, guarded_site.url)
    sign_in(page, guarded_site, "coordinator")
    assert examine(page, problems) == []
    page.get_by_role("link", name="Use an app").click()
    secret = page.locator(".door-key").text_content()
    assert examine(page, problems) == []
    page.get_by_label("Code that the app shows").fill(code(secret))
    page.get_by_role("button", name="Go on").click()
    assert examine(page, problems) == []
    codes = write_codes_down(page)
    assert len(set(codes)) == 10

    sign_out(page)
    sign_in(page, guarded_site, "coordinator")
    assert examine(page, problems) == []
    page.get_by_label("Code").fill(code(secret, steps=1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="What needs you").wait_for()

    sign_out(page)
    sign_in(page, guarded_site, "coordinator")
    page.get_by_label("Code").fill(codes[0])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="What needs you").wait_for()
    page.goto("/staff/account/")
    assert "9 left" in page.get_by_role("main").inner_text()
    assert examine(page, problems) == []


def add_authenticator(page):
    """A finger that always says yes, in place of the machine's own."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {"options": options | {"isUserVerified": True, "automaticPresenceSimulation": True}},
    )


def test_a_passkey_is_added_and_then_opens_the_staff_site_without_a_password(visitor, guarded_site):
    page = visitor(guarded_site)
    problems = watch(page, guarded_site.url)
    add_authenticator(page)
    sign_in(page, guarded_site, "clinician")
    page.get_by_role("link", name="Use a passkey").click()
    assert examine(page, problems) == []
    page.get_by_role("button", name="Add the passkey").click()
    page.get_by_label("I have written them down").wait_for()
    write_codes_down(page)

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_role("heading", name="What needs you").wait_for()
    page.goto("/staff/account/")
    assert "Passkey" in page.get_by_role("main").inner_text()

    sign_out(page)
    sign_in(page, guarded_site, "clinician")
    page.get_by_role("button", name="Use your passkey").click()
    page.get_by_role("heading", name="What needs you").wait_for()
    assert problems == []


def test_without_a_passkey_the_button_says_what_to_do_instead(visitor, guarded_site):
    page = visitor(guarded_site)
    page.goto("/staff/sign-in/")
    assert not page.get_by_text("The passkey was not used").is_visible()
    page.evaluate("void (navigator.credentials.get = () => Promise.reject(new DOMException('', 'NotAllowedError')))")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.get_by_text("The passkey was not used. Try again, or sign in with your password.").wait_for()


def test_before_a_session_ends_a_dialog_asks_and_one_click_extends_it(visitor, own_site):
    page = visitor(own_site, "administrator")
    problems = watch(page, own_site.url)
    page.clock.install()
    page.goto("/staff/")
    page.clock.run_for(27 * 60_000)
    dialog = page.get_by_role("dialog", name="Are you still there?")
    assert not dialog.is_visible()
    # The server, asked, says how much is left: as much as the page thinks.
    page.route(
        re.compile("/staff/session/$"),
        lambda route: (
            route.fulfill(json={"idle": 110, "longest": 9999}) if route.request.method == "GET" else route.continue_()
        ),
    )
    page.clock.run_for(90_000)
    dialog.wait_for()
    assert "1:" in dialog.inner_text()
    assert examine(page, problems) == []
    with page.expect_response(re.compile("/staff/session/$")) as extended:
        dialog.get_by_role("button", name="Stay signed in").click()
    assert extended.value.status == 200
    dialog.wait_for(state="hidden")


def test_typing_extends_a_session_and_waiting_does_not(visitor, own_site):
    page = visitor(own_site, "administrator")
    told = []
    page.on("request", lambda each: told.append(each.method) if each.url.endswith("/staff/session/") else None)
    page.clock.install()
    page.goto("/staff/auth/user/")
    page.clock.run_for(5 * 60_000)
    assert told == []
    page.get_by_role("searchbox").or_(page.locator("#searchbar")).first.press("a")
    page.wait_for_timeout(300)
    assert told == ["POST"]


def test_what_is_typed_when_the_session_has_ended_comes_back_after_signing_in(visitor, own_site):
    page = visitor(own_site)
    words = "There are two places more in front."
    sign_in(page, own_site, "clinician")
    page.goto("/staff/faq/question/")
    page.locator("#result_list tbody th a").last.click()
    answer = page.locator(".prose-editor [contenteditable=true]").first
    answer.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(f" {words}")
    run(own_site, "DELETE FROM django_session")
    own_site.signed_in.clear()
    page.get_by_role("button", name="Save").first.click()
    page.get_by_text("What you typed is kept").wait_for()
    page.get_by_label("Username").fill("clinician")
    page.get_by_label("Password").fill(own_site.passwords["clinician"])
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_text("look it over, then press Save").wait_for()
    answer.filter(has_text=words).wait_for()
    page.get_by_role("button", name="Save").first.click()
    page.locator(".messagelist .success").wait_for()
    answer.filter(has_text=words).wait_for()
