"""“Did this answer your question?”: counted for the edition, with nothing of who says it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from search import gaps_counting
from search.gaps_gathering import gather
from search.models import Feedback, Gap, Pace
from search.models.gap import State
from tests import make

pytestmark = pytest.mark.django_db

SAY = "/search/answered/"
PATH = "/faq/your-visit/where-do-i-park/"


@pytest.fixture
def question(db):
    make.site()
    draft = make.question()
    make.live(draft)
    return draft


def live(question):
    return question.editions.live().get()


def say(client, edition, verdict="missing", **headers):
    return client.post(SAY, {"edition": str(edition.pk), "verdict": verdict}, headers=headers)


def said() -> list[tuple[str, int]]:
    return list(Feedback.objects.order_by("pk").values_list("verdict", "times"))


def test_the_page_asks_with_a_plain_form_that_is_the_same_for_everybody(client, question):
    page = client.get(PATH)
    text = page.content.decode()
    assert f'action="{SAY}"' in text and f'name="edition" value="{live(question).pk}"' in text
    assert "csrfmiddlewaretoken" not in text and not page.cookies
    assert client.get(PATH).content == page.content


def test_a_preview_does_not_ask(client, question):
    edition = make.kept(question, answer="<p>In front.</p>")
    client.force_login(make.carla())
    page = client.get(reverse("admin:faq_question_edition_preview", args=[question.pk, edition.number]))
    assert page.status_code == 200 and SAY not in page.content.decode()


def test_what_is_said_counts_for_the_edition_and_the_day(client, question):
    first = say(client, live(question))
    say(client, live(question))
    say(client, live(question), "yes")
    assert (first.status_code, first.url) == (303, f"{SAY}{live(question).pk}/missing/")
    assert said() == [("missing", 2), ("yes", 1)]
    assert {field.name for field in Feedback._meta.fields} == {"id", "edition", "verdict", "day", "times"}
    assert not first.cookies


def test_the_thanks_lead_back_and_on(client, question):
    page = client.get(f"{SAY}{live(question).pk}/unclear/")
    text = page.content.decode()
    assert page.status_code == 200 and 'content="noindex"' in text
    assert PATH in text and "tel:" in text
    assert said() == []


def test_a_rewritten_answer_starts_afresh(client, question):
    old = live(question)
    for _ in range(3):
        say(client, old)
    gather()
    assert Gap.objects.waiting().get().page_id == question.pk
    make.live(question, answer="<p>In the yard.</p>")
    gather()
    gap = Gap.objects.get()
    assert (gap.state, gap.times, gap.closed_on) == (State.CLOSED, 0, timezone.localdate())
    Pace.objects.all().delete()
    for _ in range(3):
        say(client, live(question), "wrong")
    gather()
    gap.refresh_from_db()
    assert (gap.state, gap.times) == (State.OPEN, 3)


def test_two_who_were_not_helped_are_shown_to_nobody(client, question):
    for verdict in ("missing", "wrong", "yes"):
        say(client, live(question), verdict)
    gather()
    assert not Gap.objects.shown().exists()


def test_a_page_that_did_not_help_shows_its_verdicts_and_leads_to_its_form(client, question):
    for verdict in ("missing", "wrong", "wrong"):
        say(client, live(question), verdict)
    client.force_login(make.carla())
    client.get(reverse("admin:search_gap_changelist"))
    page = client.get(reverse("admin:search_gap_change", args=[Gap.objects.get().pk])).content.decode()
    assert reverse("admin:faq_question_change", args=[question.pk]) in page
    assert "something seems wrong" in page and "Start the answer" not in page


def test_one_visitor_does_not_flood_a_page(client, question):
    for _ in range(8):
        assert say(client, live(question)).status_code == 303
    # Unless the minute turned meanwhile.
    minutes = Pace.objects.filter(what__startswith="verdicts on").count()
    assert said()[0][1] <= gaps_counting.A_MINUTE_ON_A_PAGE * minutes < 8


FOREIGN = {"another-site": {"Sec-Fetch-Site": "cross-site"}, "another-origin": {"Origin": "https://elsewhere.test"}}


@pytest.mark.parametrize("headers", FOREIGN.values(), ids=FOREIGN.keys())
def test_what_another_site_sends_is_not_counted(client, question, headers):
    assert say(client, live(question), **headers).status_code == 403
    assert said() == []


HOSTILE = {
    "nothing": {},
    "no-number": {"edition": "one", "verdict": "yes"},
    "huge": {"edition": "9" * 40, "verdict": "yes"},
    "other-digits": {"edition": "٣", "verdict": "yes"},
    "unknown-verdict": {"edition": "1", "verdict": "phone"},
    "free-text": {"edition": "1", "verdict": "my name is Pat"},
    "nul": {"edition": "1\0", "verdict": "yes\0"},
}


@pytest.mark.parametrize("form", HOSTILE.values(), ids=HOSTILE.keys())
def test_what_our_form_does_not_send_is_refused(client, question, form):
    assert client.post(SAY, form).status_code == 400
    assert said() == []


def test_of_an_edition_that_nobody_ever_read_nothing_is_said(client, question):
    kept = make.kept(question, answer="<p>In front.</p>")
    assert say(client, kept).status_code == 404
    assert client.get(f"{SAY}{kept.pk}/yes/").status_code == 404
    assert client.get(f"{SAY}{live(question).pk}/phone/").status_code == 404
    assert client.get(f"{SAY}{10**12}/yes/").status_code == 404
    assert client.get(SAY).status_code == 405


@pytest.mark.parametrize("times", [1, 2])
def test_what_too_few_said_is_never_shown_not_even_after_a_new_text(client, question, times):
    for _ in range(times):
        say(client, live(question), "wrong")
    gather()
    make.live(question, answer="<p>In front.</p>")
    gather()
    assert not Gap.objects.shown().exists()
    for _ in range(3):
        gaps_counting.keep_verdict(live(question), "missing")
    gather()
    assert Gap.objects.shown().get().times == 3
