"""The buttons of a request: what each takes from its form, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact import actions, inbox_lists
from contact.inbox_forms import SPOKE_DONE
from contact.models import CallOutcome, ContactRequest
from contact.routing import coordinators
from publishing.errors import TransitionNotAllowed


@dataclass(frozen=True)
class Step:
    """What is done with the request, by what was typed, by whom; and the sentence afterwards."""

    take: Callable[[ContactRequest, Mapping[str, Any], Any], Any]
    done: Any


EVERYBODY = "everybody"


def _hand_over(request: ContactRequest, typed: Mapping[str, Any], by) -> None:
    actions.hand_over(request, to=_chosen(typed), by=by)


def _route(request: ContactRequest, typed: Mapping[str, Any], by) -> None:
    actions.route(request, to=None if typed.get("to") == EVERYBODY else _chosen(typed), by=by)


def _chosen(typed: Mapping[str, Any]) -> Any:
    """The coordinator who was chosen. Raises TransitionNotAllowed for anybody else."""
    pk = str(typed.get("to", ""))
    to = coordinators().filter(pk=int(pk)).first() if pk.isascii() and pk.isdigit() and len(pk) < 10 else None
    if to is None:
        raise TransitionNotAllowed(_("Choose a coordinator."))
    return to


def _call(request: ContactRequest, values: Mapping[str, Any], by) -> None:
    is_done = values["outcome"] == SPOKE_DONE
    outcome = CallOutcome.SPOKE if is_done else values["outcome"]
    again_at, seen = values["next_call_at"], values["version"]
    actions.call(request, outcome=outcome, next_call_at=again_at, is_done=is_done, seen=seen, by=by)


def _duplicate(request: ContactRequest, typed: Mapping[str, Any], by) -> None:
    first = inbox_lists.of_reference(str(typed.get("of", "")).replace("\0", "")[:40]).first()
    if first is None:
        raise TransitionNotAllowed(_("There is no request with this reference."))
    actions.mark_duplicate(request, of=first, by=by)


STEPS = {
    "claim": Step(lambda row, typed, by: actions.claim(row, by=by), gettext_lazy("The request is yours.")),
    "release": Step(lambda row, typed, by: actions.release(row, by=by), gettext_lazy("The request is everybody's.")),
    "hand_over": Step(_hand_over, gettext_lazy("The request is handed over.")),
    "route": Step(_route, gettext_lazy("The request goes to whom you chose.")),
    "call": Step(_call, gettext_lazy("The call is written down.")),
    "close": Step(
        lambda row, typed, by: actions.close(row, outcome=str(typed.get("outcome", "")), by=by),
        gettext_lazy("The request is closed."),
    ),
    "duplicate": Step(_duplicate, gettext_lazy("The request is closed as a duplicate.")),
    "reopen": Step(lambda row, typed, by: actions.reopen(row, by=by), gettext_lazy("The request is open again.")),
    "put_aside": Step(lambda row, typed, by: actions.put_aside(row, by=by), gettext_lazy("The request is spam.")),
    "restore": Step(lambda row, typed, by: actions.restore(row, by=by), gettext_lazy("The request waits for a call.")),
    "note": Step(
        lambda row, typed, by: actions.note(row, text=str(typed.get("text", "")), by=by),
        gettext_lazy("The note is kept."),
    ),
    "hold": Step(
        lambda row, typed, by: actions.hold(row, reason=str(typed.get("reason", "")), by=by),
        gettext_lazy("The request is kept from being erased."),
    ),
    "unhold": Step(
        lambda row, typed, by: actions.unhold(row, by=by), gettext_lazy("The request may be erased in its time.")
    ),
}
