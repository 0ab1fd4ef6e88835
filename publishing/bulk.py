"""What can be done with many documents at once: each in its own savepoint, and what was refused is told with its reason.

There is no approval among them: whoever approves has read that one text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import actions
from publishing.errors import Refused, TransitionNotAllowed
from publishing.models import Document, Edition
from publishing.permissions import needs_clinician
from publishing.roles import MAY
from publishing.schedule import database_clock
from publishing.states import State, state_of

MOST = 200
"""How many documents one step takes at most: about what somebody can look over, and what one transaction should hold."""


class Plain(forms.Form):
    """A step that asks for nothing but yes."""


class AssignForm(forms.Form):
    """Somebody who writes pages, or nobody."""

    person = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label=gettext_lazy("Looked after by"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("Who keeps these pages true, and is reminded when they are due."),
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = writers()
        self.fields["person"].label_from_instance = lambda user: user.get_full_name() or user.get_username()


def writers():
    """The members of staff who may write pages."""
    staff = get_user_model().objects.filter(is_active=True, is_staff=True, groups__name__in=MAY["edit"])
    return staff.distinct().order_by("first_name", "last_name", "username")


@dataclass(frozen=True)
class BulkStep:
    """One thing to do with many documents. `act` gets a document, the user and the cleaned form, and raises its refusal.

    `after`, for a step that readers see: which edition would be live of each document that it can be taken with, None for none.
    """

    name: str
    label: Any
    explanation: Any
    role: str
    act: Callable[[Document, Any, dict[str, Any]], Any]
    done: Any
    form: type[forms.Form] = Plain
    danger: bool = False
    after: Callable[[list[Document]], dict[Document, Edition | None]] | None = None


@dataclass
class Outcome:
    """What was done, and what was refused with the sentences that say why."""

    done: list[Document] = field(default_factory=list)
    refused: list[tuple[Document, list[str]]] = field(default_factory=list)


@transaction.atomic
def take(step: BulkStep, documents: Iterable[Document], *, by, given: dict[str, Any]) -> Outcome:
    """Take the step with each document. A refusal of one undoes nothing of the others."""
    documents = sorted(documents, key=lambda document: document.pk)
    _lock(documents)
    outcome = Outcome()
    for document in documents:
        try:
            with transaction.atomic():
                step.act(document, by, given)
        except Refused as refusal:
            outcome.refused.append((document, refusal.sentences))
        else:
            outcome.done.append(document)
    return outcome


def _lock(documents: list[Document]) -> None:
    """Hold all of them and whatever they name, in the order in which everybody locks, before anything is written."""
    keys = [document.pk for document in documents]
    uses = Edition.objects.filter(document__in=keys).values_list("uses", flat=True)
    named = {key for each in uses for key in each}
    wanted = Document.objects.filter(Q(pk__in=keys) | Q(key__in=named)).order_by("pk")
    list(wanted.select_for_update(no_key=True).values_list("pk", flat=True))


def publish_newest(document: Document, by, given: dict[str, Any]) -> Edition:
    """Publish the newest text, where it was approved or nobody has to approve it."""
    edition = document.editions.newest_first().for_reading().first()
    if edition is None:
        raise TransitionNotAllowed(_("It was never saved by anybody, so there is no text to publish."))
    at = database_clock()
    state = state_of(edition, at)
    if state is State.LIVE:
        raise TransitionNotAllowed(_("What is saved is live already."))
    if state is State.SCHEDULED:
        raise TransitionNotAllowed(_("It is planned to go live by itself. Cancel that first."))
    if state is State.PAST:
        raise TransitionNotAllowed(_("It was taken down. Copy the edition that you want into the draft first."))
    if state is not State.APPROVED and needs_clinician(edition, at):
        raise TransitionNotAllowed(_("This is about patients' care and nobody has approved it yet."))
    return actions.publish(edition, by=by)


def newest_of_each(documents: list[Document]) -> dict[Document, Edition | None]:
    """The newest text of each, of those of which `publish_newest` might take it. Two queries, however many there are."""
    newest = Edition.objects.filter(document=OuterRef("document")).newest_first().values("pk")[:1]
    of_these = Edition.objects.filter(document__in=[document.pk for document in documents], pk=Subquery(newest))
    found = {edition.document_id: edition for edition in of_these.for_reading()}
    at = database_clock()
    return {doc: found[doc.pk] for doc in documents if doc.pk in found and _may_go_live(found[doc.pk], at)}


def _may_go_live(edition: Edition, at: datetime) -> bool:
    return edition.live is None and (not edition.clinical or state_of(edition, at) is State.APPROVED)


def _none_of_each(documents: list[Document]) -> dict[Document, Edition | None]:
    return dict.fromkeys(documents)


def _withdraw(document: Document, by, given: dict[str, Any]) -> Edition:
    return actions.withdraw(document, by=by)


def _assign(document: Document, by, given: dict[str, Any]) -> Document:
    return actions.assign(document, by=by, to=given["person"])


STEPS = (
    BulkStep(
        "publish",
        gettext_lazy("Publish"),
        gettext_lazy(
            "Patients read the newest saved text of each from now on, if it was approved or needs no approval."
        ),
        "publish",
        publish_newest,
        gettext_lazy("Published"),
        after=newest_of_each,
    ),
    BulkStep(
        "withdraw",
        gettext_lazy("Take down"),
        gettext_lazy("Readers who come to these pages are told that they were taken down, and where to turn."),
        "withdraw",
        _withdraw,
        gettext_lazy("Taken down"),
        danger=True,
        after=_none_of_each,
    ),
    BulkStep(
        "assign",
        gettext_lazy("Choose who looks after them"),
        gettext_lazy("Patients see no change."),
        "assign",
        _assign,
        gettext_lazy("Looked after as chosen"),
        form=AssignForm,
    ),
)
