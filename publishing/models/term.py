"""The glossary that staff keep: medical terms, and how to say them in plain words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class TermQuerySet(models.QuerySet):
    def words(self, language: str) -> frozenset[str]:
        """Every single word that the terms of a language are made of, other forms with them, in lower case."""
        said = self.filter(language=language).values_list("term", "also")
        return frozenset(" ".join(form for pair in said for form in pair).casefold().replace("-", " ").split())


class Term(models.Model):
    """One term. A text that uses it and never says what it means is told so while it is written."""

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=settings.LANGUAGES,
        default="en",
        help_text=_("Texts in this language are searched for the term."),
    )
    term = models.CharField(
        _("medical term"), max_length=100, help_text=_("As it stands in a text, for example “fluoroscopy”.")
    )
    also = models.TextField(
        _("other forms"),
        blank=True,
        help_text=_("Plural, abbreviation or another spelling, one a line: “vertebrae”, “NSAIDs”."),
    )
    meaning = models.CharField(
        _("in plain words"),
        max_length=200,
        help_text=_("What a patient would say, for example “live X-ray”. A text that says this explains the term."),
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary")
        ordering = [Lower("term")]
        constraints = [models.UniqueConstraint(Lower("term"), "language", name="term_once_a_language")]

    def __str__(self) -> str:
        return self.term
