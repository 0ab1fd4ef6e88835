"""After the keys have changed, second factors and kept texts open as before, without the old key."""

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.test import Client

from staff.models import KeptSave
from tests.staff import door

pytestmark = pytest.mark.django_db

NEW = "2:" + "Q" * 42 + "A="


def test_what_the_old_key_sealed_opens_with_the_new_one_alone(settings, client):
    carla = door.member()
    secret, paper = door.with_app(carla), door.recovery_codes(carla)
    kept = KeptSave(user=carla, path="/staff/")
    kept.seal(QueryDict("answer=Behind the house"))
    kept.save()
    settings.SEALING_KEYS = f"{NEW},{settings.SEALING_KEYS}"
    call_command("rotate_keys")
    settings.SEALING_KEYS = NEW
    assert KeptSave.objects.get().typed()["answer"] == "Behind the house"
    door.sign_in(client)
    door.show_code(client, door.code(secret))
    assert door.is_in(client)
    other = Client()
    door.sign_in(other)
    door.show_code(other, paper[0])
    assert door.is_in(other)
