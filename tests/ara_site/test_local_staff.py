"""On one's own machine each role has an account whose generated password is shown until it is changed."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path


def output(capsys) -> list[str]:
    call_command("local_staff")
    return capsys.readouterr().out.splitlines()


def test_each_role_gets_an_account_that_can_sign_in(capsys, client):
    for line, role in zip(output(capsys), ["Coordinator", "Clinician", "Administrator"], strict=True):
        username, _, password = line.split()[1:]
        user = get_user_model().objects.get(username=username)
        assert [group.name for group in user.groups.all()] == [role]
        assert user.is_staff and not user.is_superuser
        assert client.login(username=username, password=password)


def test_the_passwords_are_shown_again_at_the_next_start(capsys):
    assert output(capsys) == output(capsys)


def test_a_changed_password_is_not_shown(capsys):
    before = output(capsys)
    user = get_user_model().objects.get(username="clinician")
    user.set_password("a password of her own")
    user.save()
    after = output(capsys)
    assert "its password was changed" in after[1]
    assert [after[0], after[2]] == [before[0], before[2]]


def test_no_two_installations_share_a_password(capsys, settings, tmp_path):
    first = output(capsys)
    get_user_model().objects.all().delete()
    settings.DATA_DIR = tmp_path / "another"
    assert not set(first) & set(output(capsys))


def test_only_the_owner_can_read_the_passwords(capsys, tmp_path):
    output(capsys)
    assert oct((tmp_path / "staff-passwords.json").stat().st_mode & 0o777) == "0o600"


def test_production_refuses(settings):
    settings.SITE_MODE = "production"
    with pytest.raises(CommandError, match="createsuperuser"):
        call_command("local_staff")
    assert not get_user_model().objects.exists()
