"""The lists of documents: they ask the database as often for many rows as for few, and find what staff look for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from publishing import actions
from publishing.list_filters import STATUSES
from publishing.models import Document
from tests import make

pytestmark = pytest.mark.django_db

QUESTIONS = reverse("admin:faq_question_changelist")
MOST_QUERIES = 20


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


@pytest.fixture
def topic():
    make.site()
    return make.live(make.topic()).document.draft


def titles(client, **filters):
    """The questions that the list shows, in order."""
    rows = client.get(QUESTIONS, filters).context["cl"].result_list
    return [str(row) for row in rows]


@pytest.mark.parametrize("address", ["", "?q=Question", "?status=live", "?looked_after=me", "?q=question&status=live"])
def test_a_list_asks_as_often_for_sixty_rows_as_for_three(carla, topic, address):
    def queries() -> int:
        # The fewest of some: now and then one also looks after the session, or after what is kept for a minute.
        counts = []
        for _ in range(3):
            with CaptureQueriesContext(connection) as asked:
                assert carla.get(QUESTIONS + address).status_code == 200
            counts.append(len(asked))
        assert max(counts) <= MOST_QUERIES
        return min(counts)

    make.live_questions(3, topic=topic)
    Document.objects.of_kind("question").update(assigned_to=make.carla())
    few = queries()
    make.live_questions(60, topic=topic)
    Document.objects.of_kind("question").update(assigned_to=make.carla())
    # One more where there are several pages: the keys of the page.
    assert queries() <= few + 1


def test_each_place_in_a_page_s_life_is_found(carla, topic, t):
    clinical = make.live(make.topic(title="Care", clinical=True)).document.draft
    made = {name: make.question(title=name, topic=clinical if name in CLINICAL else topic) for name in STATUSES}
    make.live(made["live"])
    make.live(made["newer"])
    make.kept(made["newer"], answer="<p>Newer.</p>")
    actions.submit(make.kept(made["waiting"]), by=make.carla())
    actions.submit(make.kept(made["sent_back"]), by=make.carla())
    actions.send_back(made["sent_back"].editions.get(), by=make.clara(), note="Shorter.")
    make.approved(made["approved"])
    make.live(made["scheduled"], publish_at=t(1))
    make.due(made["overdue"], days_ago=3)
    make.live(made["down"])
    actions.withdraw(made["down"], by=make.carla())
    make.kept(made["never"])
    found = {name: set(titles(carla, status=name)) for name in STATUSES}
    also = {"live": {"live", "newer", "overdue"}, "never": {"never", "waiting", "sent_back", "approved"}}
    assert found == {name: also.get(name, {name}) for name in STATUSES}


CLINICAL = ("waiting", "sent_back", "approved", "overdue")


@pytest.fixture
def t(db):
    """Hours from now."""
    return lambda hours: make.database_clock() + make.timedelta(hours=hours)


def test_live_with_a_newer_one_is_what_has_a_draft_or_a_plan_and_nothing_that_is_over(carla, topic, t):
    planned, drafted, restored = (make.question(title=name, topic=topic) for name in ("Planned", "Drafted", "Restored"))
    for draft in (planned, drafted, restored):
        make.live(draft)
    make.live(planned, answer="<p>Tomorrow.</p>", publish_at=t(24))
    make.kept(drafted, answer="<p>Perhaps.</p>")
    make.live(restored, answer="<p>Newer, and live itself.</p>")
    assert sorted(titles(carla, status="newer")) == ["Drafted", "Planned"]


def test_what_is_planned_to_be_taken_down_is_live_until_then(carla, topic, t):
    ending = make.question(title="Ending", topic=topic)
    make.live(ending)
    actions.withdraw(ending, by=make.carla(), withdraw_at=t(1))
    assert [titles(carla, status=name) for name in ("live", "down", "never")] == [["Ending"], [], []]


def test_the_pages_of_a_list_hold_each_row_once_in_order_narrowed_or_not(carla, topic):
    make.live_questions(120, topic=topic)
    for narrowed in ({}, {"status": "live"}, {"q": "question"}):
        found = [titles(carla, **narrowed, p=page) for page in (1, 2, 3)]
        assert [len(rows) for rows in found] == [50, 50, 20]
        assert len({row for rows in found for row in rows}) == 120
        assert carla.get(QUESTIONS, narrowed).context["cl"].result_count == 120


@pytest.mark.parametrize("page", ["0", "4", "-1", "99999999999", "x", "²"])
def test_a_page_that_there_is_not_is_no_error(carla, topic, page):
    make.live_questions(60, topic=topic)
    assert carla.get(QUESTIONS, {"status": "live", "p": page}).status_code in (200, 302)


def test_a_short_list_is_looked_for_once(carla, topic):
    make.live_questions(3, topic=topic)
    with CaptureQueriesContext(connection) as asked:
        assert len(titles(carla, q="question")) == 3
    in_titles = [query["sql"] for query in asked if "LIKE UPPER" in query["sql"]]
    assert len(in_titles) == 1


def test_a_row_leads_to_its_form_with_the_way_back_to_the_list_and_its_box_says_which(carla, topic):
    draft = make.question(title='Is "A&B" <safe>?', topic=topic)
    make.live(draft)
    text = carla.get(QUESTIONS, {"status": "live", "q": "safe"}).text
    assert f'href="{QUESTIONS}{draft.pk}/change/?_changelist_filters=status%3Dlive%26q%3Dsafe"' in text
    assert f'name="_selected_action" value="{draft.pk}" class="action-select"' in text
    assert "action - Is &quot;A&amp;B&quot; &lt;safe&gt;?" in text


def test_a_row_says_what_its_newest_edition_and_the_live_one_are_however_many_there_are(carla, topic):
    draft = make.question(title="Long", topic=topic)
    make.live(draft)
    for number in range(5):
        make.kept(draft, answer=f"<p>{number}</p>")
    row = carla.get(QUESTIONS, {"status": "live"}).context["cl"].result_list[0]
    assert sorted(edition.number for edition in row.shown_editions) == [1, 6]


def test_what_was_overtaken_by_a_newer_draft_no_longer_waits(carla, topic):
    draft = make.question(title="Overtaken", topic=make.live(make.topic(title="Care", clinical=True)).document.draft)
    actions.submit(make.kept(draft), by=make.carla())
    make.kept(draft, answer="<p>Another thought.</p>")
    assert titles(carla, status="waiting") == []


def test_pages_are_found_by_who_looks_after_them(carla, topic):
    mine, theirs, _nobodys = (make.question(title=name) for name in ("Mine", "Theirs", "Nobody's"))
    actions.assign(mine, by=make.carla(), to=make.carla())
    actions.assign(theirs, by=make.carla(), to=make.clara())
    assert [titles(carla, looked_after=who) for who in ("me", "others", "nobody")] == [
        ["Mine"],
        ["Theirs"],
        ["Nobody's"],
    ]


def test_a_search_finds_parts_of_the_title_and_words_that_patients_read(carla, topic):
    make.live(make.question(title="Where do I park?", answer="<p>Behind the chestnut trees.</p>"))
    make.kept(make.question(title="Unpublished trees", answer="<p>Nothing.</p>"))
    assert titles(carla, q="par whe") == ["Where do I park?"]
    assert titles(carla, q="chestnuts") == ["Where do I park?"]
    assert sorted(titles(carla, q="tree")) == ["Unpublished trees", "Where do I park?"]
    assert titles(carla, q="elephant") == []


@pytest.mark.parametrize("words", ['"', "'", "\\", "%", "_", "a & | !", "((", "<script>", "x" * 3000, "🩻"])
def test_no_words_are_an_error_of_ours(carla, topic, words):
    assert carla.get(QUESTIONS, {"q": words}).status_code == 200


@pytest.mark.parametrize("address", ["?status=nonsense", "?looked_after=x", "?p=99999", "?all=", "?topic__id__exact=x"])
def test_no_filter_is_an_error_of_ours(carla, topic, address):
    assert carla.get(QUESTIONS + address).status_code in (200, 302)


def test_who_looks_after_a_page_stands_in_its_form_and_a_change_is_an_event(carla, topic):
    draft = make.question()
    make.kept(draft)
    url = reverse("admin:faq_question_change", args=[draft.pk])
    page = carla.get(url).content.decode()
    assert "Carla Roe</option>" in page and "Ada Roe</option>" not in page
