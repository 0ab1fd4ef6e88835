"""The checks beside the form: what is typed is read, nothing of it is kept, and each finding leads to its control."""

import re

import pytest
from django.urls import reverse

from publishing.models import Document, Edition
from tests import make

pytestmark = pytest.mark.django_db


def typed(draft, **values):
    """What a condition's form posts, with its parts as (primary key or "", text)."""
    parts, of = values.pop("parts"), values.pop("of", draft.pk)
    fields = {
        "title": draft.title, "slug": draft.slug, "summary": draft.summary, "position": 0, "language": "en",
        "opened_at_edit": draft.edit_no, "opened_at_edition": "", "treatments-TOTAL_FORMS": 0, "treatments-INITIAL_FORMS": 0,
        "sections-TOTAL_FORMS": len(parts), "sections-INITIAL_FORMS": sum(bool(pk) for pk, _text in parts),
    }  # fmt: skip
    for number, (pk, text) in enumerate(parts):
        row = {"id": pk, "document": of, "kind": "what_it_is", "body": text, "position": 100 - number}
        fields |= {f"sections-{number}-{name}": value for name, value in row.items()}
    return fields | values


@pytest.fixture
def draft():
    make.site()
    return make.condition()


def url(draft):
    return reverse("admin:conditions_condition_check", args=[draft.pk])


def test_each_finding_leads_to_its_control_in_the_open_form(client, draft):
    client.force_login(make.carla())
    parts = [(draft.sections.get().pk, "<p>You must NOT run.</p>"), ("", "<p>Call (555) 010-0100.</p>")]
    page = client.post(url(draft), typed(draft, parts=parts)).content.decode()
    links = re.findall(r'<a href="([^"]*)" data-finding', page)
    assert sorted(links) == ["#id_sections-0-body", "#id_sections-1-body"]
    assert "1 to mend before publishing" in page
    assert "1 to think about" in page


def test_nothing_of_it_is_kept(client, draft):
    client.force_login(make.carla())
    before = (Edition.objects.count(), Document.objects.count(), draft.edit_no)
    client.post(url(draft), typed(draft, parts=[("", "<p>Another part.</p>")]))
    draft.refresh_from_db()
    assert (Edition.objects.count(), Document.objects.count(), draft.edit_no) == before
    assert draft.sections.count() == 1


def test_something_new_is_checked_before_it_is_ever_saved(client, draft):
    client.force_login(make.carla())
    fields = typed(
        draft, parts=[("", "<p>You must NOT run.</p>")], of="", title="Bad knee", slug="bad-knee", opened_at_edit=""
    )
    page = client.post(reverse("admin:conditions_condition_add_check"), fields).content.decode()
    assert 'href="#id_sections-0-body"' in page


@pytest.mark.parametrize(("who", "status"), [("carla", 200), ("clara", 200), ("ada", 403)])
def test_who_may_not_edit_is_told_nothing(client, draft, who, status):
    client.force_login(getattr(make.cast(), who))
    assert client.post(url(draft), typed(draft, parts=[])).status_code == status
    assert client.get(url(draft)).status_code == (405 if status == 200 else 403)
