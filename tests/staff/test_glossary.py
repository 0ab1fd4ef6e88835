"""The glossary on the staff site: kept by whoever writes, and used by the checks at once."""

import pytest
from django.urls import reverse

from publishing import glossary
from publishing.activity import in_words
from publishing.checks import findings_for
from publishing.ledger import faults
from publishing.models import Event, Term
from publishing.site_version import newest
from tests import make

pytestmark = pytest.mark.django_db

ADD = "/staff/publishing/term/add/"


def entry(**fields):
    return {"term": "fluoroscopy", "meaning": "live X-ray", "also": "", "language": "en"} | fields


@pytest.mark.parametrize(("who", "status"), [("carla", 302), ("clara", 302), ("ada", 403)])
def test_coordinators_and_clinicians_keep_the_glossary(client, who, status):
    client.force_login(getattr(make.cast(), who))
    assert client.post(ADD, entry()).status_code == status
    assert Term.objects.exists() is (status == 302)


def test_a_new_entry_is_used_by_the_checks_at_once(client):
    make.site()
    kept = make.kept(make.question(answer="<p>We use fluoroscopies here.</p>"))
    assert findings_for(kept) == []
    client.force_login(make.carla())
    client.post(ADD, entry(also="  fluoroscopies \n\nfluoroscopies"))
    assert [f.rule.name for f in findings_for(kept)] == ["unexplained-term"]
    assert Term.objects.get().also == "fluoroscopies"


def test_a_form_of_another_entry_is_refused_with_its_name(client):
    Term.objects.create(term="vertebra", also="vertebrae", meaning="bone of the spine")
    client.force_login(make.carla())
    page = client.post(ADD, entry(term="Vertebrae", meaning="bones")).content.decode()
    assert "“vertebrae” already stands in the entry “vertebra”." in page
    assert Term.objects.count() == 1


def test_the_list_is_searched_by_what_an_entry_says(client):
    for number in range(3):
        Term.objects.create(term=f"term {number}", meaning=f"meaning {number}", also=f"form {number}")
    client.force_login(make.carla())
    for words in ("term 1", "meaning 1", "form 1"):
        page = client.get(reverse("admin:publishing_term_changelist"), {"q": words}).content.decode()
        assert ("term 1" in page, "term 2" in page) == (True, False)


def events():
    """What the ledger tells of the glossary: verb, who, and the details."""
    found = Event.objects.filter(verb__in=["define", "remove_term"]).order_by("number")
    return [(event.verb, event.by.username, event.details) for event in found]


def change_of(term):
    return reverse("admin:publishing_term_change", args=[term.pk])


def opened(term, **fields):
    """What the form of an entry posts that was opened as the entry is now."""
    return entry(seen=glossary.mark(term), **fields)


def test_of_two_forms_the_second_is_refused_with_both_texts_and_then_saves_knowingly(client):
    term = Term.objects.create(**entry())
    first, second = opened(term, meaning="X-ray that moves"), opened(term, also="fluoroscopies")
    client.force_login(make.carla())
    page = client.get(change_of(term)).text
    assert f'name="seen" value="{first["seen"]}"' in page
    assert client.post(change_of(term), first).status_code == 302
    client.force_login(make.clara())
    refused = client.post(change_of(term), second)
    assert "they saved “X-ray that moves”, you typed “live X-ray”" in refused.text
    assert "fluoroscopies</textarea>" in refused.text
    term.refresh_from_db()
    assert (term.meaning, term.also) == ("X-ray that moves", "")
    assert f'name="seen" value="{glossary.mark(term)}"' in refused.text
    again = opened(term, meaning="X-ray that moves", also="fluoroscopies")
    assert client.post(change_of(term), again).status_code == 302
    term.refresh_from_db()
    assert (term.meaning, term.also) == ("X-ray that moves", "fluoroscopies")


def test_each_change_of_the_glossary_is_an_event(client):
    client.force_login(make.carla())
    client.post(ADD, entry())
    term = Term.objects.get()
    client.post(change_of(term), opened(term, meaning="X-ray that moves"))
    client.post(reverse("admin:publishing_term_delete", args=[term.pk]), {"post": "yes"})
    said = {"term": "fluoroscopy", "language": "en", "meaning": "live X-ray"}
    moves = said | {"meaning": "X-ray that moves"}
    assert events() == [
        ("define", "carla", said),
        ("define", "carla", moves | {"was": {"meaning": "live X-ray"}}),
        ("remove_term", "carla", moves),
    ]
    assert list(faults()) == []


def test_a_save_that_changes_nothing_is_no_event(client):
    term = Term.objects.create(**entry())
    client.force_login(make.carla())
    assert client.post(change_of(term), opened(term)).status_code == 302
    assert events() == []


def test_entries_removed_together_are_an_event_each(client):
    terms = [Term.objects.create(**entry(term=f"term {number}")) for number in range(3)]
    client.force_login(make.clara())
    chosen = {"action": "delete_selected", "_selected_action": [term.pk for term in terms[:2]], "post": "yes"}
    client.post(reverse("admin:publishing_term_changelist"), chosen)
    assert sorted((verb, by, details["term"]) for verb, by, details in events()) == [
        ("remove_term", "clara", "term 0"),
        ("remove_term", "clara", "term 1"),
    ]
    assert Term.objects.get() == terms[2]


def test_the_activity_log_tells_which_entry_in_words(client):
    client.force_login(make.carla())
    client.post(ADD, entry())
    page = client.get(reverse("admin:publishing_event_changelist")).content.decode()
    assert in_words("define") in page and "fluoroscopy: live X-ray" in page


def test_what_only_staff_see_makes_no_public_page_anew(client):
    make.site()
    version = newest().version
    client.force_login(make.carla())
    client.post(ADD, entry())
    assert (len(events()), newest().version) == (1, version)
