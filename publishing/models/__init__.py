from publishing.models.address import Address
from publishing.models.document import Document
from publishing.models.edition import Edition
from publishing.models.event import Event
from publishing.models.review import Review, ReviewerProfile
from publishing.models.rules import Rules

__all__ = ["Address", "Document", "Edition", "Event", "Review", "ReviewerProfile", "Rules"]
