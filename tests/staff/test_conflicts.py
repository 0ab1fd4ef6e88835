"""Two people on one document: each is told of the other, and of two saves the second overwrites nothing and loses nothing."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse

from publishing import presence
from publishing.desk import change_url
from publishing.models import Presence, UnsavedText
from publishing.schedule import database_clock
from tests import make
from tests.staff.test_forms import typed
from tests.staff.test_unsaved import form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


@pytest.fixture
def question():
    make.site()
    draft = make.question(title="Where do I park?", slug="where-do-i-park")
    make.kept(draft)
    return draft


def opened(draft, **values):
    """The form as it is posted by somebody who opened it now."""
    return typed(draft, opened_at_edition=draft.editions.newest_first().first().number, **values)


def save(draft, person, client, **values):
    """What somebody else saves meanwhile."""
    client.force_login(person)
    assert client.post(change_url(draft), opened(draft, **values)).status_code == 302


def chosen(html):
    """The suggested side of each field, by the name under which it is posted."""
    return dict(re.findall(r'name="choice-([^"]+)" value="(mine|theirs)" checked', html))


def hidden(html):
    """The typed form that the page carries."""
    data = QueryDict(mutable=True)
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html):
        data.appendlist(name, value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'))
    return data


def test_the_second_save_is_refused_with_both_texts_and_nothing_is_written(carla, client, question):
    mine = opened(question, answer="<p>In the street.</p>")
    save(question, make.cast().cora, client, answer="<p>On the roof.</p>")
    client.force_login(make.cast().carla)
    answer = client.post(change_url(question), mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Cora Roe saved this page at" in html
    assert "In the street." in html and "On the roof." in html
    assert chosen(html) == {"answer": "mine"}
    question.refresh_from_db()
    assert question.answer == "<p>On the roof.</p>"
    assert "In+the+street." in UnsavedText.objects.get(user=make.cast().carla).form


def test_what_each_changed_alone_is_put_together_and_then_saved(carla, client, question):
    mine = opened(question, answer="<p>In the street.</p>")
    save(question, make.cast().cora, client, title="Where can I park?")
    client.force_login(make.cast().carla)
    html = client.post(change_url(question), mine).content.decode()
    assert chosen(html) == {"answer": "mine", "title": "theirs"}
    posted = hidden(html) | {f"choice-{name}": side for name, side in chosen(html).items()}
    together = client.post(reverse("admin:faq_question_together", args=[question.pk]), posted).content.decode()
    assert "In the street." in together and 'value="Where can I park?"' in together
    question.refresh_from_db()
    assert question.answer == "<p>Behind the house.</p>"
    client.post(change_url(question), opened(question, answer="<p>In the street.</p>", title="Where can I park?"))
    question.refresh_from_db()
    assert (question.title, question.answer) == ("Where can I park?", "<p>In the street.</p>")


def test_a_choice_of_theirs_is_taken(carla, client, question):
    mine = opened(question, answer="<p>In the street.</p>")
    save(question, make.cast().cora, client, answer="<p>On the roof.</p>")
    client.force_login(make.cast().carla)
    html = client.post(change_url(question), mine).content.decode()
    posted = hidden(html) | {"choice-answer": "theirs"}
    together = client.post(reverse("admin:faq_question_together", args=[question.pk]), posted).content.decode()
    assert "On the roof." in together and "In the street." not in together


def test_a_third_save_between_choosing_and_putting_together_is_shown_again(carla, client, question):
    mine = opened(question, answer="<p>In the street.</p>")
    save(question, make.cast().cora, client, answer="<p>On the roof.</p>")
    client.force_login(make.cast().carla)
    html = client.post(change_url(question), mine).content.decode()
    save(question, make.cast().clara, client, answer="<p>Under the house.</p>")
    client.force_login(make.cast().carla)
    answer = client.post(reverse("admin:faq_question_together", args=[question.pk]), hidden(html))
    assert answer.status_code == 409
    assert "Under the house." in answer.content.decode()


def test_a_save_that_changed_nothing_stands_in_nobodys_way(carla, client, question):
    mine = opened(question, answer="<p>In the street.</p>")
    save(question, make.cast().cora, client)
    client.force_login(make.cast().carla)
    assert client.post(change_url(question), mine).status_code == 302
    question.refresh_from_db()
    assert question.answer == "<p>In the street.</p>"


def test_without_knowing_what_was_opened_nothing_is_overwritten_either(carla, client, question):
    mine = opened(question, answer="<p>In the street.</p>") | {"opened_at_edition": "", "opened_at_edit": "x"}
    answer = client.post(change_url(question), mine)
    assert answer.status_code == 409
    assert "Both of you changed this" in answer.content.decode()


def row(section, **values):
    return {"id": section.pk, "document": section.document_id, "kind": section.kind, "body": section.body} | values


@pytest.fixture
def condition():
    draft = make.condition(sections=(("symptoms", "<p>Pain.</p>"), ("causes", "<p>Age.</p>")))
    make.kept(draft)
    return draft


def conflict(client, draft, mine):
    client.force_login(make.cast().carla)
    answer = client.post(change_url(draft), mine)
    assert answer.status_code == 409
    return answer.content.decode()


def put_together(client, draft, html, **choices):
    posted = hidden(html) | {f"choice-{name}": side for name, side in (chosen(html) | choices).items()}
    return client.post(reverse("admin:conditions_condition_together", args=[draft.pk]), posted).content.decode()


def test_changes_in_different_sections_fit_together(client, condition):
    first, second = condition.sections.all()
    mine = form_of(condition, row(first, body="<p>Sharp pain.</p>"), row(second), opened_at_edition=1)
    client.force_login(make.cast().cora)
    client.post(change_url(condition), form_of(condition, row(first), row(second, body="<p>Old age.</p>")))
    html = conflict(client, condition, mine)
    assert chosen(html) == {"sections-0-body": "mine", "sections-1-body": "theirs"}
    together = put_together(client, condition, html)
    assert "Sharp pain." in together and "Old age." in together


def test_a_section_that_they_removed_and_i_rewrote_is_my_choice(client, condition):
    first, second = condition.sections.all()
    mine = form_of(condition, row(first), row(second, body="<p>Weak bones.</p>"), opened_at_edition=1)
    client.force_login(make.cast().cora)
    client.post(change_url(condition), form_of(condition, row(first), row(second, DELETE="on")))
    html = conflict(client, condition, mine)
    assert chosen(html) == {"sections-1-rows": "mine"}
    assert "Weak bones." in put_together(client, condition, html)
    html = conflict(client, condition, mine)
    assert "Weak bones." not in put_together(client, condition, html, **{"sections-1-rows": "theirs"})


def test_a_section_that_only_they_removed_or_added_needs_no_choice(client, condition):
    first, second = condition.sections.all()
    mine = form_of(condition, row(first, body="<p>Sharp pain.</p>"), row(second), opened_at_edition=1)
    client.force_login(make.cast().cora)
    added = {"document": condition.pk, "kind": "tests", "body": "<p>An X-ray.</p>"}
    client.post(change_url(condition), form_of(condition, row(first), row(second, DELETE="on"), added))
    html = conflict(client, condition, mine)
    assert "Removed by them: Section “Causes”." in html and "Added by them: Section “Tests”." in html
    together = put_together(client, condition, html)
    assert "Sharp pain." in together and "An X-ray." in together and "<p>Age.</p>" not in together


def test_a_section_that_i_added_comes_along(client, condition):
    first, second = condition.sections.all()
    added = {"document": condition.pk, "kind": "tests", "body": "<p>An X-ray.</p>"}
    mine = form_of(condition, row(first), row(second), added, opened_at_edition=1)
    client.force_login(make.cast().cora)
    client.post(change_url(condition), form_of(condition, row(first), row(second, body="<p>Old age.</p>")))
    together = put_together(client, condition, conflict(client, condition, mine))
    assert "An X-ray." in together and "Old age." in together
    assert 'name="sections-TOTAL_FORMS" value="3"' in together


def test_an_order_that_only_they_changed_is_suggested_as_theirs(client, condition):
    first, second = condition.sections.all()
    mine = form_of(condition, row(first, body="<p>Sharp pain.</p>"), row(second), opened_at_edition=1)
    client.force_login(make.cast().cora)
    theirs = form_of(condition, row(first, position=20), row(second, position=10))
    theirs |= {"sections-0-kind": "causes"}
    client.post(change_url(condition), theirs)
    html = conflict(client, condition, mine)
    assert chosen(html)["sections-position"] == "theirs"


def signs(client, draft, **values):
    return client.post(reverse("admin:faq_question_signs", args=[draft.pk]), values).json()


def test_each_is_told_that_the_other_is_here_and_since_when(carla, client, question):
    client.get(change_url(question))
    client.force_login(make.cast().cora)
    assert "Carla Roe is also here, since" in client.get(change_url(question)).content.decode()
    assert signs(client, question)["others"][0].startswith("Carla Roe is also here, since")
    client.force_login(make.cast().carla)
    assert signs(client, question, typing="1")["others"][0].startswith("Cora Roe is also here")
    client.force_login(make.cast().cora)
    assert "is typing" in signs(client, question)["others"][0]


def test_who_left_or_gave_no_sign_for_a_minute_is_gone(carla, client, question):
    client.get(change_url(question))
    Presence.objects.update(seen_at=database_clock() - timedelta(seconds=61))
    assert presence.others(question, than=make.cast().cora) == []
    client.get(change_url(question))
    assert len(presence.others(question, than=make.cast().cora)) == 1
    signs(client, question, left="1")
    assert Presence.objects.get().seen_at < database_clock() - timedelta(seconds=50)


def test_a_save_is_told_to_who_has_the_form_open(carla, client, question):
    edit_no = question.edit_no
    assert signs(carla, question, opened_at_edit=edit_no)["saved"] == ""
    save(question, make.cast().cora, client, answer="<p>On the roof.</p>")
    client.force_login(make.cast().carla)
    assert signs(client, question, opened_at_edit=edit_no)["saved"].startswith("Cora Roe saved this page at")
