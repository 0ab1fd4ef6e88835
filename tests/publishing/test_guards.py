"""What the database holds by itself: these tests go around the actions and the ORM's validation."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, InternalError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from contact.models import ContactRequest
from deliveries.models import Delivery
from publishing import actions
from publishing.models import Address, Edition, Event, Note, Review, Rules, ShareLink
from publishing.schedule import database_clock
from tests import make

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def refused(text: str):
    """The database refuses the block with this text, and the test goes on after it."""
    return pytest.raises((IntegrityError, InternalError), match=text)


def change(edition: Edition, **values) -> None:
    """An UPDATE of one edition that no action asked for."""
    with transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**values)


def run(sql: str, *parameters) -> None:
    """SQL by hand, after everything that the test's own transaction still had to check."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(sql, parameters)


def pairs() -> list[tuple[type, str]]:
    """Every `<fact>_at` with a `<fact>_by` beside it, in all models of this project."""
    found = []
    for model in apps.get_models():
        names = {field.name for field in model._meta.fields}
        facts = [name.removesuffix("_at") for name in names if name.endswith("_at")]
        found += [(model, fact) for fact in sorted(facts) if f"{fact}_by" in names]
    return found


def note() -> Note:
    return Note.objects.create(
        document=make.page(), edition_number=1, text="Why?", written_at=database_clock(), written_by=make.carla()
    )


def share_link() -> ShareLink:
    now = database_clock()
    edition = make.kept(make.page())
    return ShareLink.objects.create(edition=edition, made_at=now, made_by=make.carla(), expires_at=now + HOUR)


ROWS = {
    Edition: lambda: make.kept(make.page()),
    Delivery: make.message,
    Note: note,
    ShareLink: share_link,
    ContactRequest: make.request,
}
"""How to make a row of each model that has such a pair; a new model with pairs gets its line here."""

OPTIONAL = [(model, fact) for model, fact in pairs() if model._meta.get_field(f"{fact}_at").null]


@pytest.mark.parametrize(("model", "fact"), OPTIONAL, ids=lambda value: getattr(value, "__name__", value))
@pytest.mark.parametrize("half", ["at", "by"])
def test_no_fact_has_a_moment_without_a_person_or_a_person_without_a_moment(model, fact, half):
    row = ROWS[model]()
    value = {"at": database_clock(), "by": make.carla()}[half]
    with refused(f"_{fact}_at_with_by"), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{f"{fact}_{half}": value})


def test_the_facts_of_an_edition_are_among_the_pairs():
    facts = {fact for model, fact in pairs() if model is Edition}
    assert facts == {"saved", "submitted", "sent_back", "approved", "publish", "withdraw", "cancelled"}


def test_an_edition_cannot_forget_when_or_by_whom_it_was_saved():
    edition = make.kept(make.page())
    for forgotten in ({"saved_at": None}, {"saved_by": None}):
        with refused("null value|is frozen"):
            change(edition, **forgotten)


# One at a time


def test_two_editions_of_a_document_are_never_live_at_one_time(t):
    page = make.page()
    first, second = make.live(page), make.kept(page, title="Newer")
    with refused("edition_one_live_at_a_time"):
        change(second, publish_at=t(1), publish_by=first.saved_by, live=DateTimeTZRange(t(1), t(2)))
    other = make.kept(make.page(title="Other"))
    change(other, publish_at=t(1), publish_by=first.saved_by, live=DateTimeTZRange(t(1), t(2)))


def test_a_live_range_is_never_empty(t):
    edition = make.kept(make.page())
    with refused("edition_live_is_never_empty|edition_live_from_publish_at|starts with its first moment"):
        change(edition, publish_at=t(1), publish_by=edition.saved_by, live=DateTimeTZRange(t(1), t(1)))


@pytest.mark.parametrize("bounds", ["[]", "(]", "()"])
def test_a_live_range_holds_its_first_moment_and_not_its_last(t, bounds):
    edition = make.kept(make.page())
    with refused("starts with its first moment and ends before its last"):
        change(edition, publish_at=t(1), publish_by=edition.saved_by, live=DateTimeTZRange(t(1), t(2), bounds))


def test_a_live_range_has_a_beginning(t):
    edition = make.kept(make.page())
    with refused("starts with its first moment|edition_live_from_publish_at"):
        change(edition, publish_at=t(1), publish_by=edition.saved_by, live=DateTimeTZRange(None, t(2)))


