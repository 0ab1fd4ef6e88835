"""Questions that nobody has answered yet, for the staff start page."""

from __future__ import annotations

from django.db.models import Count, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from faq.models import Question
from publishing.desk import SHOWN, Item, WaitingList
from publishing.roles import may

LIST = "admin:faq_question_changelist"


def lists(user) -> list[WaitingList]:
    """One list, one query: drafts that are a question so far, the longest waiting first. For those who could answer."""
    if not may(user, "edit"):
        return []
    waiting = Question.objects.filter(answer="").annotate(total=Window(Count("pk")))
    rows = list(waiting.order_by("pk").values_list("pk", "title", "total")[:SHOWN])
    if not rows:
        return []
    return [
        WaitingList(
            slug="unanswered",
            heading=_("Questions that nobody has answered"),
            explanation=_("Somebody wrote down what patients ask. Write the answer, or delete the draft."),
            count=rows[0][2],
            items=[Item(title, reverse("admin:faq_question_change", args=[pk])) for pk, title, _total in rows],
            url=reverse(LIST) + "?answer__exact=",
            urgency=48,
        )
    ]
