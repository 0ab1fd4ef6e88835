"""Each control of a form says what belongs there; where words are typed, with an example."""

import re

import pytest
from django.contrib import admin
from django.db import models

from publishing import kinds
from publishing.models import Term

EXAMPLE = re.compile(r"“[^”]+”|for example|such as", re.IGNORECASE)
KINDS = [kind.model for kind in kinds.every()]


def flat(names):
    return [each for name in names for each in (name if isinstance(name, tuple) else [name])]


def fields_of(model):
    """The model fields in a kind's form and in its tables."""
    model_admin = admin.site._registry[model]
    own = [
        name
        for fieldset in model_admin.fieldsets or [(None, {"fields": model_admin.fields})]
        for name in flat(fieldset[1]["fields"])
    ]
    shown = [(model, own), *((inline.model, flat(inline.fields)) for inline in model_admin.inlines)]
    return [
        each._meta.get_field(name) for each, names in shown for name in names if name not in model_admin.readonly_fields
    ]


@pytest.mark.parametrize("model", [*KINDS, Term])
def test_each_control_has_help(model):
    assert [str(field) for field in fields_of(model) if not field.help_text] == []


@pytest.mark.parametrize("model", [*KINDS, Term])
def test_where_words_are_typed_the_help_has_an_example(model):
    typed = [field for field in fields_of(model) if isinstance(field, models.CharField | models.TextField)]
    without = [
        field
        for field in typed
        if not (field.choices or isinstance(field, models.EmailField) or EXAMPLE.search(str(field.help_text)))
    ]
    assert [str(field) for field in without] == []
    assert typed


def test_good_stands_beside_bad_where_people_go_wrong_most():
    helped = [str(field.help_text) for model in KINDS for field in fields_of(model)]
    assert sum("Good: " in text and "Bad: " in text for text in set(helped)) >= 8
