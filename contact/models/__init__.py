"""The people whom patients call, and the requests of patients who want to be called."""

from contact.models.access import AccessEntry
from contact.models.coordinator import Coordinator, OfficeHours
from contact.models.counter import Counter
from contact.models.request import ContactRequest, Outcome
from contact.models.routing import Absence, RoutingRule
from contact.models.rules import RequestRules
from contact.models.work import CallAttempt, CallOutcome, RequestNote

__all__ = [
    "Absence",
    "AccessEntry",
    "CallAttempt",
    "CallOutcome",
    "ContactRequest",
    "Coordinator",
    "Counter",
    "OfficeHours",
    "Outcome",
    "RequestNote",
    "RequestRules",
    "RoutingRule",
]
