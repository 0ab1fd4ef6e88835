"""Filing many questions under another topic at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from faq.models import Question, Topic
from publishing import actions
from publishing.bulk import BulkStep
from publishing.errors import TransitionNotAllowed
from publishing.models import Document


class TopicForm(forms.Form):
    """Another topic."""

    topic = forms.ModelChoiceField(
        Topic.objects.order_by("position", "title"),
        label=gettext_lazy("Topic"),
        help_text=gettext_lazy("Where patients would look for these questions."),
    )


def file_under(document: Document, by, given: dict[str, Any]) -> None:
    """File a question under a topic and keep that. A form opened before is refused: it would say another topic."""
    actions.check_role(by, "edit")
    topic = given["topic"]
    question = Question.objects.select_for_update(of=["self"]).get(pk=document.pk)
    if question.topic_id == topic.pk:
        raise TransitionNotAllowed(_("It is filed under “%(topic)s” already.") % {"topic": topic})
    if question.language != topic.language:
        raise TransitionNotAllowed(_("The topic is written in another language."))
    question.topic = topic
    question.edit_no += 1
    question.save(update_fields=["topic", "edit_no"])
    actions.keep(question, by=by)


CHANGE_TOPIC = BulkStep(
    "topic",
    gettext_lazy("File under another topic"),
    gettext_lazy(
        "Each question is saved under the topic that you choose. Patients see no change until it is published."
    ),
    "edit",
    file_under,
    gettext_lazy("Saved under the topic, not yet published"),
    form=TopicForm,
)
