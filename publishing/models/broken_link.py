"""Links out of the site that did not answer when `check_links` last asked."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.document import Document


class BrokenLink(models.Model):
    """One link of one live document, with what was wrong. The next run replaces them all."""

    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.CASCADE, related_name="broken_links"
    )
    url = models.TextField(_("address"))
    problem = models.CharField(_("what is wrong"), max_length=200)
    checked_at = models.DateTimeField(_("checked at"))

    class Meta:
        verbose_name = _("broken link")
        verbose_name_plural = _("broken links")
        constraints = [models.UniqueConstraint(fields=["document", "url"], name="broken_link_once_a_document")]

    def __str__(self) -> str:
        return self.url
