"""Questions out to a table and in again: nothing saved unseen, nothing half done, nothing that a program could run."""

import csv
import io
import zipfile

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from faq.models import Question, Topic
from faq.sheets import COLUMNS
from publishing import actions, sheets
from publishing.models import Edition, Event
from tests import make

pytestmark = pytest.mark.django_db

IMPORT, EXPORT = reverse("admin:faq_question_import"), reverse("admin:faq_question_export")
CONFIRM = reverse("admin:faq_question_import_confirm")


@pytest.fixture
def carla(client):
    client.force_login(make.cast().carla)
    return client


@pytest.fixture
def questions():
    """A question that stands on a condition's page, and two plain ones."""
    make.site()
    back = make.condition(title="Sore back")
    make.live(back)
    drafts = [
        make.question(
            title="Must I fast?", answer="<p>Yes, <strong>six</strong> hours.</p>", about=(back,), position=10
        ),
        make.question(title="Where do I park?", position=20),
        make.question(title="Dönde, “aparco”?", slug="donde", position=30, asked_most=True),
    ]
    for draft in drafts:
        make.kept(draft)
    return drafts


def as_csv(*rows, headers=None):
    """An upload with these rows, each a dict by column."""
    text = io.StringIO()
    writer = csv.DictWriter(text, headers or list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return upload(text.getvalue().encode())


def upload(data, name="q.csv"):
    return SimpleUploadedFile(name, data)


def look(client, file):
    """The page that says what a file would change."""
    return client.post(IMPORT, {"file": file})


def bring_in(client, file):
    """Looks and confirms."""
    page = look(client, file)
    assert page.status_code == 200, page.content.decode()
    return client.post(CONFIRM, {"carried": page.context["carried"]})


def exported(client, file_format):
    return b"".join(client.post(EXPORT, {"format": file_format}))


def rows_of(written):
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


# Out


def test_each_question_is_a_row_that_says_all_of_it(carla, questions):
    rows = rows_of(exported(carla, "csv"))
    assert [row["question"] for row in rows] == ["Must I fast?", "Where do I park?", "Dönde, “aparco”?"]
    assert rows[0] == {
        "key": str(questions[0].key), "question": "Must I fast?", "answer": "<p>Yes, <strong>six</strong> hours.</p>",
        "topic": "your-visit", "also on": "/conditions/sore-back/", "asked most": "no", "address": "must-i-fast",
        "language": "en", "order": "10",
    }  # fmt: skip


def test_what_the_list_shows_is_what_goes_out(carla, questions):
    written = b"".join(carla.post(f"{EXPORT}?q=park", {"format": "csv"}))
    assert [row["question"] for row in rows_of(written)] == ["Where do I park?"]
    assert "1 question:" in carla.get(f"{EXPORT}?q=park").content.decode()


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_file_that_comes_back_unchanged_changes_nothing(carla, questions, file_format):
    page = look(carla, upload(exported(carla, file_format), f"q.{file_format}"))
    assert page.context["counts"] == {"new": 0, "changed": 0, "same": 3}
    assert "0 rows would change" in page.content.decode()


HOSTILE = [
    "=1+1",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "''+1",
    "'plain",
    "-",
    "=HYPERLINK(0)",
    " =1",
    "＝1",
    "' =1",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_is_never_a_formula_and_comes_back_as_it_was(text):
    assert sheets.guarded(text)[0] not in "=+-@\t\r\n ＝"
    assert sheets.unguarded(sheets.guarded(text)) == text


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_question_that_looks_like_a_formula_goes_out_as_text_and_comes_back(carla, questions, file_format):
    make.kept(questions[1], title="=cmd|' /C calc'!A0")
    written = exported(carla, file_format)
    if file_format == "csv":
        assert rows_of(written)[1]["question"].startswith("'=")
    else:
        cells = [cell for row in load_workbook(io.BytesIO(written)).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert look(carla, upload(written, f"q.{file_format}")).context["counts"]["same"] == 3


def test_a_text_that_a_cell_would_cut_off_is_told_and_csv_takes_it(carla, questions):
    make.kept(questions[1], answer=f"<p>{'word ' * 8000}</p>")
    page = carla.post(EXPORT, {"format": "xlsx"}, follow=True).content.decode()
    assert "too long for a cell" in page
    assert len(rows_of(exported(carla, "csv"))[1]["answer"]) > 32_767


# In


def test_what_would_change_is_shown_word_by_word_and_nothing_is_saved(carla, questions):
    file = as_csv(
        {"key": questions[0].key, "question": "Must I fast?", "answer": "<p>Yes, <strong>eight</strong> hours.</p>"},
        {"key": "", "question": "Is there a lift?", "answer": "Yes."},
    )
    page = look(carla, file)
    assert page.context["counts"] == {"new": 1, "changed": 1, "same": 0}
    text = page.content.decode()
    assert '<del><span class="visually-hidden">removed: </span>six</del>' in text
    assert '<ins><span class="visually-hidden">added: </span>eight</ins>' in text
    assert "Row 3" in text and "Is there a lift?" in text
    assert (Question.objects.count(), Edition.objects.of_kind("question").count()) == (3, 3)


def test_what_was_looked_at_is_saved_as_drafts_and_published_by_nobody(carla, questions):
    make.live(questions[1])
    file = as_csv(
        {
            "key": questions[1].key,
            "question": "Where do I park?",
            "answer": "<p>On the roof.</p>",
            "topic": "your-visit",
        },
        {"key": "", "question": "Is there a lift?", "answer": "Yes, & a ramp.", "topic": "your-visit"},
    )
    answer = bring_in(carla, file)
    assert answer["Location"] == reverse("admin:faq_question_changelist")
    changed, new = questions[1].editions.newest_first().first(), Question.objects.get(slug="is-there-a-lift")
    assert (changed.number, changed.content["answer"], changed.submitted_at, changed.live) == (
        2,
        "<p>On the roof.</p>",
        None,
        None,
    )
    assert new.editions.get().content["answer"] == "<p>Yes, &amp; a ramp.</p>"
    assert new.editions.get().saved_by == make.cast().carla
    assert Edition.objects.live().get(document=questions[1].pk).number == 1
    assert Event.objects.get(verb="import").details == {"new": 1, "changed": 1, "same": 0}


def test_columns_that_are_left_out_stay_as_they_are(carla, questions):
    bring_in(carla, as_csv({"key": questions[0].key, "question": "Do I have to fast?"}))
    question = Question.objects.get(pk=questions[0].pk)
    assert (question.title, question.slug, question.position, question.about.count()) == (
        "Do I have to fast?",
        "must-i-fast",
        10,
        1,
    )


def test_without_a_key_a_question_is_found_by_its_address(carla, questions):
    bring_in(carla, as_csv({"question": "Where is the car park?", "address": "where-do-i-park"}))
    assert Question.objects.get(pk=questions[1].pk).title == "Where is the car park?"
    assert Question.objects.count() == 3


def test_another_order_is_an_event_as_it_is_in_the_form(carla, questions):
    bring_in(carla, as_csv({"key": questions[0].key, "question": "Must I fast?", "order": "90"}))
    assert Event.objects.filter(verb="reorder", details={"position": 90}).count() == 1


def test_scripts_in_a_file_do_not_come_in(carla, questions):
    file = as_csv(
        {"question": "Hostile", "answer": '<p onclick="x">Here<script>alert(1)</script><img src=x onerror=y></p>'}
    )
    bring_in(carla, file)
    assert Question.objects.get(slug="hostile").answer == "<p>Here</p>"


def test_excel_for_another_country_and_a_workbook_with_numbers_are_read(carla, questions):
    semicolons = upload(b"key;question;order\r\n;Erste Frage?;7\r\n")
    assert look(carla, semicolons).context["counts"]["new"] == 1
    book, file = Workbook(), io.BytesIO()
    book.active.append(["Question", "Order", "Asked most", None])
    book.active.append([2026, 7.0, True, None])
    book.active.append([None, None, None, None])
    book.save(file)
    bring_in(carla, upload(file.getvalue(), "q.xlsx"))
    question = Question.objects.get(title="2026")
    assert (question.position, question.asked_most) == (7, True)


FAULTY = {
    "topic": ({"question": "A", "topic": "nowhere"}, "topic: topic “nowhere” does not exist."),
    "page": ({"question": "A", "also on": "/conditions/none/"}, "also on: page “/conditions/none/” does not exist."),
    "no page at all": ({"question": "A", "also on": "javascript:x"}, "also on: page “javascript:x” does not exist."),
    "yes or no": ({"question": "A", "asked most": "perhaps"}, "asked most: “perhaps” is neither yes nor no."),
    "number": ({"question": "A", "order": "-5"}, "order: “-5” is no whole number."),
    "huge number": ({"question": "A", "order": "99999999999"}, "order: “99999999999” is no whole number."),
    "language": ({"question": "A", "language": "xx"}, "language: Value &#x27;xx&#x27; is not a valid choice."),
    "empty": ({"question": "", "answer": "x"}, "question: This field cannot be blank."),
    "long": ({"question": "x" * 300}, "question: Ensure this value has at most 200 characters"),
    "address": ({"question": "A", "address": "a b/c"}, "address: Enter a valid"),
    "key": ({"question": "A", "key": "abc"}, "key: no question has this key."),
    "other key": ({"question": "A", "key": "6b2febcb-339e-4d7c-b7db-7c55e3be8b6f"}, "key: no question has this key."),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_an_error_is_told_with_its_row_and_nothing_comes_in(carla, questions, fault):
    row, sentence = FAULTY[fault]
    page = look(carla, as_csv({"question": "Fine"}, row, headers=["question", *(k for k in row if k != "question")]))
    assert (page.status_code, f"Row 3: {sentence}" in page.content.decode()) == (422, True), page.content.decode()
    assert Question.objects.count() == 3


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_a_cell_without_a_column_is_an_error_of_its_row(carla, questions, file_format):
    rows = [["question", "answer"], ["Fine?", "Yes.", "", " "], ["Can I eat before?", "No", " not for six hours."]]
    page = look(carla, table_of(rows, file_format))
    assert page.status_code == 422
    assert [line for line, _sentence in page.context["wrong"]] == [3]
    assert "not for six hours." in page.content.decode()
    assert Question.objects.count() == 3


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_empty_cells_beyond_the_columns_do_no_harm(carla, questions, file_format):
    rows = [["question", "answer", ""], ["Fine?", "Yes.", "", "", " "], ["Well?", "No."]]
    assert look(carla, table_of(rows, file_format)).context["counts"]["new"] == 2


def table_of(rows, file_format):
    """An upload of rows of any width."""
    if file_format == "csv":
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        return upload(text.getvalue().encode())
    return upload(sheets.workbook(rows).read(), "q.xlsx")


PLAIN = {
    "one line": ("Yes.", "<p>Yes.</p>"),
    "blank line": ("Yes.\n\nBring a friend.", "<p>Yes.</p><p>Bring a friend.</p>"),
    "single break": ("Hill Street 1\r\nHilltown", "<p>Hill Street 1<br>Hilltown</p>"),
    "list": ("Bring:\n- a list\n- a friend", "<p>Bring:</p><ul><li>a list</li><li>a friend</li></ul>"),
    "list with gaps": (
        "Bring:\n\n- a list\n\n• a friend\n\nCall us.",
        "<p>Bring:</p><ul><li>a list</li><li>a friend</li></ul><p>Call us.</p>",
    ),
    "text right below a list": ("* a list\nCall us.", "<ul><li>a list</li></ul><p>Call us.</p>"),
    "a sign": ("At 5 - 10 &  more", "<p>At 5 - 10 &amp; more</p>"),
    "tags": ("<p>Yes.</p>\n\n- no", "<p>Yes.</p><p>- no</p>"),
    "nothing": (" \n ", ""),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_answer_keeps_its_paragraphs_breaks_and_lists(carla, questions, name):
    typed, html = PLAIN[name]
    bring_in(carla, as_csv({"question": "New one", "answer": typed}))
    assert Question.objects.get(slug="new-one").answer == html


def test_every_wrong_row_is_told_at_once(carla, questions):
    page = look(
        carla, as_csv({"question": "A", "topic": "x"}, {"question": "B", "topic": ""}, {"question": "C", "topic": "y"})
    )
    text = page.content.decode()
    assert "Row 2: topic" in text and "Row 4: topic" in text and "Row 3" not in text


def test_one_question_in_two_rows_is_told(carla, questions):
    twice = as_csv({"key": questions[0].key, "question": "A"}, {"key": questions[0].key, "question": "B"})
    assert "Row 3: it is the same question as in row 2." in look(carla, twice).content.decode()
    new_twice = as_csv({"question": "Same words"}, {"question": "Same words"})
    assert "Row 3: it is the same question as in row 2." in look(carla, new_twice).content.decode()


def test_what_somebody_saved_in_between_is_not_overwritten(carla, questions):
    page = look(carla, as_csv({"key": questions[1].key, "question": "Mine"}, {"question": "New one"}))
    Question.objects.filter(pk=questions[1].pk).update(edit_no=5, title="Theirs")
    answer = carla.post(CONFIRM, {"carried": page.context["carried"]})
    assert (answer.status_code, "Row 2: somebody saved this question since you looked" in answer.content.decode()) == (
        409,
        True,
    )
    assert (Question.objects.get(pk=questions[1].pk).title, Question.objects.count()) == ("Theirs", 3)


def test_a_question_that_came_about_in_between_is_not_overwritten(carla, questions):
    page = look(carla, as_csv({"question": "New one", "answer": "From the file."}))
    make.question(title="New one", answer="<p>By hand.</p>")
    answer = carla.post(CONFIRM, {"carried": page.context["carried"]})
    assert answer.status_code == 409
    assert [question.answer for question in Question.objects.filter(slug="new-one")] == ["<p>By hand.</p>"]


def test_nobody_confirms_what_somebody_else_looked_at_or_what_was_altered(client, questions):
    client.force_login(make.cast().carla)
    carried = look(client, as_csv({"question": "New one"})).context["carried"]
    for user, value in ((make.cast().cora, carried), (make.cast().carla, carried[:-2] + "xx"), (make.cast().carla, "")):
        client.force_login(user)
        assert client.post(CONFIRM, {"carried": value}).status_code == 409
    assert Question.objects.count() == 3


def test_an_import_deletes_nothing(carla, questions):
    bring_in(carla, as_csv({"question": "The only one"}))
    assert Question.objects.count() == 4


UNREADABLE = {
    "empty": (b"", "q.csv", 422, "This file is empty"),
    "latin 1": ("question\nGrüße\n".encode("latin-1"), "q.csv", 422, "not in UTF-8"),
    "utf 16": ("question\nA\n".encode("utf-16"), "q.csv", 422, "not in UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(64), "q.csv", 422, "not in UTF-8"),
    "zeros": (bytes(64), "q.csv", 422, "This is no table"),
    "a broken workbook": (b"PK\x03\x04" + bytes(64), "q.xlsx", 422, "damaged"),
    "an old workbook": (b"\xd0\xcf\x11\xe0" + bytes(64), "q.xls", 422, "no workbook that can be read here"),
    "an open quote": (b'question\n"A', "q.csv", 422, "no CSV that can be read"),
    "a giant cell": (b"question\n" + b"x" * 200_000, "q.csv", 422, "no CSV that can be read"),
    "unknown column": (b"question,password\nA,B\n", "q.csv", 422, "There is no column “password”"),
    "doubled column": (b"question,topic,topic\nA,,\n", "q.csv", 422, "The column “topic” stands twice"),
    "no question": (b"answer\nA\n", "q.csv", 422, "The column “question” is missing"),
    "too many rows": (b"question\n" + b"A\n" * 2001, "q.csv", 413, "At most 2000 rows"),
    "too large": (b"x" * (5 * 1024 * 1024 + 1), "q.csv", 413, "larger than 5 MB"),
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_is_no_table_is_refused_in_a_sentence(carla, questions, name):
    data, file_name, status, sentence = UNREADABLE[name]
    page = look(carla, upload(data, file_name))
    assert (page.status_code, sentence in page.content.decode()) == (status, True), page.content.decode()


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_read(carla, questions):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(61 * 1024 * 1024))
    page = look(carla, upload(file.getvalue(), "q.xlsx"))
    assert (page.status_code, b"holds too much" in page.content) == (413, True)


def test_no_file_at_all_is_told(carla, questions):
    assert carla.post(IMPORT).status_code == 422


# Who may


@pytest.mark.parametrize("url", [IMPORT, EXPORT, CONFIRM])
def test_tables_are_for_those_who_write(client, questions, url):
    for user in (make.cast().ada, make.person("Stan"), get_user_model().objects.create_superuser("root", password="x")):
        client.force_login(user)
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)
    client.force_login(make.cast().clara)
    assert client.get(url).status_code in (200, 302)
    client.logout()
    assert client.post(url).status_code == 302


def test_the_list_offers_both_ways_to_those_who_may(client, questions):
    client.force_login(make.cast().carla)
    page = client.get(f"{reverse('admin:faq_question_changelist')}?q=park").content.decode()
    assert IMPORT in page and f"{EXPORT}?q=park" in page
    client.force_login(get_user_model().objects.create_superuser("root", password="x"))
    assert IMPORT not in client.get(reverse("admin:faq_question_changelist")).content.decode()


def test_many_rows_come_in_and_looking_asks_little_of_the_database(carla, questions, django_assert_max_num_queries):
    rows = [{"question": f"Question {number}", "answer": "Yes.", "topic": "your-visit"} for number in range(150)]
    with django_assert_max_num_queries(20 + 5 * len(rows)):
        look(carla, as_csv(*rows))
    bring_in(carla, as_csv(*rows))
    assert Edition.objects.of_kind("question").count() == 153


def test_going_out_takes_as_many_queries_for_many_as_for_few(carla, questions):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            exported(carla, "csv")
        return len(asked)

    queries()  # what is asked once for a whole run
    few = queries()
    make.live_questions(60, topic=Topic.objects.get())
    # One more where the list has several pages.
    assert queries() <= few + 1
    assert len(rows_of(exported(carla, "csv"))) == 63


def test_the_columns_are_those_that_the_page_explains(carla):
    page = carla.get(IMPORT).content.decode()
    assert [name for name in COLUMNS if f"<dt>{name}</dt>" not in page] == []


def test_a_taken_down_question_that_is_changed_stays_down(carla, questions):
    make.live(questions[1])
    actions.withdraw(questions[1], by=make.carla())
    bring_in(carla, as_csv({"key": questions[1].key, "question": "Changed"}))
    assert not Edition.objects.live().filter(document=questions[1].pk).exists()
