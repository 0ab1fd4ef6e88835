"""A save that meets an ended session loses nothing: it is offered to the same person, and saved by a person."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db.models import F
from django.test import Client
from django.urls import reverse

from publishing.desk import change_url
from staff import ways_back
from staff.models import KeptSave
from tests import make
from tests.staff import door

pytestmark = pytest.mark.django_db

WORDS = "<p>There is room behind the house, and <strong>two</strong> places in front.</p>"


@pytest.fixture
def question():
    make.site()
    return make.question(title="Where do I park?")


@pytest.fixture
def carla(question):
    """Carla, signed in by the form, with the question's form open."""
    door.member()
    client = Client(enforce_csrf_checks=True)
    token = client.get(door.SIGN_IN).context["csrf_token"]
    typed = {"login": "carla", "password": door.PASSWORD, "csrfmiddlewaretoken": str(token)}
    assert client.post(door.SIGN_IN, typed).status_code == 302
    client.get(change_url(question))
    return client


def typed(question, client=None, **values):
    """What the question's form posts."""
    question.refresh_from_db()
    fields = {
        "title": question.title,
        "slug": question.slug,
        "topic": question.topic_id,
        "language": "en",
        "position": question.position,
        "answer": WORDS,
        "opened_at_edit": question.edit_no,
    }
    token = {"csrfmiddlewaretoken": client.cookies["csrf"].value} if client else {}
    return fields | token | values


def save(client, question, **values):
    return client.post(change_url(question), typed(question, client, **values))


def sign_in_again(client, back):
    """By the form that the save led to; returns where that leads."""
    page = client.get(back)
    form = {"login": "carla", "password": door.PASSWORD, "next": page.wsgi_request.GET["next"]}
    return client.post(door.SIGN_IN, form | {"csrfmiddlewaretoken": str(page.context["csrf_token"])})


def answer_of(question):
    question.refresh_from_db()
    return question.answer


def idle(client):
    session = client.session
    session["seen_at"] -= 31 * 60
    session.save()


def session_gone(client):
    Session.objects.all().delete()


def cookies_gone(client):
    del client.cookies["session"]


def token_gone(client):
    Session.objects.all().delete()
    client.cookies["csrf"] = "y" * 32


ENDS = [idle, session_gone, cookies_gone, token_gone]


@pytest.mark.parametrize("end", ENDS)
def test_what_was_typed_is_in_the_form_again_and_nothing_is_saved(carla, question, end):
    before = answer_of(question)
    posted = typed(question, carla)
    end(carla)
    refused = carla.post(change_url(question), posted)
    assert refused["Location"].startswith(f"{door.SIGN_IN}?next=")
    assert "What you typed is kept" in carla.get(refused["Location"]).text
    page = carla.get(sign_in_again(carla, refused["Location"])["Location"])
    assert page.status_code == 200
    assert "two&lt;/strong&gt; places in front" in page.text
    assert "press Save" in page.text
    assert answer_of(question) == before
    assert question.editions.count() == 0


def test_then_a_person_saves_it_and_it_is_kept_no_longer(carla, question):
    idle(carla)
    sign_in_again(carla, save(carla, question)["Location"])
    assert KeptSave.objects.count() == 1
    assert save(carla, question).status_code == 302
    assert answer_of(question) == WORDS
    assert not KeptSave.objects.exists()


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(carla, question):
    idle(carla)
    posted = typed(question, carla)
    back = carla.post(change_url(question), posted)["Location"]
    other = Client()
    other.force_login(make.cast().cora)
    other.post(change_url(question), typed(question, answer="<p>Closed for repairs.</p>"))
    again = sign_in_again(carla, back)["Location"]
    page = carla.get(again)
    assert "two&lt;/strong&gt; places in front" in page.text
    posted["csrfmiddlewaretoken"] = carla.cookies["csrf"].value
    assert carla.post(change_url(question), posted).status_code == 409
    assert answer_of(question) == "<p>Closed for repairs.</p>"


def test_whoever_signs_in_from_the_start_page_finds_it_there_and_on_the_form(carla, question):
    session_gone(carla)
    kept_at = save(carla, question)["Location"]
    assert sign_in_again(carla, f"{door.SIGN_IN}?next=/staff/")["Location"] == "/staff/"
    key = KeptSave.objects.get().key
    address = f"{change_url(question)}?kept={key}"
    assert str(key) in kept_at
    page = carla.get("/staff/").text
    assert f'href="{address}"' in page and "Where do I park?" in page
    assert f'href="{address}"' in carla.get(change_url(question)).text
    assert save(carla, question).status_code == 302
    for where in ("/staff/", change_url(question)):
        assert "?kept=" not in carla.get(where).text


