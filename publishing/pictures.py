"""Pictures on pages: our own drawings, chosen by name, and uploaded images, re-encoded and named by the hash of their bytes."""

from __future__ import annotations

import hashlib
import io
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.templatetags.static import static
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from publishing.content import Picture

DRAWINGS = settings.BASE_DIR / "static" / "img" / "drawings"
LARGEST_UPLOAD = 8 * 1024 * 1024
LARGEST_PIXELS = 40_000_000
LARGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
NAME = re.compile(r"[0-9a-f]{64}\.webp")

_VIEW_BOX = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


def drawing_choices() -> list[tuple[str, str]]:
    """The drawings that come with the site: file name without its ending, and the same as words."""
    return [(path.stem, path.stem.replace("-", " ").capitalize()) for path in sorted(DRAWINGS.glob("*.svg"))]


@cache
def drawing_size(name: str) -> tuple[int, int]:
    """Width and height of a drawing, in the units of its view box; (0, 0) where it does not say."""
    found = _VIEW_BOX.search((DRAWINGS / f"{name}.svg").read_text())
    return (int(found[1]), int(found[2])) if found else (0, 0)


def url(picture: Picture) -> str:
    """Where a browser gets the picture."""
    return static(f"img/drawings/{picture.drawing}.svg") if picture.drawing else f"{settings.MEDIA_URL}{picture.image}"


def size(picture: Picture) -> tuple[int, int]:
    """Width and height in pixels, so that nothing moves when the picture arrives."""
    return drawing_size(picture.drawing) if picture.drawing else (picture.width, picture.height)


def re_encode(upload) -> ContentFile:
    """An uploaded image as WebP of at most LARGEST_SIDE pixels, without camera, place or any other metadata.

    Raises ValidationError for what is too large or no image.
    """
    if upload.size > LARGEST_UPLOAD:
        raise ValidationError(_("This file is larger than 8 MB. Make it smaller and try again."))
    try:
        image = Image.open(upload, formats=FORMATS)
        if image.width * image.height > LARGEST_PIXELS:
            raise ValidationError(_("This image has too many pixels. Make it smaller and try again."))
        image = ImageOps.exif_transpose(image).convert(
            "RGBA" if "transparency" in image.info or image.mode == "RGBA" else "RGB"
        )
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError) as error:
        raise ValidationError(_("This is not a picture in JPEG, PNG or WebP format.")) from error
    image.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    target = io.BytesIO()
    image.save(target, "WEBP", quality=82, method=6)
    return ContentFile(target.getvalue(), name=f"{hashlib.sha256(target.getvalue()).hexdigest()}.webp")


class ImageField(models.ImageField):
    """An image that is re-encoded when it comes in. Two uploads of one picture are one file."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            encoded = re_encode(file.file)
            if self.storage.exists(encoded.name):
                setattr(model_instance, self.attname, encoded.name)
            else:
                file.save(encoded.name, encoded, save=False)
        return super().pre_save(model_instance, add)

    def validate(self, value, model_instance) -> None:
        super().validate(value, model_instance)
        if value and not value._committed:
            re_encode(value.file)
            value.file.seek(0)


class Pictured(models.Model):
    """What a model needs to carry one picture: a drawing or an upload, and words for those who cannot see it."""

    drawing = models.CharField(
        _("drawing"),
        max_length=60,
        blank=True,
        choices=drawing_choices,
        help_text=_("One of the drawings that come with the site."),
    )
    image = ImageField(
        _("image"),
        blank=True,
        width_field="image_width",
        height_field="image_height",
        help_text=_("Or a picture of your own: JPEG, PNG or WebP, up to 8 MB. Camera and place are removed."),
    )
    image_width = models.PositiveIntegerField(null=True, editable=False)
    image_height = models.PositiveIntegerField(null=True, editable=False)
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_(
            "What the picture shows, for people who cannot see it. Good: “Two vertebrae from the side; the lower one is "
            "pressed together in front.” Bad: “picture1.jpg”."
        ),
    )
    caption = models.CharField(
        _("caption"),
        max_length=300,
        blank=True,
        help_text=_("A line under the picture, for example “A healthy bone, and a broken one.” Optional."),
    )

    class Meta:
        abstract = True

    @property
    def picture(self) -> Picture | None:
        """The picture as content."""
        if not (self.drawing or self.image):
            return None
        return Picture(
            drawing=self.drawing,
            image="" if self.drawing else self.image.name,
            width=0 if self.drawing else self.image_width or 0,
            height=0 if self.drawing else self.image_height or 0,
            alternative_text=self.alternative_text,
            caption=self.caption,
        )

    @picture.setter
    def picture(self, picture: Picture | None) -> None:
        self.drawing = picture.drawing if picture else ""
        # Not through the field, which would open the file: a restored text may outlive its picture.
        self.__dict__["image"] = picture.image if picture else ""
        self.image_width, self.image_height = (
            (picture.width or None, picture.height or None) if picture else (None, None)
        )
        self.alternative_text = picture.alternative_text if picture else ""
        self.caption = picture.caption if picture else ""


def one_picture(table: str) -> models.CheckConstraint:
    """A named constraint: there is one picture at most. Its words may still be missing while the text is a draft."""
    return models.CheckConstraint(
        condition=models.Q(drawing="") | models.Q(image=""),
        name=f"{table}_one_picture",
        violation_error_message=_("A picture is either a drawing or an image of your own. Take one of them away."),
    )
