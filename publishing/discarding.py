"""What deleting a draft would take from others: drafts that name it, and words that colleagues have typed and not saved."""

from __future__ import annotations

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from publishing.errors import TransitionNotAllowed
from publishing.impact import named_by
from publishing.models import Document, UnsavedText
from publishing.presence import name_of

MOST_NAMED = 5


def check_takes_nothing(document: Document, *, by) -> None:
    """Raise TransitionNotAllowed where others would lose something, with a sentence for each kind of loss."""
    if losses := [*_naming(document), *_writing(document, by)]:
        raise TransitionNotAllowed(*losses)


def _naming(document: Document) -> list[str]:
    """Pages that name it: they would change without a word."""
    titles = list(dict.fromkeys(f"“{edition.title}”" for edition in named_by(document)))
    if not titles:
        return []
    sentence = _("Others still name “%(title)s”: %(others)s. Change them first.")
    return [sentence % {"title": document, "others": _listed(titles)}]


def _writing(document: Document, by) -> list[str]:
    """Colleagues with unsaved text of it, which would go with it. Accounts that are closed will not come back for theirs."""
    texts = UnsavedText.objects.filter(document=document.pk, user__is_active=True).exclude(user=by)
    names = [name_of(each.user) for each in texts.select_related("user").order_by("saved_at")]
    if not names:
        return []
    sentence = _(
        "Text of “%(title)s” is typed and not saved yet, by %(names)s. Ask them to save it or to throw it away."
    )
    return [sentence % {"title": document, "names": _listed(names)}]


def _listed(names: list[str]) -> str:
    more = [_("others")] if len(names) > MOST_NAMED else []
    return get_text_list([*names[:MOST_NAMED], *more], _("and"))
