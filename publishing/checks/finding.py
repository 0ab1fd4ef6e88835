"""What a check found: where, in which sentence, why it matters, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

STOP, WARNING = "stop", "warning"


@dataclass(frozen=True)
class Rule:
    """What is checked. A stop keeps the text from being submitted and published; a warning is for people to judge."""

    name: str
    severity: str
    title: Any
    explanation: Any


RULES = {
    rule.name: rule
    for rule in (
        Rule(
            "reading-grade",
            WARNING,
            _("Hard to read"),
            _(
                "About half of all adults read at school grade 8 or below, and people who are worried or in pain read worse."
            ),
        ),
        Rule(
            "heading-order",
            STOP,
            _("A heading of the wrong level"),
            _(
                "People who hear the page find their way by its headings: under a heading of the first level stands one of the second."
            ),
        ),
        Rule(
            "heading-empty",
            STOP,
            _("A heading without words"),
            _("It stands for nothing, and people who hear the page stumble over it."),
        ),
        Rule(
            "heading-bold",
            WARNING,
            _("Bold text in place of a heading"),
            _("It looks like a heading, but people who hear the page cannot find it, nor can a search engine."),
        ),
        Rule(
            "link-text",
            WARNING,
            _("A link that does not say where it leads"),
            _("Links are read out one by one, without the sentence around them."),
        ),
        Rule(
            "link-address",
            WARNING,
            _("An address in place of words"),
            _("Nobody can tell from an address what stands there, and it is read out letter by letter."),
        ),
        Rule(
            "dead-link",
            STOP,
            _("A link that leads nowhere"),
            _("Patients who follow it find no page, or not the part that was meant."),
        ),
        Rule(
            "link-not-live",
            WARNING,
            _("A link to a page that is not live yet"),
            _("Until that page is live, patients see these words without a link."),
        ),
        Rule(
            "own-address",
            WARNING,
            _("This site's own address, written out"),
            _("It stays as it is when the site moves or the page gets another address."),
        ),
        Rule(
            "safelink",
            STOP,
            _("A link rewritten by Outlook"),
            _("It leads through a mail scanner that knows who follows it, and it stops working one day."),
        ),
        Rule(
            "phone-copy",
            STOP,
            _("A copy of the practice's telephone number"),
            _("The number stands on every page by itself. A copy in a text stays behind when the number changes."),
        ),
        Rule(
            "alternative-text",
            STOP,
            _("A picture that nobody describes"),
            _("People who cannot see the picture get these words instead of it."),
        ),
        Rule(
            "percentage",
            WARNING,
            _("A figure without a source"),
            _("Patients decide by such figures, so they must be able to see where one comes from."),
        ),
        Rule(
            "superlative",
            WARNING,
            _("Praise without a source"),
            _("Words like “best” tell patients nothing that they can check, and are forbidden in many places."),
        ),
        Rule(
            "promise",
            WARNING,
            _("A promise"),
            _("Nobody can promise how a treatment ends. Whoever reads it may decide by it."),
        ),
        Rule(
            "stop-medicine",
            WARNING,
            _("An order to stop a medicine"),
            _(
                "Stopping by oneself can be dangerous. Patients stop only when they are told to, each by somebody who knows them."
            ),
        ),
        Rule(
            "all-caps",
            WARNING,
            _("Words in capitals"),
            _("They are harder to read, look like shouting, and may be read out letter by letter."),
        ),
        Rule(
            "unexplained-term",
            WARNING,
            _("A medical term that is not explained"),
            _("It is in the glossary, and nothing on this page says what it means."),
        ),
    )
}


@dataclass(frozen=True)
class Finding:
    """One fault: the rule, where it is, and the sentence that has it. `line` counts paragraphs, items and cells of the field from 1."""

    rule: Rule
    identity: tuple[str, ...]
    place: str
    line: int
    sentence: str
    suggestion: str
    offset: int = 0
    """Where in its line the sentence begins, so that findings stand in reading order."""

    others: tuple[str, ...] = ()
    """Further sentences with the same fault, where the rule is about the whole text."""

    @property
    def severity(self) -> str:
        """ "stop" or "warning"."""
        return self.rule.severity

    @property
    def is_stop(self) -> bool:
        """Whether it keeps the text from being submitted and published."""
        return self.severity == STOP

    @property
    def field(self) -> str:
        """The name of the field that has the fault."""
        return self.identity[-1] if self.identity else ""
