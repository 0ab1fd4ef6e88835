"""Topics, a topic with its answers, and one answer."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publishing.kinds import Page
from publishing.live import LiveSet, entries
from publishing.rendering import live_page, render_page


def topic_list(request: HttpRequest) -> HttpResponse:
    """All topics with their questions."""
    live = LiveSet.around(of_kinds=["question"])
    topics = entries(live.all("topic"), live)
    for topic in topics:
        topic.questions = entries(live.about(topic.key, "question"), live)
    page = Page(
        template="faq/topics.html",
        title=_("Questions and answers"),
        description=_("Answers to the questions that patients ask most."),
        context={"topics": [topic for topic in topics if topic.questions]},
    )
    return render_page(request, page, live, path=request.path)


def topic_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic with all its answers."""
    return live_page(request, f"/faq/{slug}/")


def question_detail(request: HttpRequest, topic: str, slug: str) -> HttpResponse:
    """One answer. An old or wrong topic in the address answers 301."""
    return live_page(request, f"/faq/*/{slug}/")
