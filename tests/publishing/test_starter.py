"""Loading content from a file: once, never over what staff did, and with a sentence where it cannot be."""

import pytest
from django.core.management import CommandError, call_command

from publishing.models import Document, Edition, Event
from tests import make

pytestmark = pytest.mark.django_db


def test_loading_twice_changes_nothing():
    call_command("load_starter")
    before = (Document.objects.count(), Edition.objects.count(), Event.objects.count())
    call_command("load_starter")
    assert (Document.objects.count(), Edition.objects.count(), Event.objects.count()) == before


def test_loading_again_leaves_what_staff_edited():
    call_command("load_starter")
    question = Document.objects.of_kind("question").first()
    edition = make.kept(question, title="Ours now")
    call_command("load_starter")
    assert question.editions.newest_first().first() == edition


def test_loading_beside_a_practice_of_ones_own_is_refused_in_a_sentence():
    make.site()
    with pytest.raises(CommandError, match="belongs to “Hill Clinic”"):
        call_command("load_starter")
    assert not Event.objects.filter(verb="load").exists()