def test_nothing_is_live_without_somebody_who_published_it(t):
    edition = make.kept(make.page())
    with refused("edition_live_from_publish_at"):
        change(edition, live=DateTimeTZRange(t(1), None))


def test_a_live_range_begins_when_it_was_said_to(t):
    edition = make.kept(make.page())
    with refused("edition_live_from_publish_at"):
        change(edition, publish_at=t(1), publish_by=edition.saved_by, live=DateTimeTZRange(t(2), None))


@pytest.mark.parametrize("upper", [3, None], ids=["ends later", "has no end"])
def test_a_withdrawal_is_the_end_of_the_live_range(t, upper):
    edition = make.live(make.page(), at=t(1))
    live = DateTimeTZRange(t(1), t(upper) if upper else None)
    with refused("edition_withdrawn_when_live_ends"):
        change(edition, live=live, withdraw_at=t(2), withdraw_by=edition.saved_by)


def test_a_cancelled_edition_is_not_live(t):
    edition = make.live(make.page(), publish_at=t(1))
    with refused("edition_live_or_cancelled"):
        change(edition, cancelled_at=t(0), cancelled_by=edition.saved_by)


# What it says never changes


@pytest.mark.parametrize(
    "values",
    [
        {"content": {"title": "Other"}},
        {"content_hash": "0" * 64},
        {"title": "Other"},
        {"other_names": "Other"},
        {"headings": "Other"},
        {"text": "Other"},
        {"about": ["6f1ed002-ab5b-4b1a-9d3c-2a6d2ff5a5a1"]},
        {"uses": ["6f1ed002-ab5b-4b1a-9d3c-2a6d2ff5a5a1"]},
        {"number": 7},
        {"language": "es"},
        {"clinical": False},
        {"starter": True},
        {"address": "/elsewhere/"},
        {"saved_at": database_clock},
        {"saved_by": "cora"},
        {"document": "another"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_what_an_edition_says_never_changes(people, values):
    edition = make.kept(make.condition())
    given = {"cora": people.cora, "another": make.page()}
    name, value = next(iter(values.items()))
    value = value() if callable(value) else given.get(value, value) if isinstance(value, str) else value
    with refused("is frozen: what it says never changes"):
        change(edition, **{name: value})


def test_every_column_of_an_edition_is_either_a_step_of_its_life_or_frozen():
    """A new column is frozen until somebody says otherwise in guards.sql and here."""
    life = {
        f"{fact}_{end}"
        for fact in "submitted sent_back approved publish withdraw cancelled".split()
        for end in ("at", "by")
    }
    life |= {"sent_back_note", "review", "live", "change_note", "changes", "search"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = 'publishing_edition_is_frozen'")
        source = cursor.fetchone()[0]
    may_change = {f.name for f in Edition._meta.fields if f"'{f.column}'" in source}
    assert may_change == life


# The past stays


def test_the_beginning_of_a_live_edition_never_moves(t):
    edition = make.live(make.page())
    with refused("a bound in the past never moves"):
        change(edition, publish_at=t(1), live=DateTimeTZRange(t(1), None))
    with refused("a bound in the past never moves"):
        change(edition, live=None)


def test_the_end_of_a_past_edition_never_moves(t):
    page = make.page()
    edition = make.live(page)
    actions.withdraw(page, by=make.carla())
    with refused("a bound in the past never moves"):
        change(edition, withdraw_at=None, withdraw_by=None, live=DateTimeTZRange(edition.publish_at, None))
    with refused("a bound in the past never moves"):
        change(edition, withdraw_at=t(1), live=DateTimeTZRange(edition.publish_at, t(1)))


def test_no_edition_begins_in_the_past():
    edition, yesterday = make.kept(make.page()), database_clock() - 24 * HOUR
    with refused("the past cannot be rewritten"):
        change(edition, publish_at=yesterday, publish_by=edition.saved_by, live=DateTimeTZRange(yesterday, None))


@pytest.mark.django_db(transaction=True)
def test_no_edition_ends_in_the_past():
    edition = make.live(make.page())
    just_after = edition.publish_at + timedelta(microseconds=1)
    with refused("the past cannot be rewritten, a new bound lies in it"):
        change(edition, live=DateTimeTZRange(edition.publish_at, just_after))


@pytest.mark.parametrize("plan", ["live", "scheduled", "past", "cancelled"])
def test_what_was_or_will_be_public_is_never_deleted(t, people, plan):
    page = make.page()
    edition = make.live(page, publish_at=t(1) if plan in ("scheduled", "cancelled") else None)
    if plan == "past":
        actions.withdraw(page, by=people.carla)
    if plan == "cancelled":
        actions.cancel(edition, by=people.carla)
    with refused("can be withdrawn, never deleted"):
        run("DELETE FROM publishing_edition WHERE id = %s", edition.pk)


def test_a_draft_that_nobody_published_may_be_deleted():
    edition = make.kept(make.page())
    run("DELETE FROM publishing_edition WHERE id = %s", edition.pk)
    assert not Edition.objects.exists()


# Append-only tables


@pytest.mark.parametrize("table", ["publishing_event", "publishing_review", "publishing_address"])
@pytest.mark.parametrize(
    "sql", ["DELETE FROM {table}", "UPDATE {table} SET id = id", "TRUNCATE {table} CASCADE"], ids=lambda s: s.split()[0]
)
def test_events_reviews_and_addresses_are_append_only(table, sql):
    make.live(make.condition())
    rows = [model.objects.count() for model in (Event, Review, Address)]
    with refused("is append-only: its rows are never changed or removed"):
        run(sql.format(table=table))
    assert [model.objects.count() for model in (Event, Review, Address)] == rows


def test_editions_are_never_emptied():
    make.kept(make.page())
    with refused("publishing_\\w+ is append-only"):
        run("TRUNCATE publishing_edition CASCADE")


def test_what_is_given_for_the_number_time_and_hashes_of_an_event_is_overwritten(people):
    make.kept(make.page())
    before = Event.objects.first()
    given = Event.objects.create(verb="forged", by=people.ada, number=99, hash="f" * 64, previous_hash="f" * 64)
    event = Event.objects.get(pk=given.pk)
    assert (event.number, event.previous_hash) == (before.number + 1, before.hash)
    assert event.hash not in ("", "f" * 64)
    assert abs(event.at - database_clock()) < timedelta(minutes=1)


# Who may approve what


def write_review(edition: Edition, by, **fields) -> Review:
    """A row in the table of reviews that no action wrote."""
    now = database_clock()
    values = {
        "edition": edition,
        "content_hash": edition.content_hash,
        "reviewed_at": now,
        "reviewed_by": by,
        "reviewer_name": str(by),
        "reviewed_on": now.date(),
        "next_review_on": now.date() + timedelta(days=365),
    }
    with transaction.atomic():
        return Review.objects.create(**values | fields)


@pytest.mark.parametrize("who", ["carla", "ada"])
def test_only_a_clinician_reviews(people, who):
    edition = make.kept(make.condition())
    with refused("only a clinician reviews"):
        write_review(edition, getattr(people, who))


def test_being_a_superuser_makes_nobody_a_clinician(people):
    edition = make.kept(make.condition())
    root = get_user_model().objects.create_superuser("root")
    with refused("only a clinician reviews"):
        write_review(edition, root)


def test_a_review_signs_exactly_the_text_of_its_edition(people):
    edition = make.kept(make.condition())
    with refused("a review signs exactly the text of its edition"):
        write_review(edition, people.clara, content_hash="0" * 64)


def test_the_reviewer_saved_none_of_the_editions_since_the_last_review(people):
    page = make.condition()
    make.kept(page, by=people.clara)
    newest = make.kept(page, by=people.carla, summary="More.")
    with refused("the reviewer saved one of the editions since the last review"):
        write_review(newest, people.clara)
    write_review(newest, people.cleo)


def test_what_was_saved_before_the_last_review_is_forgiven(people):
    page = make.condition()
    write_review(make.kept(page, by=people.clara), people.cleo)
    newest = make.kept(page, by=people.carla, summary="More.")
    assert write_review(newest, people.clara).content_hash == newest.content_hash


def test_the_next_review_is_after_the_review(people):
    edition = make.kept(make.condition())
    with refused("review_next_after_reviewed"):
        write_review(edition, people.clara, next_review_on=database_clock().date())


def test_nobody_approves_what_they_saved_since_the_last_approval(people):
    page = make.page()
    make.kept(page, by=people.carla)
    newest = make.kept(page, by=people.cora, title="Newer")
    for author in (people.carla, people.cora):
        with refused("saved one of the editions since the last approval"):
            change(newest, approved_at=database_clock(), approved_by=author)
    change(newest, approved_at=database_clock(), approved_by=people.clara)


def test_what_was_saved_before_the_last_approval_is_forgiven(people):
    page = make.page()
    change(make.kept(page, by=people.carla), approved_at=database_clock(), approved_by=people.cora)
    newest = make.kept(page, by=people.cora, title="Newer")
    change(newest, approved_at=database_clock(), approved_by=people.carla)


def go_live(edition: Edition, t) -> None:
    change(edition, publish_at=t(1), publish_by=edition.saved_by, live=DateTimeTZRange(t(1), None))


def test_clinical_text_is_not_live_without_a_review(people, t):
    edition = make.kept(make.condition())
    with refused("clinical text goes live only after a clinician has reviewed it"):
        go_live(edition, t)


def test_an_approval_without_a_review_is_not_enough_for_clinical_text(people, t):
    edition = make.kept(make.condition())
    change(edition, approved_at=database_clock(), approved_by=people.cora)
    with refused("clinical text goes live only after a clinician has reviewed it"):
        go_live(edition, t)


def test_a_review_without_an_approval_is_not_enough_for_clinical_text(people, t):
    edition = make.kept(make.condition())
    change(edition, review=write_review(edition, people.clara))
    with refused("clinical text goes live only after a clinician has reviewed it"):
        go_live(edition, t)


def test_the_review_of_another_document_is_no_review(people):
    signed = make.live(make.condition())
    other = make.kept(make.condition(title="Broken hip"))
    with refused("its review is of another document, or of a later edition"):
        change(other, review=signed.review)


def test_the_review_of_a_later_edition_is_no_review(people):
    page = make.condition()
    first, second = make.kept(page), make.kept(page, summary="More.")
    review = write_review(second, people.clara)
    with refused("its review is of another document, or of a later edition"):
        change(first, review=review)


def test_a_public_edition_keeps_its_review(people):
    edition = make.live(make.condition())
    with refused("a public edition keeps a review once it has one"):
        change(edition, review=None)


def test_leaving_the_clinical_set_needs_a_review(people, t):
    back = make.condition()
    question = make.question(about=[back])
    make.live(question)
    question.about.clear()
    practical = make.kept(question)
    assert not practical.clinical
    with refused("clinical text goes live only after a clinician has reviewed it"):
        change(question.editions.get(number=1), live=DateTimeTZRange(question.editions.get(number=1).publish_at, t(1)))
        go_live(practical, t)


# The switch for a practice with one member of staff


def test_without_the_second_person_authors_approve_and_nothing_else_is_allowed(people, t):
    actions.change_rules(by=people.ada, second_person=False)
    page = make.kept(make.page(), by=people.carla)
    change(page, approved_at=database_clock(), approved_by=people.carla)
    condition = make.kept(make.condition(), by=people.clara)
    with refused("only a clinician reviews"):
        write_review(condition, people.carla)
    with refused("a review signs exactly the text"):
        write_review(condition, people.clara, content_hash="0" * 64)
    with refused("clinical text goes live only after"):
        go_live(condition, t)
    assert write_review(condition, people.clara).reviewed_by == people.clara


def test_there_is_one_row_of_rules(people):
    actions.change_rules(by=people.ada, second_person=False)
    with refused("rules_are_one_row|publishing_rules_pkey"), transaction.atomic():
        Rules.objects.bulk_create([Rules(pk=2)])


def test_an_address_belongs_to_one_document():
    make.live(make.page())
    other = make.page(title="Other")
    with refused("publishing_address_path"), transaction.atomic():
        Address.objects.create(path="/privacy/", document=other)


def test_somebody_without_the_role_is_not_put_down_as_approver(people):
    edition = make.kept(make.page())
    with refused("only a coordinator or a clinician approves"):
        Edition.objects.filter(pk=edition.pk).update(approved_at=database_clock(), approved_by=people.ada)


@pytest.mark.parametrize("values", [{"change_note": "All is well."}, {"changes": []}])
def test_what_readers_were_told_has_changed_stays(people, values):
    page = make.condition()
    make.live(page)
    edition = make.live(page, summary="It hurts less.")
    with refused("has been live"):
        Edition.objects.filter(pk=edition.pk).update(**values)
