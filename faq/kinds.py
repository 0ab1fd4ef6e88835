"""Topics and questions as kinds of document: their addresses, what they name, and what their pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from faq import json_ld
from faq.beginning import begin_question
from faq.content import (
    QuestionContent,
    TopicContent,
    freeze_question,
    freeze_topic,
    restore_question,
    restore_topic,
)
from faq.models import Question, Topic
from publishing import kinds
from publishing.kinds import Kind, Page, Texts
from publishing.live import Entry, LiveSet, entries
from publishing.models import Document, Edition
from publishing.richtext import keys_in, plain

DESCRIPTION_LENGTH = 160
"""About as much as search engines show."""

_QUESTION_PATH = re.compile(r"/faq/[-\w]+/([-\w]+)/")


class TopicKind(Kind):
    name = "topic"
    model = Topic
    content = TopicContent
    surrounds = True
    lists = {"/faq/": ("topic", "question")}

    def freeze(self, document: Topic) -> TopicContent:
        return freeze_topic(document)

    def restore(self, document: Topic, content: TopicContent) -> None:
        restore_topic(document, content)

    def texts(self, content: TopicContent) -> Texts:
        return Texts(title=content.title, text=content.summary)

    def address(self, content: TopicContent) -> str:
        return f"/faq/{content.slug}/"

    def is_clinical(self, content: TopicContent) -> bool:
        return content.clinical

    def problems(self, content: TopicContent, live: LiveSet) -> list[str]:
        required = {
            kinds.at("title", sentence=_("Fill in the title.")): content.title,
            kinds.at("slug", sentence=_("Fill in the address.")): content.slug,
        }
        return kinds.missing(required)

    def why_it_must_stay(self, document: Document, live: LiveSet) -> str:
        if questions := live.about(document.key, "question"):
            return _("%(count)s questions are filed under this topic. Move or take them down first.") % {
                "count": len(questions)
            }
        return ""

    def standing_on(self, document: Topic) -> QuerySet[Question]:
        return document.questions.order_by("position", "title", "pk")

    def page(self, edition: Edition, live: LiveSet) -> Page:
        questions = entries(live.about(edition.key, "question"), live)
        return Page(
            template="faq/topic.html",
            title=edition.title,
            description=edition.reads.summary,
            context={"questions": questions},
            json_ld=json_ld.questions(edition, questions, live),
        )


class QuestionKind(Kind):
    """A question claims one address whatever its topic, so that it keeps it when it is filed elsewhere."""

    name = "question"
    model = Question
    content = QuestionContent
    answers = True

    def begin(self, words: str, *, wordings: Iterable[str], language: str) -> Question:
        return begin_question(words, wordings=wordings, language=language)

    def freeze(self, document: Question) -> QuestionContent:
        return freeze_question(document)

    def restore(self, document: Question, content: QuestionContent) -> None:
        restore_question(document, content)

    def texts(self, content: QuestionContent) -> Texts:
        return Texts(title=content.title, other_names="\n".join(content.other_wordings), text=plain(content.answer))

    def address(self, content: QuestionContent) -> str:
        return f"/faq/*/{content.slug}/"

    def address_of(self, path: str) -> str:
        match = _QUESTION_PATH.fullmatch(path)
        return f"/faq/*/{match[1]}/" if match else ""

    def path(self, content: QuestionContent, live: LiveSet) -> str:
        topic = live.get(content.topic)
        return f"/faq/{topic.reads.slug}/{content.slug}/" if topic else ""

    def about(self, content: QuestionContent) -> Iterable[UUID]:
        keys = [*content.about, *([content.topic] if content.topic else [])]
        if content.asked_most:
            keys.append(kinds.HOME)
        return dict.fromkeys(keys)

    def uses(self, content: QuestionContent) -> Iterable[UUID]:
        topic = [content.topic] if content.topic else []
        return dict.fromkeys([*topic, *content.about, *keys_in(content.answer)])

    def is_clinical(self, content: QuestionContent) -> bool:
        if content.about:
            return True
        if Topic.objects.filter(key=content.topic, clinical=True).exists():
            return True
        return Edition.objects.live().filter(document__key=content.topic, content__clinical=True).exists()

    def problems(self, content: QuestionContent, live: LiveSet) -> list[str]:
        required = {
            kinds.at("title", sentence=_("Write the question.")): content.title,
            kinds.at("slug", sentence=_("Fill in the address.")): content.slug,
            kinds.at("answer", sentence=_("Write the answer.")): plain(content.answer),
            kinds.at("topic", sentence=_("Choose a topic that is published.")): live.get(content.topic),
        }
        return kinds.missing(required)

    def page(self, edition: Edition, live: LiveSet) -> Page:
        content = edition.reads
        topic = live.get(content.topic)
        entry = Entry(edition, live)
        return Page(
            template="faq/question.html",
            title=content.title,
            description=Truncator(plain(content.answer)).chars(DESCRIPTION_LENGTH),
            context={
                "topic": Entry(topic, live) if topic else None,
                "related": entries([each for each in live.editions() if each.key in content.about], live),
            },
            json_ld=json_ld.questions(edition, [entry], live),
        )


kinds.register(TopicKind())
kinds.register(QuestionKind())
