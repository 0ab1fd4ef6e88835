"""Model fields of drafts."""

from __future__ import annotations

from django.db import models
from django_prose_editor.fields import ProseEditorField

from publishing.richtext import clean, kept, typed

EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Heading": {"levels": [3, 4]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel", "document"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HardBreak": True,
    "History": True,
    # The site's own: static/js/abbreviation.js and static/js/word_paste.js.
    "Abbreviation": True,
    "WordPaste": True,
}


class RichTextField(ProseEditorField):
    """Rich text with a short allow-list, cleaned whichever way it comes in: by a form, by code, by an import."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"sanitize": clean, "extensions": EXTENSIONS, "blank": True, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        for setting in ("sanitize", "extensions", "config"):
            kwargs.pop(setting, None)
        return name, path, args, kwargs

    def value_from_object(self, obj: models.Model) -> str:
        """For forms: links to documents as the addresses they have now, so that people can read them."""
        return typed(super().value_from_object(obj) or "")

    def value_to_string(self, obj: models.Model) -> str:
        """For serializers: the text as it is kept."""
        return getattr(obj, self.attname)

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        value = kept(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value


class LinesField(models.TextField):
    """Several short texts, one a line."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        lines = (" ".join(line.split()) for line in (getattr(model_instance, self.attname) or "").splitlines())
        value = "\n".join(line for line in lines if line)
        setattr(model_instance, self.attname, value)
        return value
