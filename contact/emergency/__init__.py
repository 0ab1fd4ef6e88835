"""Wording in free text that may be an emergency: `signs_in(text)`. Rules and words only: no model, no network, no database."""

from contact.emergency.matching import signs_in
from contact.emergency.signs import Sign

__all__ = ["Sign", "signs_in"]
