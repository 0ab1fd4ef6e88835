"""The signs of an emergency that free text is read for."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sign(models.TextChoices):
    """What somebody's words may mean. The label is how the page names it to the person who wrote them."""

    BLADDER_OR_BOWEL = "bladder_or_bowel", _("losing control of the bladder or bowels, or not being able to pass urine")
    LEGS = "legs", _("numb or weak legs or feet")
    SADDLE = "saddle", _("numbness around the groin, the genitals or the buttocks")
    WALKING = "walking", _("not being able to walk, to stand or to move the legs")
    CHEST = "chest", _("chest pain")
    BREATHING = "breathing", _("trouble breathing")
    SUICIDE = "suicide", _("thoughts of suicide or of hurting yourself")
