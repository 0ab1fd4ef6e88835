"""Whoever may write in a form can save it: each form of the staff site has its button."""

import re

import pytest
from django.contrib import admin
from django.urls import get_resolver, reverse

from tests import make

pytestmark = pytest.mark.django_db

SAVE = re.compile(r'<(?:input|button)[^>]*name="_save"')


def forms_for(client):
    """The address of each "add" form that the person who is signed in gets, with the page."""
    of_models = {f"{model._meta.app_label}_{model._meta.model_name}" for model in admin.site._registry}
    names = [name for name in of_models if f"{name}_add" in get_resolver().namespace_dict["admin"][1].reverse_dict]
    pages = {name: client.get(reverse(f"admin:{name}_add")) for name in names}
    return {name: page.content.decode() for name, page in pages.items() if page.status_code == 200}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("carla", {"publishing_term", "faq_question", "conditions_condition"}),
        ("ada", {"publishing_rules", "publishing_reviewerprofile", "auth_user"}),
    ],
    ids=["coordinator", "administrator"],
)
def test_every_form_that_somebody_gets_can_be_saved(client, who, expected):
    client.force_login(getattr(make.cast(), who))
    forms = forms_for(client)
    assert expected <= set(forms)
    assert [name for name, page in forms.items() if not SAVE.search(page)] == []
