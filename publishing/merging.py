"""Two people saved one page: what each of them changed since it was opened, and the form that is put together of both.

All three are forms as a browser posts them: `mine`, what I wanted to save; `theirs`, the draft as it stands now; `base`, the draft as I
opened it. Where only one of us changed a field, that one's text is suggested; where both did, mine, and I am asked to look.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from publishing.comparing import words_changed
from publishing.form_values import (
    ORDER,
    Row,
    copy_field,
    meaning,
    readable,
    row_fields,
    row_label,
    rows,
    values,
    values_readable,
)
from publishing.models import Document
from publishing.posted import as_posted

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Choice:
    """A field in which we differ. `name` is what the choice is posted under; `suggested` is "mine" or "theirs"."""

    name: str
    label: str
    mine: str
    theirs: str
    suggested: str
    both: bool

    @property
    def words(self) -> list[tuple[str, str]]:
        """From their text to mine, word by word."""
        return list(words_changed(self.theirs, self.mine))


@dataclass
class Comparison:
    """What differs, and what there is of both that needs no choice."""

    choices: list[Choice] = field(default_factory=list)
    theirs_changed: bool = False
    notes: list[str] = field(default_factory=list)


class Merge:
    """The three forms side by side. `form` and `formsets` are those of `theirs`, with nothing typed in them.

    `files` is a sentence about each file that they replaced: no form posts those.
    """

    def __init__(
        self,
        form: forms.Form,
        formsets: list,
        mine: QueryDict,
        base: QueryDict | None,
        files: Iterable[str] = (),
    ) -> None:
        self.form, self.formsets, self.mine, self.base = form, formsets, mine, base
        self.files = list(files)
        self.theirs = as_posted(form, formsets)

    def compared(self) -> Comparison:
        """Every field in which mine and theirs differ."""
        found = Comparison(theirs_changed=bool(self.files), notes=list(self.files))
        for name, each in self.form.fields.items():
            if name.startswith("opened_at_") or isinstance(each, forms.FileField):
                continue
            base = None if self.base is None or self._outside_editions(name) else self.base
            self._compare(found, each, name, str(each.label), (self.mine, name), (self.theirs, name), (base, name))
        for formset in self.formsets:
            self._compare_rows(found, formset)
        return found

    def together(self, chosen: dict[str, str]) -> QueryDict:
        """Theirs, with mine wherever I chose it, and with the rows that only I have. `chosen` is by the choices' names."""
        merged = self.theirs.copy()
        for choice in self.compared().choices:
            if chosen.get(choice.name, choice.suggested) == MINE and not choice.name.endswith(("-DELETE", "-rows")):
                self._take_mine(merged, choice.name)
        for formset in self.formsets:
            self._add_rows(merged, formset, chosen)
        return merged

    def _outside_editions(self, name: str) -> bool:
        """Whether editions know nothing of a field, so that nobody can say what it was when the page was opened."""
        column = next((each for each in self.form._meta.model._meta.fields if each.name == name), None)
        return column is not None and column.model is Document and name != "language"

    def _compare(self, found: Comparison, each: forms.Field, name: str, label: str, mine, theirs, base) -> None:
        """Add a choice where mine and theirs mean something else; each is (form, name of the field in it)."""
        ours = meaning(each, *mine)
        its = meaning(each, *theirs)
        if ours == its:
            return
        known = base[0] is not None
        was = meaning(each, *base) if known else None
        they_did, i_did = not known or its != was, not known or ours != was
        found.theirs_changed |= they_did
        found.choices.append(
            Choice(
                name=name,
                label=label,
                mine=readable(each, *mine),
                theirs=readable(each, *theirs),
                suggested=MINE if i_did else THEIRS,
                both=i_did and they_did,
            )
        )

    def _compare_rows(self, found: Comparison, formset: Any) -> None:
        mine, theirs = rows(self.mine, formset), {row.pk: row for row in rows(self.theirs, formset)}
        base = rows(self.base, formset) if self.base is not None else []
        fields = row_fields(formset)
        for row in mine:
            twin = theirs.get(row.pk) if row.pk else None
            if twin is None:
                self._compare_lost_row(found, row, base, fields, formset)
                continue
            was = _row_as_opened(row, twin, base, fields)
            name = row_label(formset, twin, fields)
            if not row.has():
                self._compare_removed_row(found, row, twin, was, fields, name)
                continue
            for suffix, each in fields.items():
                where = [(r.data, f"{r.prefix}-{suffix}") for r in (row, twin)]
                before = (was.data, f"{was.prefix}-{suffix}") if was else (None, "")
                self._compare(found, each, f"{twin.prefix}-{suffix}", f"{name} › {each.label}", *where, before)
        self._compare_order(found, formset, mine, theirs, base)
        known = {row.pk for row in mine if row.pk}
        for pk, row in theirs.items():
            if pk not in known:
                found.theirs_changed = True
                found.notes.append(_("Added by them: %(part)s.") % {"part": row_label(formset, row, fields)})

    def _compare_removed_row(self, found: Comparison, row: Row, twin: Row, was: Row | None, fields, name: str) -> None:
        """I removed a row that they still have."""
        they_did = was is None or values(twin, fields) != values(was, fields)
        found.theirs_changed |= they_did
        removed, stays = _("removed"), values_readable(twin, fields)
        found.choices.append(Choice(f"{twin.prefix}-DELETE", name, removed, stays, MINE, they_did))

    def _compare_lost_row(self, found: Comparison, row: Row, base: list[Row], fields, formset: Any) -> None:
        """A row of mine that they do not have: new, or removed by them."""
        if not row.pk or not row.has():
            return
        found.theirs_changed = True
        name = row_label(formset, row, fields)
        if values(row, fields) in [values(each, fields) for each in base]:
            found.notes.append(_("Removed by them: %(part)s.") % {"part": name})
        else:
            text = values_readable(row, fields)
            found.choices.append(Choice(f"{row.prefix}-rows", name, text, _("removed"), MINE, True))

    def _compare_order(self, found: Comparison, formset: Any, mine: list[Row], theirs: dict, base: list[Row]) -> None:
        if ORDER not in formset.empty_form.fields:
            return
        common = [row for row in mine if row.pk in theirs]
        ours, its = _order(common), _order([theirs[row.pk] for row in common])
        if ours == its:
            return
        was = [pk for pk in _order(base) if pk in ours]
        they_did = its != was
        found.theirs_changed |= they_did
        label = _("Order: %(parts)s") % {"parts": formset.model._meta.verbose_name_plural}
        names = {row.pk: row_label(formset, row, row_fields(formset)) for row in theirs.values()}
        texts = ["\n".join(names[pk] for pk in order) for order in (ours, its)]
        suggested = MINE if ours != was else THEIRS
        found.choices.append(Choice(f"{formset.prefix}-{ORDER}", label, *texts, suggested, they_did and ours != was))

    def _take_mine(self, merged: QueryDict, name: str) -> None:
        """Put my value of a field, or my order of a table, in place of theirs."""
        for formset in self.formsets:
            if name == f"{formset.prefix}-{ORDER}":
                self._take_order(merged, formset)
                return
            if name.startswith(f"{formset.prefix}-"):
                twin_prefix, suffix = name.rsplit("-", 1)
                twin = next(row for row in rows(self.theirs, formset) if row.prefix == twin_prefix)
                row = next(row for row in rows(self.mine, formset) if row.pk == twin.pk)
                copy_field(row_fields(formset)[suffix], self.mine, f"{row.prefix}-{suffix}", merged, name)
                return
        copy_field(self.form.fields[name], self.mine, name, merged, name)

    def _take_order(self, merged: QueryDict, formset: Any) -> None:
        mine = {row.pk: row for row in rows(self.mine, formset) if row.pk}
        for twin in rows(self.theirs, formset):
            if twin.pk in mine:
                merged[f"{twin.prefix}-{ORDER}"] = self.mine.get(f"{mine[twin.pk].prefix}-{ORDER}", "")

    def _add_rows(self, merged: QueryDict, formset: Any, chosen: dict[str, str]) -> None:
        """Rows that only I have, behind theirs; rows that I removed, marked so."""
        theirs = {row.pk: row for row in rows(self.theirs, formset)}
        base = [values(row, row_fields(formset)) for row in rows(self.base, formset)] if self.base is not None else []
        total = len(theirs)
        for row in rows(self.mine, formset):
            if row.pk in theirs:
                name = f"{theirs[row.pk].prefix}-DELETE"
                if not row.has() and chosen.get(name, MINE) == MINE:
                    merged[name] = "on"
                continue
            was_removed = row.pk and values(row, row_fields(formset)) in base
            if not row.has() or was_removed or chosen.get(f"{row.prefix}-rows", MINE) == THEIRS:
                continue
            for name, posted in row.data.lists():
                if name.startswith(f"{row.prefix}-"):
                    merged.setlist(f"{formset.prefix}-{total}-{name.removeprefix(f'{row.prefix}-')}", posted)
            merged[f"{formset.prefix}-{total}-{formset.model._meta.pk.name}"] = ""
            total += 1
        merged[f"{formset.prefix}-TOTAL_FORMS"] = str(total)


def _order(table: list[Row]) -> list[str]:
    places = [(row.data.get(f"{row.prefix}-{ORDER}", ""), row.pk) for row in table]
    return [pk for place, pk in sorted(places, key=lambda each: int(each[0]) if each[0].isdecimal() else 0)]


def _row_as_opened(row: Row, twin: Row, base: list[Row], fields: dict[str, forms.Field]) -> Row | None:
    """The row as it was when the page was opened: the one of that key, else one that says what either of us has."""
    by_key = next((each for each in base if each.pk == row.pk), None)
    if by_key or not base:
        return by_key
    said = [(each, values(each, fields)) for each in base]
    for one in (row, twin):
        found = next((each for each, words in said if words == values(one, fields)), None)
        if found:
            return found
    return None
