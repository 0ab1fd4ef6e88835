"""Questions as rows of a table: what each column says, and how a row becomes a draft. Rows never publish and never delete."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Max, Prefetch, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Diff, ModelResource
from import_export.results import RowResult
from import_export.widgets import ForeignKeyWidget, ManyToManyWidget, Widget

from faq.models import Question, Topic
from faq.plain_text import as_html
from publishing import actions
from publishing.models import Address, Document
from publishing.richtext import kept
from publishing.sheets import Sheet

COLUMNS = ("key", "question", "answer", "topic", "also on", "asked most", "address", "language", "order")
NEEDED = ("question",)
FIRST_LINE = 2
"""The line of a spreadsheet in which the first row stands, below the heads of the columns."""

YES, NO = ("yes", "y", "1", "true", "x"), ("", "no", "n", "0", "false")


class TextCell(Widget):
    """One line of text."""

    def clean(self, value: Any, row=None, **kwargs: Any) -> str:
        return " ".join(str(value or "").split())

    def render(self, value: Any, obj=None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class AnswerCell(TextCell):
    """Rich text as HTML, cleaned; a text without tags has its paragraphs and lists as they were typed."""

    def clean(self, value: Any, row=None, **kwargs: Any) -> str:
        text = str(value or "").strip()
        return kept(text if "<" in text else as_html(text))


class YesNoCell(TextCell):
    """Yes or no, in the ways people and programs write it."""

    def clean(self, value: Any, row=None, **kwargs: Any) -> bool:
        word = str(value or "").strip().lower()
        if word not in YES + NO:
            raise ValueError(_("“%(word)s” is neither yes nor no.") % {"word": word[:40]})
        return word in YES

    def render(self, value: Any, obj=None, **kwargs: Any) -> str:
        return "yes" if value else "no"


class NumberCell(TextCell):
    """A place in a list."""

    def clean(self, value: Any, row=None, **kwargs: Any) -> int | None:
        text = str(value or "").strip()
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text) < 2**31):
            raise ValueError(_("“%(text)s” is no whole number.") % {"text": text[:40]})
        return int(text)


class TopicCell(ForeignKeyWidget):
    """A topic by the last part of its address."""

    def clean(self, value: Any, row=None, **kwargs: Any) -> Topic | None:
        slug = str(value or "").strip()
        if not slug:
            return None
        found = [topic for topic in self._topics() if topic.slug == slug]
        same_language = [topic for topic in found if topic.language == (row or {}).get("language", "")]
        found = same_language or found
        if len(found) != 1:
            problem = _("topic “%(slug)s” does not exist.") if not found else _("there are several topics “%(slug)s”.")
            raise ValueError(problem % {"slug": slug[:80]})
        return found[0]

    def _topics(self) -> list[Topic]:
        """All topics, asked once for a whole table."""
        if not hasattr(self, "_all"):
            self._all = list(Topic.objects.all())
        return self._all


class PagesCell(ManyToManyWidget):
    """Pages, by their addresses; by their keys where they never had an address. One or more spaces between them."""

    def clean(self, value: Any, row=None, **kwargs: Any) -> list[Document]:
        return [self._page(name) for name in dict.fromkeys(str(value or "").replace(",", " ").split())]

    def _page(self, name: str) -> Document:
        pages = Document.objects.filter(**Question._meta.get_field("about").get_limit_choices_to())
        page = (
            pages.filter(addresses__path=name).first() if name.startswith("/") else pages.filter(key=_key(name)).first()
        )
        if page is None:
            raise ValueError(_("page “%(name)s” does not exist.") % {"name": name[:80]})
        return page

    def render(self, value: Any, obj=None, **kwargs: Any) -> str:
        pages = sorted(value.all(), key=lambda page: page.key) if value is not None else []
        return " ".join(max((a.path for a in page.addresses.all()), default=str(page.key)) for page in pages)


class ByKeyOrAddress(BaseInstanceLoader):
    """The question with a row's key; without a key the one with its address in its language. Asked once for the whole table."""

    def __init__(self, resource: QuestionResource, dataset: tablib.Dataset) -> None:
        super().__init__(resource, dataset)
        rows = [dict(zip(dataset.headers, row, strict=True)) for row in dataset]
        keys = [key for row in rows if (key := _key(row.get("key", "").strip()))]
        slugs = [_address(row) for row in rows]
        self._by_key = {str(q.key): q for q in Question.objects.filter(key__in=keys).select_related("topic")}
        self._by_address: dict[tuple[str, str], list[Question]] = {}
        for question in Question.objects.filter(slug__in=slugs).select_related("topic"):
            self._by_address.setdefault((question.slug, question.language), []).append(question)

    def get_instance(self, row: dict[str, Any]) -> Question | None:
        if row["key"]:
            if found := self._by_key.get(str(_key(row["key"]))):
                return found
            raise ValidationError({"key": _("no question has this key. For a new question leave it empty.")})
        same = self._by_address.get((row[ADDRESS], row[LANGUAGE]), [])
        if len(same) > 1:
            raise ValidationError({"slug": _("several questions have this address. Say which by its key.")})
        return same[0] if same else None


