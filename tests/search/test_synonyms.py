"""Synonyms: kept by staff, and carried with the content."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from publishing.content_file import ContentFile, UnreadableContent
from publishing.starter import load
from search.models import Synonym
from tests import make

pytestmark = pytest.mark.django_db

ENTRY = {"language": "en", "means": "compression fracture", "said": ["broken back", "VCF"]}


def file(**lists):
    return ContentFile(beside=lists)


@pytest.mark.parametrize(("name", "status"), [("carla", 200), ("clara", 200), ("ada", 403)])
def test_those_who_write_texts_keep_the_synonyms(client, name, status):
    client.force_login(getattr(make.cast(), name))
    assert client.get(reverse("admin:search_synonym_add")).status_code == status


def test_a_synonym_takes_each_way_once_and_refuses_a_line_without_words(client):
    client.force_login(make.carla())
    url, given = reverse("admin:search_synonym_add"), {"means": "fast", "language": "en"}
    answer = client.post(url, given | {"said": "no food\n!!!"})
    assert "holds no word" in answer.content.decode() and "no food" in answer.content.decode()
    client.post(url, given | {"said": " no  food\n\nno food\nNPO"})
    assert Synonym.objects.get().said == "no food\nNPO"


def test_starter_synonyms_come_once_and_never_again():
    load(file(synonyms=[ENTRY]))
    assert Synonym.objects.get().said == "broken back\nVCF"
    Synonym.objects.all().delete()
    load(file(synonyms=[ENTRY]))
    assert not Synonym.objects.exists()


def test_loading_leaves_what_staff_wrote_themselves():
    Synonym.objects.create(means="compression fracture", said="sore back")
    load(file(synonyms=[ENTRY]))
    assert Synonym.objects.get().said == "sore back"


BAD = {
    "unknown list": {"antonyms": [ENTRY]},
    "unknown field": {"synonyms": [ENTRY | {"colour": "red"}]},
    "no meaning": {"synonyms": [{"said": ["x"]}]},
    "too long": {"synonyms": [ENTRY | {"means": "x" * 500}]},
    "unknown language": {"synonyms": [ENTRY | {"language": "tlh"}]},
}


@pytest.mark.parametrize("lists", BAD.values(), ids=BAD)
def test_a_file_with_anything_else_is_refused_whole(lists):
    with pytest.raises(UnreadableContent):
        load(file(**lists))
    assert not Synonym.objects.exists()


def test_synonyms_move_with_the_content(tmp_path):
    make.site()
    Synonym.objects.create(means="fast", said="no food\nNPO")
    call_command("export_content", str(tmp_path / "a.json"), verbosity=0)
    assert '"NPO"' in (tmp_path / "a.json").read_text()
