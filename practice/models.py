"""The practice's own facts, plain pages and notices: the drafts that staff edit."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.fields import RichTextField
from publishing.models import Document
from publishing.pictures import Pictured, one_picture


class Practice(Pictured, Document):
    """The practice: whose site this is. There is one."""

    KIND = "practice"

    name = models.CharField(
        _("name"),
        max_length=100,
        help_text=_("As patients know it, for example “Hill Clinic”. It stands at the top of every page."),
    )
    tagline = models.CharField(
        _("headline"),
        max_length=160,
        blank=True,
        help_text=_(
            "The first words of the home page: what you do, and for whom. Good: “Treatment for fractures of the spine”. Bad: "
            "“Welcome to our website”."
        ),
    )
    introduction = RichTextField(
        _("introduction"),
        help_text=_(
            "A short paragraph under the headline. Good: “We repair broken bones of the spine. You go home the same day.”"
        ),
    )
    description = models.CharField(
        _("description for search engines"),
        max_length=160,
        blank=True,
        help_text=_(
            "One sentence for the list of a search engine. Good: “Hill Clinic repairs fractures of the spine in Springfield.”"
        ),
    )
    coordinator = models.ForeignKey(
        Document,
        verbose_name=_("main coordinator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"kind": "coordinator"},
        help_text=_("Whose telephone number stands on every page."),
    )
    emergency_number = models.CharField(
        _("emergency number"),
        max_length=10,
        default="911",
        help_text=_("The number that the emergency cards name, for example “911”."),
    )
    street = models.CharField(
        _("street"),
        max_length=120,
        blank=True,
        help_text=_("Number and street, for patients who visit, for example “12 Main Street”."),
    )
    city = models.CharField(
        _("city"), max_length=80, blank=True, help_text=_("City or town, for example “Springfield”.")
    )
    state = models.CharField(_("state"), max_length=40, blank=True, help_text=_("State, for example “NC”."))
    postal_code = models.CharField(
        _("ZIP code"), max_length=12, blank=True, help_text=_("ZIP or postal code, for example “12345”.")
    )
    email = models.EmailField(
        _("e-mail"),
        blank=True,
        help_text=_("Shown to patients, for example “desk@example.org”. Leave empty to show none."),
    )
    color = models.CharField(
        _("brand color"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Enter a color as # and six digits, for example #0b5563."))],
        help_text=_(
            "A dark color as # and six digits, for example “#0b5563”, for headings and buttons. Left empty, the site has its own."
        ),
    )

    consent_text = models.TextField(
        _("consent to a call back"),
        blank=True,
        max_length=1000,
        help_text=_(
            "What patients agree to when they ask for a call back, in one or two sentences, for example “You may call me about "
            "this.” Left empty, the site has its own. Each request keeps the words that were shown."
        ),
    )
    asks_message = models.BooleanField(
        _("patients may write a short message"),
        default=True,
        help_text=_("Turn this off to leave the message out of the form for call backs."),
    )

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practice")
        constraints = [one_picture("practice")]

    def __str__(self) -> str:
        return self.name


class Page(Document):
    """A plain page: about, privacy, accessibility."""

    KIND = "page"

    title = models.CharField(
        _("title"),
        max_length=120,
        help_text=_("The heading of the page and its name in the footer. Good: “Privacy”. Bad: “Information”."),
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_("The page's address, for example “privacy”. When it changes, the old one leads to the new one."),
    )
    description = models.CharField(
        _("description for search engines"),
        max_length=160,
        blank=True,
        help_text=_(
            "One sentence on what stands here. Good: “What this website knows about you, and what it does not.”"
        ),
    )
    body = RichTextField(
        _("text"),
        help_text=_(
            "Short paragraphs with headings. Good: “We keep no cookies.” Bad: “Cookies are not utilized by this site.”"
        ),
    )
    in_footer = models.BooleanField(_("in the footer"), default=True, help_text=_("Link it at the foot of every page."))

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def __str__(self) -> str:
        return self.title


class Notice(Document):
    """A notice on top of every page, which takes itself down."""

    KIND = "notice"

    title = models.CharField(_("title"), max_length=120, help_text=_("A few words, for example “Closed on Monday”."))
    body = RichTextField(
        _("text"),
        help_text=_(
            "What patients should know or do, in a sentence or two. Good: “Nobody answers the phone on Monday. Call on Tuesday.”"
        ),
    )
    ends_at = models.DateTimeField(
        _("ends at"),
        null=True,
        blank=True,
        help_text=_(
            "When the notice takes itself down, for example the evening of the day on which you are closed. Required before it "
            "is published."
        ),
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.title