def test_no_colleague_is_offered_it(carla, question):
    session_gone(carla)
    save(carla, question)
    other = Client()
    other.force_login(make.cast().cora)
    for where in ("/staff/", change_url(question)):
        assert "?kept=" not in other.get(where).text


def test_something_new_is_kept_as_well(carla, question):
    session_gone(carla)
    posted = typed(question, carla, title="Is there a bus?", slug="bus")
    back = carla.post(reverse("admin:faq_question_add"), posted)["Location"]
    page = carla.get(sign_in_again(carla, back)["Location"])
    assert 'value="Is there a bus?"' in page.text


def test_nobody_else_sees_it(carla, question):
    session_gone(carla)
    save(carla, question)
    kept = KeptSave.objects.get()
    other = Client()
    other.force_login(make.cast().cora)
    page = other.get(f"{change_url(question)}?kept={kept.key}")
    assert "places in front" not in page.text
    assert "for you alone" in page.text
    assert other.get(reverse("staff:kept", args=[kept.key])).status_code == 410


def test_it_cannot_be_read_in_the_database(carla, question):
    session_gone(carla)
    save(carla, question)
    assert b"places" not in bytes(KeptSave.objects.get().body)


def test_after_an_hour_it_is_gone(carla, question):
    session_gone(carla)
    back = save(carla, question)["Location"]
    KeptSave.objects.update(kept_at=F("kept_at") - timedelta(hours=1))
    page = carla.get(sign_in_again(carla, back)["Location"])
    assert page.status_code == 200
    assert "places in front" not in page.text
    assert "not kept any more" in page.text


def test_a_text_whose_key_is_gone_is_not_offered(carla, question, settings):
    session_gone(carla)
    back = save(carla, question)["Location"]
    settings.SEALING_KEYS = "9:" + "A" * 43 + "="
    page = carla.get(sign_in_again(carla, back)["Location"])
    assert (page.status_code, "not kept any more" in page.text) == (200, True)


