from publishing.models.address import Address
from publishing.models.broken_link import BrokenLink
from publishing.models.document import Document
from publishing.models.edition import Edition
from publishing.models.event import Event
from publishing.models.note import Note
from publishing.models.presence import Presence
from publishing.models.reminder import Reminder
from publishing.models.review import Review, ReviewerProfile
from publishing.models.rules import Rules
from publishing.models.share_link import ShareLink
from publishing.models.term import Term
from publishing.models.unsaved_text import UnsavedText

__all__ = [
    "Address",
    "BrokenLink",
    "Document",
    "Edition",
    "Event",
    "Note",
    "Presence",
    "Reminder",
    "Review",
    "ReviewerProfile",
    "Rules",
    "ShareLink",
    "Term",
    "UnsavedText",
]
