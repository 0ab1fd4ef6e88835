"""The forms of the staff site: saving keeps an edition, nothing is overwritten, a preview leaves no trace."""

import re
from datetime import timedelta

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from conditions.models import Condition
from practice.surroundings import LAST_KNOWN
from publishing import actions, kinds
from publishing.admin_views import edition_url
from publishing.desk import change_url
from publishing.models import Edition, Event
from publishing.schedule import database_clock
from publishing.staff_pages import document_url
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


@pytest.fixture
def question():
    make.site()
    draft = make.question(title="Where do I park?")
    make.live(draft)
    return draft


def typed(draft, **values):
    """What the question's form posts."""
    draft.refresh_from_db()
    fields = {
        "title": draft.title,
        "slug": draft.slug,
        "answer": draft.answer,
        "topic": draft.topic_id,
        "language": "en",
        "opened_at_edit": draft.edit_no,
    }
    return fields | values


def test_saving_keeps_an_edition_and_changes_nothing_that_is_live(carla, question):
    carla.post(change_url(question), typed(question, answer="<p>In the street.</p>"))
    newest = question.editions.newest_first().first()
    assert (newest.number, newest.content["answer"], newest.saved_by) == (2, "<p>In the street.</p>", make.cast().carla)
    assert b"Behind the house." in carla.get("/faq/your-visit/where-do-i-park/").content


def test_saving_without_a_change_keeps_nothing(carla, question):
    carla.post(change_url(question), typed(question))
    assert question.editions.count() == 1


def test_scripts_and_styles_do_not_get_past_the_form(carla, question):
    carla.post(change_url(question), typed(question, answer='<p style="x" onclick="y">Here.<script>z</script></p>'))
    assert question.editions.newest_first().first().content["answer"] == "<p>Here.</p>"


def test_a_link_to_a_page_of_the_site_is_kept_as_its_key_and_shown_as_its_address(carla, question):
    make.live(make.page(title="Parking"))
    carla.post(change_url(question), typed(question, answer='<p>See <a href="/parking/">here</a>.</p>'))
    question.refresh_from_db()
    assert 'href="document:' in question.answer
    assert "href=&quot;/parking/&quot;" in carla.get(change_url(question)).content.decode()


def test_a_preview_shows_what_is_typed_and_leaves_no_trace(carla, question):
    before = (Edition.objects.count(), Event.objects.count(), question.edit_no)
    url = reverse("admin:faq_question_preview", args=[question.pk])
    response = carla.post(url, typed(question, answer="<p>On the roof.</p>"))
    assert b"On the roof." in response.content
    assert b'content="noindex"' in response.content
    question.refresh_from_db()
    assert (Edition.objects.count(), Event.objects.count(), question.edit_no) == before
    assert question.answer == "<p>Behind the house.</p>"


def test_a_preview_of_something_new_leaves_no_trace_either(carla, question):
    fields = typed(question, title="Is it far?", slug="is-it-far", answer="<p>No.</p>") | {"opened_at_edit": ""}
    response = carla.post(reverse("admin:faq_question_add_preview"), fields)
    assert b"Is it far?" in response.content
    assert not type(question).objects.filter(slug="is-it-far").exists()


def test_a_preview_that_cannot_be_shown_says_what_to_mend(carla, question):
    response = carla.post(reverse("admin:faq_question_preview", args=[question.pk]), typed(question, title=""))
    assert response.status_code == 422
    assert b"This field is required." in response.content


def test_a_preview_of_a_coordinator_shows_the_number_on_the_home_page(carla):
    practice = make.site()
    coordinator = practice.coordinator.draft
    fields = {
        "name": "Care Desk", "phone": "555 010 0199", "position": 0, "language": "en", "opened_at_edit": 0,
        "hours-TOTAL_FORMS": 0, "hours-INITIAL_FORMS": 0,
    }  # fmt: skip
    response = carla.post(reverse("admin:contact_coordinator_preview", args=[coordinator.pk]), fields)
    assert b"(555) 010-0199" in response.content


def test_a_phone_number_in_any_spelling_is_kept_as_one(carla):
    coordinator = make.site().coordinator.draft
    fields = {
        "name": "Care Desk", "phone": "+1 (555) 010.0199", "position": 0, "language": "en", "opened_at_edit": 0,
        "hours-TOTAL_FORMS": 0, "hours-INITIAL_FORMS": 0,
    }  # fmt: skip
    carla.post(change_url(coordinator), fields)
    coordinator.refresh_from_db()
    assert coordinator.phone == "+15550100199"


def test_changing_the_order_is_an_event_and_shows_at_once(carla):
    make.site()
    page = make.page()
    fields = {"title": "Privacy", "slug": "privacy", "position": 70, "language": "en", "opened_at_edit": 0}
    carla.post(change_url(page), fields)
    assert Event.objects.filter(verb="reorder", details={"position": 70}).count() == 1


def test_a_draft_that_was_never_public_is_discarded_by_its_button(carla):
    make.site()
    draft = make.page(title="A mistake")
    make.kept(draft)
    carla.post(reverse("admin:practice_page_discard", args=[draft.pk]))
    assert not type(draft).objects.exists()


def test_what_was_public_cannot_be_discarded(carla, question):
    response = carla.post(reverse("admin:faq_question_discard", args=[question.pk]), follow=True)
    assert "take it down instead" in response.content.decode()
    assert type(question).objects.filter(pk=question.pk).exists()