@pytest.mark.parametrize("key", ["nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_key_that_is_none_is_no_error(carla, question, key):
    assert carla.get(f"{change_url(question)}?kept={key}").status_code == 200


def test_with_the_session_there_and_the_token_out_of_date_the_text_comes_back_at_once(carla, question):
    posted = typed(question, carla, csrfmiddlewaretoken="x" * 32)
    answer = carla.post(change_url(question), posted)
    page = carla.get(answer["Location"])
    assert "two&lt;/strong&gt; places in front" in page.text


def test_a_step_that_met_an_ended_session_was_not_taken_and_its_note_can_be_copied(carla, question):
    edition = make.kept(question)
    address = f"{change_url(question).replace('change/', '')}editions/{edition.number}/submit/"
    session_gone(carla)
    posted = {"change_note": "Two places more.", "csrfmiddlewaretoken": carla.cookies["csrf"].value}
    back = carla.post(address, posted)["Location"]
    page = carla.get(sign_in_again(carla, back)["Location"])
    assert "nothing was done" in page.text
    assert "Two places more." in page.text
    edition.refresh_from_db()
    assert edition.submitted_at is None


def test_from_a_browser_that_nobody_knows_nothing_is_kept(question):
    answer = Client().post(change_url(question), typed(question))
    assert answer["Location"].startswith("/staff/sign-in/")
    assert not KeptSave.objects.exists()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://["])
def test_a_form_of_another_site_is_not_kept(carla, question, origin):
    posted = typed(question, carla, csrfmiddlewaretoken="x" * 32)
    answer = carla.post(change_url(question), posted, headers={"Origin": origin})
    assert answer.status_code == 403
    assert not KeptSave.objects.exists()


def test_whose_text_it_was_is_not_guessed_after_a_colleague_took_over(carla, question):
    posted = typed(question, carla)
    carla.post(reverse("account_logout"), {"csrfmiddlewaretoken": posted["csrfmiddlewaretoken"]})
    door.member("Cora")
    token = str(carla.get(door.SIGN_IN).context["csrf_token"])
    carla.post(door.SIGN_IN, {"login": "cora", "password": door.PASSWORD, "csrfmiddlewaretoken": token})
    posted["csrfmiddlewaretoken"] = "x" * 32
    assert carla.post(change_url(question), posted).status_code == 403
    assert not KeptSave.objects.exists()


def test_what_is_too_large_is_refused_as_before(carla, question, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = None
    session_gone(carla)
    save(carla, question, answer="a" * 2_600_000)
    assert not KeptSave.objects.exists()


def test_a_password_is_not_kept(carla, question):
    session_gone(carla)
    token = carla.cookies["csrf"].value
    carla.post(reverse("account_change_password"), {"oldpassword": door.PASSWORD, "csrfmiddlewaretoken": token})
    assert not KeptSave.objects.exists()


@pytest.mark.parametrize(
    ("page", "kept"),
    [
        ("", 1),
        ("order/", 1),
        ("preview/", 0),
        ("check/", 0),
        ("unsaved/", 0),
        ("unsaved/throw-away/", 0),
        ("signs/", 0),
    ],
    ids=["save", "order", "preview", "check", "unsaved", "throw_away", "signs"],
)
def test_only_what_was_meant_to_be_saved_is_kept(carla, question, page, kept):
    session_gone(carla)
    posted = carla.post(change_url(question) + page, typed(question, carla))
    assert posted["Location"].startswith(door.SIGN_IN)
    assert KeptSave.objects.count() == kept


def test_a_check_of_something_new_is_not_kept_either(carla, question):
    session_gone(carla)
    carla.post(reverse("admin:faq_question_add_check"), typed(question, carla))
    assert not KeptSave.objects.exists()


def test_a_page_that_keeps_text_by_itself_is_told_that_the_session_ended(carla, question):
    session_gone(carla)
    address = f"{change_url(question)}unsaved/"
    answer = carla.post(address, typed(question, carla), headers={"X-Background": "1"})
    assert answer.status_code == 401


@pytest.mark.parametrize("page", ["preview/", "check/", "signs/", "unsaved/throw-away/"])
def test_the_way_back_from_what_takes_only_posts_leads_to_the_form(carla, question, page):
    form = change_url(question)
    session_gone(carla)
    answer = carla.post(form + page, typed(question, carla))
    page = carla.get(sign_in_again(carla, answer["Location"])["Location"], follow=True)
    assert (page.status_code, page.redirect_chain[-1]) == (200, (form, 302))


def test_the_way_back_from_a_preview_of_something_new_leads_to_its_form(carla, question):
    session_gone(carla)
    answer = carla.post(reverse("admin:faq_question_add_preview"), typed(question, carla))
    back = sign_in_again(carla, answer["Location"])["Location"]
    page = carla.get(back, follow=True)
    assert page.redirect_chain == [(reverse("admin:faq_question_add"), 302)]


@pytest.mark.parametrize(
    ("below", "above"),
    [
        ("change/preview/", "change/"),
        ("editions/3/note/", "editions/3/"),
        ("editions/3/links/5/take-back/", "editions/3/"),
        ("notes/7/settle/", "change/"),
    ],
)
def test_the_page_above_is_one_that_can_be_opened(question, below, above):
    place = change_url(question).removesuffix("change/")
    assert ways_back.page_above(place + below) == place + above


def test_what_was_typed_at_such_an_address_is_shown_with_a_way_back_to_the_page(carla, question):
    edition = make.kept(question)
    address = change_url(question).replace("change/", f"editions/{edition.number}/")
    session_gone(carla)
    posted = {"text": "Is this so?", "csrfmiddlewaretoken": carla.cookies["csrf"].value}
    answer = carla.post(f"{address}note/", posted)
    page = carla.get(sign_in_again(carla, answer["Location"])["Location"])
    assert "Is this so?" in page.text
    assert carla.get(page.context["path"], follow=True).redirect_chain == [(address, 302)]


def test_a_list_is_opened_as_it_was(carla, question):
    session_gone(carla)
    chosen = {"_selected_action": question.pk, "action": "publish", "csrfmiddlewaretoken": carla.cookies["csrf"].value}
    answer = carla.post(f"{reverse('admin:faq_question_changelist')}?status=never", chosen)
    page = carla.get(sign_in_again(carla, answer["Location"])["Location"])
    assert carla.get(page.context["path"]).status_code == 200


def test_without_that_way_an_address_takes_posts_only(carla, question):
    assert carla.get(f"{change_url(question)}preview/").status_code == 405


@pytest.mark.parametrize("page", ["preview/", "check/", "unsaved/throw-away/"])
def test_with_the_token_out_of_date_what_saves_nothing_is_not_kept_and_leads_to_the_form(carla, question, page):
    form = change_url(question)
    answer = carla.post(form + page, typed(question, carla, csrfmiddlewaretoken="x" * 32), follow=True)
    assert answer.redirect_chain[-1] == (form, 302)
    assert "Please try once more" in answer.text
    assert not KeptSave.objects.exists()


@pytest.mark.parametrize("page", ["preview/", "check/", "unsaved/", "signs/"])
def test_a_page_that_posts_by_itself_with_such_a_token_is_refused(carla, question, page):
    posted = typed(question, carla, csrfmiddlewaretoken="x" * 32)
    answer = carla.post(change_url(question) + page, posted, headers={"X-Background": "1"})
    assert answer.status_code == 403
    assert not KeptSave.objects.exists()
