"""How the inbox writes references, waiting time and numbers."""

from __future__ import annotations

from datetime import timedelta

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from contact.models.request import Person
from contact.references import spaced as with_spaces
from publishing.phones import national

register = template.Library()


@register.filter
def spaced(reference: str) -> str:
    """A reference as it is read out."""
    return with_spaces(reference)


@register.filter
def hours(waited: timedelta) -> str:
    """Office time as "3 h 05 min"."""
    minutes = int(waited.total_seconds()) // 60
    if minutes < 60:
        return _("%(minutes)s min") % {"minutes": minutes}
    return _("%(hours)s h %(minutes)02d min") % {"hours": minutes // 60, "minutes": minutes % 60}


@register.filter
def dialed(person: Person) -> str:
    """The number as people write it, with what to dial after it."""
    if not person.phone:
        return ""
    number = national(person.phone)
    return (
        _("%(number)s ext. %(extension)s") % {"number": number, "extension": person.extension}
        if person.extension
        else number
    )


@register.filter
def done(what: str) -> str:
    """A step of the log in words."""
    return str(_WORDS.get(what, what))


_WORDS = {
    "asked": gettext_lazy("The patient asked"),
    "receipt": gettext_lazy("The receipt was sent"),
    "claim": gettext_lazy("Claimed"),
    "release": gettext_lazy("Given back"),
    "released": gettext_lazy("Given back by the site"),
    "hand_over": gettext_lazy("Handed over"),
    "routed": gettext_lazy("Sent by the rules to those who answer it"),
    "route": gettext_lazy("Sent to somebody else to answer"),
    "call": gettext_lazy("Called"),
    "close": gettext_lazy("Closed"),
    "duplicate": gettext_lazy("Closed as a duplicate"),
    "reopen": gettext_lazy("Opened again"),
    "put_aside": gettext_lazy("Called spam"),
    "restore": gettext_lazy("Brought back"),
    "note": gettext_lazy("Noted"),
    "hold": gettext_lazy("Kept from being erased"),
    "unhold": gettext_lazy("Not kept any more"),
    "exported": gettext_lazy("Exported"),
    "matched": gettext_lazy("Opened by the site for a step of its own"),
    "erased": gettext_lazy("Erased"),
    "erasable": gettext_lazy("Put on the list to be erased"),
}
