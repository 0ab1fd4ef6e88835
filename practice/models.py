"""The practice's own facts, plain pages and notices: the drafts that staff edit."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.fields import RichTextField
from publishing.models import Document
from publishing.pictures import Pictured, described


class Practice(Pictured, Document):
    """The practice: whose site this is. There is one."""

    KIND = "practice"

    name = models.CharField(
        _("name"), max_length=100, help_text=_("As patients know it. It stands at the top of every page.")
    )
    tagline = models.CharField(
        _("headline"),
        max_length=160,
        blank=True,
        help_text=_("The first words of the home page: what you do, and for whom."),
    )
    introduction = RichTextField(_("introduction"), help_text=_("A short paragraph under the headline."))
    description = models.CharField(
        _("description for search engines"),
        max_length=160,
        blank=True,
        help_text=_("One sentence for the list of a search engine."),
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
        _("emergency number"), max_length=10, default="911", help_text=_("The number that the emergency cards name.")
    )
    street = models.CharField(
        _("street"), max_length=120, blank=True, help_text=_("Number and street, for patients who visit.")
    )
    city = models.CharField(_("city"), max_length=80, blank=True, help_text=_("City or town."))
    state = models.CharField(_("state"), max_length=40, blank=True, help_text=_("State, for example “NC”."))
    postal_code = models.CharField(_("ZIP code"), max_length=12, blank=True, help_text=_("ZIP or postal code."))
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Shown to patients. Leave empty to show none."))
    color = models.CharField(
        _("brand color"),
        max_length=7,
        blank=True,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Enter a color as # and six digits, for example #0b5563."))],
        help_text=_("A dark color as # and six digits, for headings and buttons. Left empty, the site has its own."),
    )

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practice")
        constraints = [described("practice")]

    def __str__(self) -> str:
        return self.name


class Page(Document):
    """A plain page: about, privacy, accessibility."""

    KIND = "page"

    title = models.CharField(
        _("title"), max_length=120, help_text=_("The heading of the page and its name in the footer.")
    )
    slug = models.SlugField(
        _("address"),
        max_length=80,
        help_text=_("The page's address. When it changes, the old one leads to the new one."),
    )
    description = models.CharField(
        _("description for search engines"),
        max_length=160,
        blank=True,
        help_text=_("One sentence on what stands here."),
    )
    body = RichTextField(_("text"), help_text=_("Short paragraphs with headings."))
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
    body = RichTextField(_("text"), help_text=_("What patients should know or do, in a sentence or two."))
    ends_at = models.DateTimeField(
        _("ends at"),
        null=True,
        blank=True,
        help_text=_("When the notice takes itself down. Required before it is published."),
    )

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.title
