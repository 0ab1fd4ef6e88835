"""Uploaded pictures that move with the content: which there are, and whether what comes in is one."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import msgspec
from django.core.files.base import ContentFile as UploadedBytes
from django.core.files.storage import default_storage
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from publishing.content import Content, Picture
from publishing.pictures import LARGEST_PIXELS, LARGEST_UPLOAD, NAME


def uploads_in(content: Content) -> Iterator[str]:
    """The names of the uploaded pictures that a content shows, however deep."""
    yield from _uploads(content)


def _uploads(value: Any) -> Iterator[str]:
    if isinstance(value, Picture) and value.image:
        yield value.image
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _uploads(getattr(value, name))
    elif isinstance(value, (tuple, list)):
        for each in value:
            yield from _uploads(each)


def encoded(name: str) -> str | None:
    """An uploaded picture as base64; None where the file is gone."""
    if not NAME.fullmatch(name) or not default_storage.exists(name):
        return None
    with default_storage.open(name) as file:
        return base64.b64encode(file.read()).decode()


def decoded(name: str, text: str) -> bytes:
    """The picture that the text holds. Raises ValueError with a sentence unless it is the one that its name says."""
    if not NAME.fullmatch(name):
        raise ValueError(_("No picture of this site has such a name."))
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(_("The picture is not written as base64.")) from error
    if hashlib.sha256(data).hexdigest() != name.partition(".")[0]:
        raise ValueError(_("The picture is not the one that its name says."))
    if len(data) > LARGEST_UPLOAD or not _is_picture(data):
        raise ValueError(_("This is no picture as this site keeps them."))
    return data


def _is_picture(data: bytes) -> bool:
    try:
        with Image.open(io.BytesIO(data), formats=["WEBP"]) as image:
            return image.width * image.height <= LARGEST_PIXELS
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError):
        return False


def store(name: str, data: bytes) -> None:
    """Keep the picture, unless it is there already: one name is one picture."""
    if not default_storage.exists(name):
        default_storage.save(name, UploadedBytes(data))
