"""Two people and one picture: the second to save is told of the first's, and nothing is overwritten unseen."""

import pytest

from publishing.desk import change_url
from tests import make
from tests.publishing.test_pictures import photo
from tests.staff.test_conflicts import conflict, row
from tests.staff.test_unsaved import form_of

pytestmark = pytest.mark.django_db

WORDS = {"alternative_text": "The bones of the back from the side."}


@pytest.fixture
def condition():
    draft = make.condition(sections=(("symptoms", "<p>Pain.</p>"),))
    make.section(draft, "causes", "<p>Age.</p>", image=photo("blue"), **WORDS)
    make.kept(draft)
    return draft


def picture(condition):
    return condition.sections.get(kind="causes").image.name


def form(condition, **values):
    """The form with another row for the section that has the picture."""
    first, second = condition.sections.order_by("pk")
    return form_of(condition, row(first), row(second, **WORDS | values), opened_at_edition=1)


def saved_by_cora(client, condition, **values):
    client.force_login(make.cast().cora)
    assert client.post(change_url(condition), form(condition, **values)).status_code == 302
    return picture(condition)


def test_the_second_picture_does_not_take_the_place_of_the_first_unseen(client, condition):
    mine = form(condition, image=photo("green"))
    was = picture(condition)
    theirs = saved_by_cora(client, condition, image=photo("red"))
    assert theirs != was
    html = conflict(client, condition, mine)
    assert "Section “Causes”: they chose another picture. It stays unless you choose yours again." in html
    assert "A picture that you chose has to be chosen again." in html
    assert picture(condition) == theirs


def test_a_picture_that_they_took_away_is_told(client, condition):
    mine = form(condition, body="<p>Old age.</p>")
    saved_by_cora(client, condition, **{"image-clear": "on"})
    assert "Section “Causes”: they took the picture away." in conflict(client, condition, mine)


def test_a_picture_that_nobody_else_touched_is_saved(client, condition):
    mine = form(condition, image=photo("green"))
    was = saved_by_cora(client, condition)
    client.force_login(make.cast().carla)
    assert client.post(change_url(condition), mine).status_code == 302
    assert picture(condition) != was
