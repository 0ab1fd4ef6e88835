"""What is typed and not saved: kept for the same person alone, offered back, gone once it is saved or thrown away."""

from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import reverse

from publishing import unsaved
from publishing.desk import change_url
from publishing.models import Document, Edition, UnsavedText
from tests import make
from tests.staff.test_forms import typed

pytestmark = pytest.mark.django_db

SECTIONS = ("sections-TOTAL_FORMS", "sections-INITIAL_FORMS", "treatments-TOTAL_FORMS", "treatments-INITIAL_FORMS")


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


@pytest.fixture
def question():
    make.site()
    draft = make.question()
    make.kept(draft)
    return draft


def unsaved_url(draft):
    return reverse("admin:faq_question_unsaved", args=[draft.pk])


def form_of(draft, *rows, **values):
    """What a condition's form posts; rows are dictionaries of a section's fields."""
    draft.refresh_from_db()
    known = sum(bool(row.get("id")) for row in rows)
    fields = {
        "title": draft.title,
        "slug": draft.slug,
        "position": 0,
        "language": "en",
        "opened_at_edit": draft.edit_no,
    }
    fields |= dict(zip(SECTIONS, (len(rows), known, 0, 0), strict=True))
    for place, row in enumerate(rows):
        each = {"id": "", "kind": "symptoms", "position": place * 10} | row
        fields |= {f"sections-{place}-{name}": value for name, value in each.items()}
    return fields | values


def test_what_is_typed_is_kept_beside_the_draft_and_is_no_history(carla, question):
    answer = carla.post(unsaved_url(question), typed(question, answer="<p>On the roof.</p>"))
    assert answer.status_code == 200 and answer.json()["kept_at"]
    assert (Edition.objects.filter(document=question.pk).count(), UnsavedText.objects.count()) == (1, 1)
    question.refresh_from_db()
    assert question.answer == "<p>Behind the house.</p>"


def test_the_newest_typing_takes_the_place_of_the_one_before(carla, question):
    for words in ("<p>One.</p>", "<p>Two.</p>"):
        carla.post(unsaved_url(question), typed(question, answer=words))
    assert [unsaved.as_data(kept)["answer"] for kept in UnsavedText.objects.all()] == ["<p>Two.</p>"]


def test_it_is_offered_when_the_form_is_opened_again_and_put_back_unsaved(carla, question):
    carla.post(unsaved_url(question), typed(question, answer="<p>On the roof.</p>"))
    opened = carla.get(change_url(question)).content.decode()
    assert "You typed this at" in opened
    assert "On the roof." not in opened
    again = carla.get(unsaved_url(question)).content.decode()
    assert "On the roof." in again
    assert "Nothing of it is saved yet" in again
    assert f'action="{change_url(question)}"' in again
    question.refresh_from_db()
    assert question.answer == "<p>Behind the house.</p>"


def test_nobody_else_is_offered_it(carla, client, question):
    carla.post(unsaved_url(question), typed(question, answer="<p>On the roof.</p>"))
    client.force_login(make.cast().cora)
    assert "You typed this" not in client.get(change_url(question)).content.decode()
    assert "On the roof." not in client.get(unsaved_url(question), follow=True).content.decode()


def test_saving_forgets_it(carla, question):
    carla.post(unsaved_url(question), typed(question, answer="<p>On the roof.</p>"))
    carla.post(change_url(question), typed(question, answer="<p>On the roof.</p>"))
    assert not UnsavedText.objects.exists()


def test_throwing_it_away_takes_a_press_of_the_button(carla, question):
    carla.post(unsaved_url(question), typed(question, answer="<p>On the roof.</p>"))
    url = reverse("admin:faq_question_throw_away", args=[question.pk])
    assert carla.get(url).status_code == 405
    assert UnsavedText.objects.exists()
    carla.post(url)
    assert not UnsavedText.objects.exists()


def test_text_that_says_what_the_page_says_is_not_offered(carla, question):
    carla.post(unsaved_url(question), typed(question))
    assert "You typed this" not in carla.get(change_url(question)).content.decode()
    assert not UnsavedText.objects.exists()


def test_something_new_is_kept_too_and_forgotten_when_it_is_saved(carla, question):
    fields = typed(question, title="Is it far?", slug="is-it-far", opened_at_edit="")
    carla.post(reverse("admin:faq_question_add_unsaved"), fields)
    assert "You typed this" in carla.get(reverse("admin:faq_question_add")).content.decode()
    assert 'value="Is it far?"' in carla.get(reverse("admin:faq_question_add_unsaved")).content.decode()
    carla.post(reverse("admin:faq_question_add"), fields)
    assert not UnsavedText.objects.exists()


def test_a_save_in_a_small_window_leaves_nothing_unsaved_either(carla, question):
    answer = carla.post(
        reverse("admin:faq_topic_add"), {"title": "Parking", "language": "en", "position": 0, "_popup": 1}
    )
    assert (answer.status_code, UnsavedText.objects.count()) == (200, 0)


def test_what_cannot_be_stored_is_kept_as_it_was_typed(carla, question):
    carla.post(change_url(question), typed(question, title="", answer="<p>On the roof.</p>"))
    assert unsaved.as_data(UnsavedText.objects.get())["answer"] == "<p>On the roof.</p>"


def test_no_token_is_kept_with_it(carla, question):
    carla.post(unsaved_url(question), typed(question) | {"csrfmiddlewaretoken": "secret-token"})
    assert "secret-token" not in UnsavedText.objects.get().form


