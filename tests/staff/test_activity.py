"""The activity log: everything that was done, for those who may look, and as a file that no spreadsheet runs."""

import csv
import io

import pytest
from django.urls import reverse

from publishing import sheets
from publishing.activity import VERBS
from publishing.models import Event
from tests import make

pytestmark = pytest.mark.django_db

LOG, FILE = reverse("admin:publishing_event_changelist"), reverse("admin:publishing_event_export")


@pytest.fixture
def done(db):
    """A page that Carla wrote and Cora published."""
    page = make.page(title="=HYPERLINK(1)", slug="privacy")
    make.live(page, by=make.cast().cora)
    make.kept(page, title="Privacy")
    make.kept(make.page(title="Other"))
    return page


def rows(response):
    content = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def test_the_log_says_in_words_who_did_what(client, done):
    client.force_login(make.carla())
    text = client.get(LOG).content.decode()
    assert all(words in text for words in ("published", "saved", "Cora Roe", "Carla Roe", "Privacy"))


@pytest.mark.parametrize(
    ("query", "count"),
    [("verb=publish", 1), ("verb=keep", 3), ("q=hyperlink", 3), ("q=nothing", 0), ("at__year=2001", 0)],
)
def test_filters_of_the_list_are_those_of_the_file(client, done, query, count):
    client.force_login(make.cast().ada)
    assert client.get(f"{LOG}?{query}").context["cl"].result_count == count
    assert len(rows(client.get(f"{FILE}?{query}"))) == count


def test_the_log_is_filtered_by_person_and_by_page(client, done):
    client.force_login(make.cast().ada)
    by_cora = rows(client.get(f"{FILE}?by={make.cast().cora.pk}"))
    assert [row["What was done"] for row in by_cora] == ["published", "saved"]
    assert len(rows(client.get(f"{FILE}?document_key={done.key}"))) == 3


@pytest.mark.parametrize("query", ["document_key=x", "by=x", "by=99999999999999999999", "verb=x", "at__gte=x", "p=x"])
def test_a_hostile_filter_is_never_an_error_of_ours(client, done, query):
    client.force_login(make.carla())
    assert [client.get(f"{url}?{query}").status_code < 500 for url in (LOG, FILE)] == [True, True]


def test_the_file_holds_every_event_and_nothing_that_a_spreadsheet_runs(client, done):
    make.kept(done, title="@SUM(A1)")
    client.force_login(make.carla())
    found = rows(client.get(FILE))
    assert [int(row["Number"]) for row in found] == list(Event.objects.values_list("number", flat=True))
    assert {row["Page"] for row in found} == {"'@SUM(A1)", "Other"}


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "\n=1"])
def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe(cell):
    assert sheets.guarded(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Privacy", "2-3 weeks", "a=b", "", "7"])
def test_other_cells_stay_as_they_are(cell):
    assert sheets.guarded(cell) == cell


@pytest.mark.parametrize(("name", "status"), [("carla", 200), ("clara", 200), ("ada", 200), ("stan", 403), (None, 302)])
def test_whoever_may_read_the_log_may_take_it_away(client, done, name, status):
    if name:
        client.force_login(make.person("Stan") if name == "stan" else getattr(make.cast(), name))
    assert [client.get(url).status_code for url in (LOG, FILE)] == [status, status]


@pytest.mark.parametrize("name", ["carla", "clara", "ada"])
def test_nobody_writes_the_log(client, done, name):
    client.force_login(getattr(make.cast(), name))
    event = Event.objects.first()
    urls = [reverse("admin:publishing_event_add")]
    urls += [reverse(f"admin:publishing_event_{view}", args=[event.pk]) for view in ("change", "delete")]
    assert [client.post(url, {"verb": "x"}).status_code for url in urls] == [403, 403, 403]


def test_every_verb_that_was_used_has_words(done):
    assert set(Event.objects.values_list("verb", flat=True)) <= set(VERBS)