ADDRESS, LANGUAGE = "address of a new one", "language of a new one"
"""What a row finds its question by, or gives to a new one, where its own cells are empty."""


class NoDifference(Diff):
    """What differs is told by our own comparison, for the rows that are shown; the library would ask for every cell of all."""

    def __init__(self, *args: Any) -> None:
        pass

    def compare_with(self, *args: Any) -> None:
        pass


STAYS_WHEN_EMPTY = ("address", "language", "order")


class QuestionResource(ModelResource):
    """A row as a question's draft.

    `found` says, row by row, which question it is and its edit number; `expected` is the same as somebody looked at it.
    """

    key = Field("key", "key", widget=TextCell(), readonly=True)
    title = Field("title", "question", widget=TextCell())
    answer = Field("answer", "answer", widget=AnswerCell())
    topic = Field("topic", "topic", widget=TopicCell(Topic, "slug"))
    about = Field("about", "also on", widget=PagesCell(Document))
    asked_most = Field("asked_most", "asked most", widget=YesNoCell())
    slug = Field("slug", "address", widget=TextCell())
    language = Field("language", "language", widget=TextCell())
    position = Field("position", "order", widget=NumberCell())

    class Meta:
        model = Question
        fields = ("key", "title", "answer", "topic", "about", "asked_most", "slug", "language", "position")
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        skip_html_diff = True
        store_instance = True
        store_row_values = True
        use_transactions = True
        instance_loader_class = ByKeyOrAddress
        import_id_fields = ()

    def __init__(self, expected: list[list[Any] | None] | None = None) -> None:
        super().__init__()
        self.expected = expected
        self.found: list[list[Any] | None] = []
        self._columns: set[str] = set()
        self._lines: dict[Any, int] = {}
        self._last_place = Question.objects.aggregate(last=Max("position"))["last"] or 0

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return NoDifference

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        self._columns = set(dataset.headers)

    def before_import_row(self, row: dict[str, Any], **kwargs: Any) -> None:
        """What the question is found by."""
        row["key"] = row.get("key", "").strip().lower()
        row[ADDRESS] = _address(row)
        row[LANGUAGE] = row.get("language", "").strip() or "en"

    def after_init_instance(self, instance: Question, new: bool, row: dict[str, Any], **kwargs: Any) -> None:
        """Refuse a row that stands for what another row does, or for what somebody saved since it was looked at."""
        number = kwargs["row_number"]
        who = (row[ADDRESS], row[LANGUAGE]) if new else instance.pk
        if self._lines.setdefault(who, number) != number:
            line = self._lines[who] + FIRST_LINE - 1
            raise ValidationError(_("it is the same question as in row %(line)s.") % {"line": line})
        self.found += [None] * (number - len(self.found))
        self.found[number - 1] = None if new else [str(instance.key), instance.edit_no]
        if self.expected is not None and self.found[number - 1] != self.expected[number - 1]:
            raise ValidationError(_("somebody saved this question since you looked. Upload the file again to see it."))
        if new:
            self._last_place += 10
            instance.position, instance.slug, instance.language = self._last_place, row[ADDRESS], row[LANGUAGE]

    def get_instance(self, instance_loader: BaseInstanceLoader, row: dict[str, Any]) -> Question | None:
        return instance_loader.get_instance(row)

    def import_field(
        self, field: Field, instance: Question, row: dict[str, Any], is_m2m: bool = False, **kwargs: Any
    ) -> None:
        """A column that is not in the file leaves a question as it is; so does an empty address, language or order."""
        name = field.column_name
        if name in self._columns and (row[name].strip() or name not in STAYS_WHEN_EMPTY):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def import_instance(self, instance: Question, row: dict[str, Any], **kwargs: Any) -> None:
        """With the pages as well, so that one that does not exist is told with everything else."""
        errors: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        try:
            self.fields["about"].clean(row) if "also on" in self._columns else None
        except ValueError as error:
            errors["about"] = [ValidationError(str(error))]
        if errors:
            raise ValidationError(errors)

    def skip_row(self, instance: Question, original: Question, row, import_validation_errors=None) -> bool:
        """A row that says what the draft says changes nothing; one with errors is never passed over."""
        return not import_validation_errors and super().skip_row(instance, original, row, import_validation_errors)

    def validate_instance(
        self, instance: Question, import_validation_errors=None, validate_unique: bool = True
    ) -> None:
        """As a form would; but for asking whether a key that was made a moment ago is taken."""
        super().validate_instance(instance, import_validation_errors, validate_unique=False)

    def save_instance(self, instance: Question, is_create: bool, row: dict[str, Any], **kwargs: Any) -> None:
        """A row that is only looked at is checked and not saved."""
        if not kwargs["dry_run"]:
            instance.edit_no += 1
            super().save_instance(instance, is_create, row, **kwargs)

    def save_m2m(self, instance: Question, row: dict[str, Any], **kwargs: Any) -> None:
        if not kwargs["dry_run"] and "also on" in self._columns:
            super().save_m2m(instance, row, **kwargs)

    def after_import_row(self, row: dict[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        """What was saved is kept as an edition, as a save of the form would; a new place is an event, as there."""
        if kwargs["dry_run"] or not (row_result.is_new() or row_result.is_update()):
            return
        question, by = Question.objects.get(pk=row_result.object_id), kwargs["user"]
        if row_result.is_update() and row_result.original.position != question.position:
            actions.reorder({question: question.position}, by=by)
        actions.keep(question, by=by)


def all_rows(questions: QuerySet):
    """The questions as rows of texts, a few hundred in memory at a time."""
    resource = QuestionResource()
    pages = Prefetch("about", Document.objects.prefetch_related(Prefetch("addresses", Address.objects.order_by("pk"))))
    rows = questions.select_related("topic").prefetch_related(None).prefetch_related(pages)
    for question in rows.iterator(chunk_size=500):
        yield [str(cell) for cell in resource.export_resource(question)]


def dataset(sheet: Sheet) -> tablib.Dataset:
    """A table as the library takes it."""
    return tablib.Dataset(*sheet.rows, headers=sheet.headers)


def problems_with(headers: list[str]) -> list[str]:
    """What is wrong with the heads of the columns."""
    unknown = [name for name in headers if name not in COLUMNS]
    doubled = sorted({name for name in headers if headers.count(name) > 1})
    missing = [name for name in NEEDED if name not in headers]
    found = [
        _("There is no column “%(name)s” here. Known are: %(known)s.") % {"name": n[:40], "known": ", ".join(COLUMNS)}
        for n in unknown
    ]
    found += [_("The column “%(name)s” stands twice.") % {"name": name} for name in doubled]
    return found + [_("The column “%(name)s” is missing.") % {"name": name} for name in missing]


def too_wide(sheet: Sheet) -> list[tuple[int, str]]:
    """Rows with more cells than there are columns, as (line of the file, sentence): what has no column has no place."""
    sentence = _(
        "it has more cells than there are columns: “%(text)s”. In CSV, a text with commas stands in quotation marks."
    )
    return [(number + FIRST_LINE, sentence % {"text": cell[:60]}) for number, cell in sheet.beyond]


def _address(row: dict[str, Any]) -> str:
    """The last part of a row's address; where it has none, one made of its words."""
    return row.get("address", "").strip() or slugify(row.get("question", ""))[:100].strip("-")


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
