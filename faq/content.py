"""What an edition of a topic or a question holds, and the way from the draft's rows to it and back."""

from __future__ import annotations

from uuid import UUID

from faq.models import Question, Topic
from publishing.content import Content
from publishing.models import Document
from publishing.richtext import clean


class TopicContent(Content):
    """A topic. Questions in a clinical topic are clinical."""

    title: str = ""
    slug: str = ""
    summary: str = ""
    clinical: bool = False


class QuestionContent(Content):
    """A question with its answer (clean rich text). `about` are the keys of the documents on whose pages it also stands.

    `other_wordings` are words in which it is also asked: for searching, and on no page.
    """

    title: str = ""
    slug: str = ""
    topic: UUID | None = None
    answer: str = ""
    about: tuple[UUID, ...] = ()
    asked_most: bool = False
    other_wordings: tuple[str, ...] = ()


def freeze_topic(topic: Topic) -> TopicContent:
    """The draft's row as content."""
    return TopicContent(title=topic.title, slug=topic.slug, summary=topic.summary.strip(), clinical=topic.clinical)


def restore_topic(topic: Topic, content: TopicContent) -> None:
    """Write content back into the draft's row."""
    for name in ("title", "slug", "summary", "clinical"):
        setattr(topic, name, getattr(content, name))
    topic.save()


def freeze_question(question: Question) -> QuestionContent:
    """The draft's rows as content."""
    return QuestionContent(
        title=question.title,
        slug=question.slug,
        topic=question.topic.key if question.topic else None,
        answer=clean(question.answer),
        about=tuple(question.about.order_by("key").values_list("key", flat=True)),
        asked_most=question.asked_most,
        other_wordings=tuple(question.other_wordings.splitlines()),
    )


def restore_question(question: Question, content: QuestionContent) -> None:
    """Write content back into the draft's rows. Documents that are gone altogether are left out."""
    for name in ("title", "slug", "answer", "asked_most"):
        setattr(question, name, getattr(content, name))
    question.other_wordings = "\n".join(content.other_wordings)
    question.topic = Topic.objects.filter(key=content.topic).first()
    question.save()
    question.about.set(Document.objects.filter(key__in=content.about))
