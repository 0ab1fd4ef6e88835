"""The staff forms of conditions and procedures: rows that change places, and choices that stand once."""

import pytest
from django.db import connection
from django.urls import reverse

from publishing.desk import change_url
from publishing.models import UnsavedText
from publishing.posted import as_posted
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


def untouched(client, draft, **changes):
    """What a browser posts after opening the form, with other values in some of its controls."""
    page = client.get(change_url(draft))
    formsets = [inline.formset for inline in page.context["inline_admin_formsets"]]
    data = as_posted(page.context["adminform"].form, formsets)
    for name, value in changes.items():
        data[name] = str(value)
    return data


def post(client, draft, data, to="change"):
    """The answer, with the constraints that the end of a request asks for."""
    name = f"admin:conditions_{draft.kind}_{to}"
    response = client.post(reverse(name, args=[draft.pk]), data)
    connection.check_constraints()
    return response


@pytest.fixture
def condition():
    draft = make.condition(procedures=(make.procedure(title="Cement"), make.procedure(title="Balloon")))
    make.kept(draft)
    return draft


@pytest.fixture
def procedure():
    draft = make.procedure(comparison=(("anesthesia", "You sleep."), ("stay", "One night.")))
    make.kept(draft)
    return draft


def swapped(client, draft, table, field):
    """The form in which two rows of a table have each other's choice."""
    data = untouched(client, draft)
    first, second = f"{table}-0-{field}", f"{table}-1-{field}"
    data[first], data[second] = data[second], data[first]
    return data


def test_two_treatments_swap_their_procedures(carla, condition):
    data = swapped(carla, condition, "treatments", "procedure")
    assert post(carla, condition, data).status_code == 302
    assert [str(row) for row in condition.treatments.all()] == ["Balloon", "Cement"]


def test_two_points_of_comparison_swap_their_rows(carla, procedure):
    data = swapped(carla, procedure, "comparison", "aspect")
    assert post(carla, procedure, data).status_code == 302
    assert {point.aspect: point.text for point in procedure.comparison.all()} == {
        "anesthesia": "One night.",
        "stay": "You sleep.",
    }


@pytest.mark.parametrize("to", ["preview", "check"])
def test_swapped_rows_are_previewed_and_checked(carla, condition, procedure, to):
    make.site()
    for draft, table, field in ((condition, "treatments", "procedure"), (procedure, "comparison", "aspect")):
        assert post(carla, draft, swapped(carla, draft, table, field), to).status_code == 200


def test_a_new_row_takes_the_choice_of_one_that_is_removed(carla, procedure):
    old = procedure.comparison.get(aspect="anesthesia")
    rows = {"comparison-0-DELETE": "on", "comparison-2-aspect": "anesthesia", "comparison-2-text": "You stay awake."}
    data = untouched(carla, procedure, **rows, **{"comparison-TOTAL_FORMS": 3, "comparison-2-id": ""})
    assert post(carla, procedure, data).status_code == 302
    new = procedure.comparison.get(aspect="anesthesia")
    assert (new.text, new.pk == old.pk) == ("You stay awake.", False)


@pytest.mark.parametrize("place", ["one that was there", "a new one"])
def test_the_same_choice_twice_is_refused_at_its_row_and_kept(carla, condition, procedure, place):
    for draft, table, field in ((condition, "treatments", "procedure"), (procedure, "comparison", "aspect")):
        data = untouched(carla, draft)
        row = 1 if place == "one that was there" else 2
        if row == 2:
            data |= {f"{table}-TOTAL_FORMS": "3", f"{table}-2-id": "", f"{table}-2-text": "Another."}
        data[f"{table}-{row}-{field}"] = data[f"{table}-0-{field}"]
        response = post(carla, draft, data)
        assert response.status_code == 200
        errors = next(
            each.formset.errors for each in response.context["inline_admin_formsets"] if each.formset.prefix == table
        )
        assert errors[row], errors
        assert UnsavedText.objects.filter(document=draft.pk).exists()
        assert "duplicate" in response.content.decode() or "already" in response.content.decode()