def test_too_much_is_refused_in_a_sentence(carla, question):
    form = QueryDict(urlencode({"answer": "x" * unsaved.MOST_CHARACTERS}))
    with pytest.raises(unsaved.TooLong, match="too long"):
        unsaved.keep(make.cast().carla, "question", question.document_ptr, form)


@pytest.mark.parametrize("name", ["unsaved", "throw_away", "preview", "check", "signs", "together", "order"])
def test_who_may_not_edit_is_refused_each_address_of_the_form(client, question, name):
    url = reverse(f"admin:faq_question_{name}", args=[question.pk])
    assert client.post(url, typed(question)).status_code == 302
    for person in (make.cast().ada, make.person("Stan")):
        client.force_login(person)
        assert client.post(url, typed(question)).status_code == 403


@pytest.mark.parametrize("name", ["throw_away", "preview", "check", "signs", "together", "order"])
def test_what_changes_or_costs_something_is_only_posted(carla, question, name):
    assert carla.get(reverse(f"admin:faq_question_{name}", args=[question.pk])).status_code == 405


def test_rows_that_were_added_moved_and_removed_come_back_as_they_were(carla):
    draft = make.condition(sections=(("symptoms", "<p>Pain.</p>"), ("causes", "<p>Age.</p>")))
    first, second = draft.sections.all()
    fields = form_of(
        draft,
        {"id": first.pk, "document": draft.pk, "body": "<p>Pain.</p>", "DELETE": "on"},
        {"id": second.pk, "document": draft.pk, "kind": "causes", "body": "<p>Old age.</p>", "position": 30},
        {"document": draft.pk, "kind": "tests", "body": "<p>An X-ray.</p>", "position": 20},
    )
    carla.post(reverse("admin:conditions_condition_unsaved", args=[draft.pk]), fields)
    html = carla.get(reverse("admin:conditions_condition_unsaved", args=[draft.pk])).content.decode()
    assert "Old age." in html and "An X-ray." in html
    assert 'name="sections-TOTAL_FORMS" value="3"' in html and 'name="sections-INITIAL_FORMS" value="2"' in html
    assert 'name="sections-0-DELETE" id="id_sections-0-DELETE" checked' in html
    assert "This field is required" not in html


def test_new_rows_between_old_ones_are_not_taken_for_each_other(carla):
    draft = make.condition(sections=(("symptoms", "<p>Pain.</p>"), ("causes", "<p>Age.</p>")))
    first, second = draft.sections.all()
    fields = form_of(
        draft,
        {"document": draft.pk, "kind": "tests", "body": "<p>An X-ray.</p>"},
        {"id": second.pk, "document": draft.pk, "kind": "causes", "body": "<p>Age.</p>"},
        {"id": first.pk, "document": draft.pk, "body": "<p>Pain.</p>"},
    )
    assert carla.post(change_url(draft), fields).status_code == 302
    assert list(draft.sections.values_list("kind", flat=True)) == ["tests", "causes", "symptoms"]
    assert draft.sections.get(pk=first.pk).body == "<p>Pain.</p>"


def test_a_draft_with_only_a_question_is_saved_and_gets_an_address(carla, question):
    fields = {"title": "Is it far?", "language": "en"}
    carla.post(reverse("admin:faq_question_add"), fields)
    draft = type(question).objects.get(title="Is it far?")
    assert (draft.slug, draft.answer, draft.editions.count()) == ("is-it-far", "", 1)


def test_an_unfinished_preparation_step_is_saved_and_asked_for_on_submitting(carla):
    draft = make.procedure()
    fields = form_of(draft) | {
        **dict.fromkeys(("comparison-TOTAL_FORMS", "comparison-INITIAL_FORMS", "steps-INITIAL_FORMS"), 0),
        "steps-TOTAL_FORMS": 1, "steps-0-id": "", "steps-0-why": "So that you are safe.", "steps-0-position": 10,
    }  # fmt: skip
    assert carla.post(change_url(draft), fields).status_code == 302
    assert draft.steps.get().what == ""
    edition = draft.editions.newest_first().first()
    answer = carla.post(reverse("admin:conditions_procedure_step", args=[draft.pk, edition.number, "submit"]))
    assert "Say what to do in each preparation step" in answer.content.decode()


@pytest.mark.parametrize("name", ["unsaved", "preview", "check", "signs", "together", "order"])
@pytest.mark.parametrize(
    "form",
    [
        {},
        {"opened_at_edit": "99999999999999999999", "opened_at_edition": "99999999999999999999", "topic": "x"},
        {"sections-TOTAL_FORMS": "-1", "sections-INITIAL_FORMS": "x", "sections-0-id": "99999999999999999999"},
        {"sections-TOTAL_FORMS": "3", "sections-INITIAL_FORMS": "3", "sections-1-id": "x", "choice-edit": "0"},
    ],
)
def test_a_form_that_no_browser_sends_is_never_an_error_of_ours(carla, name, form):
    draft = make.condition()
    make.kept(draft)
    answer = carla.post(reverse(f"admin:conditions_condition_{name}", args=[draft.pk]), form)
    assert answer.status_code < 500


def test_a_refilled_form_never_saves_even_what_would_be_valid(question):
    model_admin = _model_admin(question)
    request = RequestFactory().post("/")
    request.user, request.csp_nonce = make.cast().carla, "n"
    data = QueryDict(urlencode(typed(question, answer="<p>X.</p>")))
    assert model_admin.get_form(_refilling(request), question)(data, instance=question).is_valid() is False
    assert Document.objects.get(pk=question.pk).edit_no == question.edit_no


def _refilling(request):
    request.is_refill = True
    return request


def _model_admin(draft):
    return admin.site._registry[type(draft)]
