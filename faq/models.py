"""Topics and the questions filed under them: the drafts that staff edit."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from publishing.fields import LinesField, RichTextField
from publishing.models import Document


class Topic(Document):
    """A heading under which questions are filed."""

    KIND = "topic"

    # Without a name on the other side: other kinds have a field "topic".
    document_ptr = models.OneToOneField(Document, on_delete=models.CASCADE, parent_link=True, related_name="+")

    title = models.CharField(
        _("title"), max_length=120, help_text=_("What the questions are about, for example “Your visit”.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_(
            "The part of the address that stands for the topic, for example “your-visit”. Old addresses lead to the new one."
        ),
    )
    summary = models.TextField(
        _("introduction"),
        blank=True,
        help_text=_("One or two sentences above the questions, for example “What to do before you come.” Optional."),
    )
    clinical = models.BooleanField(
        _("clinical"),
        default=False,
        help_text=_("Tick it if answers here could affect somebody's care. A clinician then approves each of them."),
    )

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")

    def __str__(self) -> str:
        return self.title


class Question(Document):
    """A question that patients ask, with its answer: written once, shown in many places."""

    KIND = "question"

    title = models.CharField(
        _("question"),
        max_length=200,
        help_text=_("As a patient would ask it. Good: “Can I drive home?” Bad: “Driving policy”."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=100,
        help_text=_(
            "The last part of the address, for example “drive-home”. When it changes, the old address leads to the new one."
        ),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="questions",
        help_text=_("Where patients would look for it."),
    )
    answer = RichTextField(
        _("answer"),
        help_text=_(
            "The answer in the first sentence, then what else helps. Good: “No. Arrange for a friend to drive you home.” Bad: "
            "“There are many things to consider.” No telephone number: the page shows it."
        ),
    )
    other_wordings = LinesField(
        _("also asked as"),
        blank=True,
        help_text=_(
            "Other words in which patients ask it, one a line, for example “someone to drive me”. No page shows them: they help "
            "searching."
        ),
    )
    about = models.ManyToManyField(
        Document,
        verbose_name=_("also shown on"),
        blank=True,
        related_name="questions_about",
        limit_choices_to={"kind__in": ["condition", "procedure"]},
        help_text=_("Pages on which the question also stands, with its whole answer. A clinician then approves it."),
    )
    asked_most = models.BooleanField(
        _("asked most"), default=False, help_text=_("Tick it to show the question on the home page.")
    )

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            # The list is put in order without touching a text.
            models.Index(fields=["topic"], include=["document_ptr"], name="question_topic"),
            models.Index(fields=["document_ptr"], name="question_unanswered", condition=models.Q(answer="")),
            # A part of a title is looked for in all of them, in capitals.
            models.Index(Upper("title"), include=["title", "document_ptr"], name="question_title_capitals"),
        ]

    def __str__(self) -> str:
        return self.title
