"""The synonyms on the staff site: whoever writes texts keeps them."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from search.gaps_admin import GapAdmin
from search.models import Gap, Synonym
from search.typed import tidied

LINE = 120
"""Characters of a row in the list."""


class SynonymForm(forms.ModelForm):
    """Takes each way to say it once, and refuses one that holds no word."""

    def clean_said(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["said"].splitlines()]
        if empty := [line for line in lines if line and not tidied(line)]:
            raise ValidationError(_("“%(line)s” holds no word.") % {"line": empty[0]})
        return "\n".join(dict.fromkeys(filter(None, lines)))


@admin.register(Synonym)
class SynonymAdmin(admin.ModelAdmin):
    """A list by what the pages say, searched by both sides."""

    form = SynonymForm
    fields = ["means", "said", "language"]
    list_display = ["means", "in_one_line", "language"]
    list_filter = ["language"]
    search_fields = ["means", "said"]

    @admin.display(description=_("what patients say"))
    def in_one_line(self, synonym: Synonym) -> str:
        """All ways in one line, or as many as fit."""
        return Truncator(", ".join(synonym.said.splitlines())).chars(LINE)


admin.site.register(Gap, GapAdmin)