def test_the_start_page_names_what_waits_and_what_is_missing(client):
    make.site()
    edition = make.kept(make.condition())
    actions.submit(edition, by=make.cast().carla)
    client.force_login(make.cast().clara)
    text = client.get("/staff/").content.decode()
    assert "For you to approve" in text
    assert "phone hours" in text


@pytest.mark.parametrize("kind", [kind.name for kind in kinds.every()])
def test_every_field_that_staff_fill_in_has_help(kind):
    model_admin = admin.site._registry[kinds.get(kind).model]
    models = [model_admin.model, *(inline.model for inline in model_admin.inlines)]
    named = [f for fieldset in model_admin.fieldsets for f in _flat(fieldset[1]["fields"])]
    shown = [named, *(_flat(inline.fields) for inline in model_admin.inlines)]
    missing = [
        f"{model.__name__}.{name}"
        for model, names in zip(models, shown, strict=True)
        for name in names
        if not model._meta.get_field(name).help_text
    ]
    assert missing == []


def _flat(names):
    return [each for name in names for each in (name if isinstance(name, tuple) else [name])]


def test_the_form_as_it_is_shown_carries_the_number_that_tells_a_conflict(carla, question):
    html = carla.get(change_url(question)).content.decode()
    assert re.search(r'<input type="hidden" name="opened_at_edit" value="\d+"', html)


def test_a_superuser_without_a_role_reads_and_does_not_write(client, question):
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    assert client.get(change_url(question)).status_code == 200
    assert client.post(change_url(question), typed(question, answer="<p>X.</p>")).status_code == 403
    assert question.editions.count() == 1


def test_what_was_overtaken_no_longer_waits_on_the_start_page(client, question):
    condition = make.condition()
    sent_back = actions.submit(make.kept(condition), by=make.cast().carla)
    actions.send_back(sent_back, by=make.cast().clara, note="Shorter.")
    client.force_login(make.cast().carla)
    assert b"Sent back" in client.get("/staff/").content
    make.live(condition, summary="A sore back.")
    assert b"Sent back" not in client.get("/staff/").content


def test_a_page_that_was_taken_down_is_put_back_by_its_button(client, question):
    actions.withdraw(question, by=make.cast().carla)
    client.force_login(make.cast().carla)
    assert b"Copy into the draft" in client.get(change_url(question)).content
    client.post(edition_url(question.editions.get(), "step", step="restore"))
    client.post(edition_url(question.editions.get(number=2), "step", step="publish"))
    assert client.get("/faq/your-visit/where-do-i-park/").status_code == 200


def test_a_preview_of_another_number_is_not_what_error_pages_know(carla):
    cache.clear()
    practice = make.site(phone="+15550100166")
    coordinator = practice.coordinator.draft
    fields = {"name": "Care Desk", "phone": "555 010 0111", "position": 0, "language": "en", "opened_at_edit": 0}
    fields |= {"hours-TOTAL_FORMS": 0, "hours-INITIAL_FORMS": 0}
    carla.post(reverse("admin:contact_coordinator_preview", args=[coordinator.pk]), fields)
    assert cache.get(LAST_KNOWN) is None


def test_taking_down_a_scheduled_edition_without_a_moment_leaves_the_live_one(carla, question):
    planned = make.live(question, answer="<p>New.</p>", publish_at=database_clock() + timedelta(hours=1))
    response = carla.post(edition_url(planned, "step", step="withdraw"), {"when_0": "", "when_1": ""})
    assert (response.status_code, "It is not live yet" in response.content.decode()) == (409, True)
    assert carla.get("/faq/your-visit/where-do-i-park/").status_code == 200


def test_something_new_stands_last(carla, question):
    type(question).objects.update(position=40)
    fields = typed(question, title="Is it far?", slug="is-it-far") | {"opened_at_edit": ""}
    carla.post(reverse("admin:faq_question_add"), fields)
    assert type(question).objects.get(slug="is-it-far").position == 50


def test_live_answers_whose_topic_became_clinical_wait_for_a_clinician(client, question):
    make.live(question.topic, clinical=True)
    client.force_login(make.cast().clara)
    assert b"not yet signed by a clinician" in client.get("/staff/").content


def test_a_superuser_without_a_role_is_refused_the_rules_in_a_page(client, db):
    make.site()
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    assert client.post(reverse("admin:publishing_rules_add"), {"months_to_next_review": "12"}).status_code == 403


def test_a_form_asks_as_often_for_twelve_documents_to_choose_from_as_for_three(carla, question):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            page = carla.get(change_url(question))
        assert page.text.count("Ache ") == conditions
        return len(asked)

    counts = []
    for conditions in (3, 12):
        for number in range(Condition.objects.count(), conditions):
            make.kept(make.condition(title=f"Ache {number}"))
        queries()
        counts.append(queries())
    assert counts[0] == counts[1]


@pytest.mark.parametrize("topic", ["self", "1e999", "²", "-1", "9" * 400])
def test_a_topic_that_is_none_is_refused_and_what_was_typed_stays(carla, question, topic):
    wrong = typed(question, topic=topic, answer="<p>Kept words.</p>")
    answer = carla.post(change_url(question), wrong)
    assert (answer.status_code, b"Kept words." in answer.content) == (200, True)
    assert "Select a valid choice" in answer.content.decode() and question.editions.count() == 1
    unsaved = document_url(question, "unsaved")
    assert carla.post(unsaved, wrong).status_code == 200
    assert b"Kept words." in carla.get(unsaved).content
