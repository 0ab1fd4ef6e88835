"""An address that was ever live belongs to its document for good: redirects, 410 and 404 come from here."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models.document import Document


class Address(models.Model):
    """One path of the public site, without host or query, and the document that owns it."""

    path = models.CharField(_("path"), max_length=300, unique=True)
    document = models.ForeignKey(
        Document, verbose_name=_("document"), on_delete=models.PROTECT, related_name="addresses"
    )

    class Meta:
        verbose_name = _("address")
        verbose_name_plural = _("addresses")

    def __str__(self) -> str:
        return self.path
