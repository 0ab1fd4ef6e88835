"""The glossary on the staff site: kept by whoever writes, and used by the checks at once."""

import pytest
from django.urls import reverse

from publishing.checks import findings_for
from publishing.models import Term
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
