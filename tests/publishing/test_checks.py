"""The checks of the text: twenty planted faults, each found once where it is, and a clean text in which nothing is found."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from publishing import actions
from publishing.checks import findings_for
from publishing.errors import NotComplete
from publishing.models import Term
from tests import make

pytestmark = pytest.mark.django_db

CLEAN = (
    "<h3>On the day</h3><p>Come at eight. A friend drives you home.</p>"
    "<h4>What to bring</h4><ul><li>your card</li><li>your glasses</li></ul>"
    '<p>The doctor sees the bone by live X-ray (fluoroscopy). Read <a href="/privacy/">what we keep about you</a>.</p>'
    '<p>About 20% feel tired (<a href="https://example.org/study">study of 2020</a>). You may be advised to stop aspirin.</p>'
)
SAFELINK = "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2F&data=1"
HARD = (
    "Percutaneous vertebral augmentation constitutes an established interventional alternative for individuals "
    "experiencing persistent symptomatic deterioration notwithstanding conservative pharmacological management."
)
UNKNOWN = "6f1ed002-ab5b-4b1a-9d3c-2a6d2ff5a5a1"

# What is planted at the end of the clean text: the fault, its rule, and the sentence it is found with.
PLANTED = {
    "a hard sentence": (f"<p>{HARD}</p>", "reading-grade", HARD),
    "a heading without words": ("<h3>…</h3><p>Rest.</p>", "heading-empty", "…"),
    "a bold line as a heading": ("<p><strong>After it</strong></p><p>Rest.</p>", "heading-bold", "After it"),
    "click here": (
        '<p>Rest. <a href="/privacy/">Click here</a> to read on.</p>',
        "link-text",
        "Click here to read on.",
    ),
    "read more": ('<p>Rest well. <a href="/privacy/">Read more</a>.</p>', "link-text", "Read more."),
    "an address as words": (
        '<p>See <a href="https://example.org/a">https://example.org/a</a> for it.</p>',
        "link-address",
        "See https://example.org/a for it.",
    ),
    "a page that never was": (
        '<p>Read <a href="/conditions/no-such-page/">how it heals</a>.</p>',
        "dead-link",
        "Read how it heals.",
    ),
    "a key of nothing": (
        f'<p>Read <a href="document:{UNKNOWN}">how it heals</a>.</p>',
        "dead-link",
        "Read how it heals.",
    ),
    "a page that was taken down": ('<p>Read <a href="/gone/">how it was</a>.</p>', "dead-link", "Read how it was."),
    "a part that is not there": (
        '<p>Read <a href="/conditions/broken-hip/#nowhere">how it heals</a>.</p>',
        "dead-link",
        "Read how it heals.",
    ),
    "a page that is not live yet": (
        '<p>Read <a href="document:{draft}">what comes</a>.</p>',
        "link-not-live",
        "Read what comes.",
    ),
    "our own address": (
        '<p>See <a href="{site}/conditions/">all conditions</a>.</p>',
        "own-address",
        "See all conditions.",
    ),
    "our own address in words": ("<p>Look at {host}/faq/ first.</p>", "own-address", "Look at {host}/faq/ first."),
    "an Outlook link": (f'<p>Read <a href="{SAFELINK}">the study</a>.</p>', "safelink", "Read the study."),
    "our number": ("<p>Rest. Or call 555.010.0100 now.</p>", "phone-copy", "Or call 555.010.0100 now."),
    "our number behind a link": ('<p><a href="tel:+15550100100">Call us</a> now.</p>', "phone-copy", "Call us now."),
    "a percentage": ("<p>It helps 95 % of patients.</p>", "percentage", "It helps 95 % of patients."),
    "a superlative": ("<p>We have the best doctors.</p>", "superlative", "We have the best doctors."),
    "a promise": ("<p>The repair is completely safe.</p>", "promise", "The repair is completely safe."),
    "an order to stop a medicine": ("<p>Stop taking aspirin now.</p>", "stop-medicine", "Stop taking aspirin now."),
    "capitals": ("<p>You must NOT drive.</p>", "all-caps", "You must NOT drive."),
    "a term of the glossary": (
        "<p>A weak bone is osteoporotic.</p>",
        "unexplained-term",
        "A weak bone is osteoporotic.",
    ),
}


@pytest.fixture
def site():
    """A site with what the texts link to, and a glossary."""
    make.site()
    make.live(make.page())
    make.live(make.condition(title="Broken hip"))
    gone = make.page(title="Gone")
    make.live(gone)
    actions.withdraw(gone, by=make.carla())
    Term.objects.create(term="fluoroscopy", meaning="live X-ray")
    Term.objects.create(term="osteoporosis", also="osteoporotic", meaning="a disease of weak bones")


def edition(body: str, **fields):
    """A kept condition with one part of this text, and the clean beginning."""
    return make.kept(make.condition(title="Sore back", sections=(("what_it_is", body),), **fields))


def filled(text: str, settings) -> str:
    """The text with what is only known when the test runs."""
    if "{draft}" in text:
        text = text.replace("{draft}", str(make.condition(title="Later").key))
    return text.replace("{site}", settings.SITE_URL).replace("{host}", settings.SITE_URL.partition("//")[2])


def test_a_clean_text_has_no_finding(site):
    assert [(f.rule.name, f.sentence) for f in findings_for(edition(CLEAN))] == []


@pytest.mark.parametrize(("fault", "rule", "sentence"), PLANTED.values(), ids=PLANTED.keys())
def test_a_planted_fault_is_found_once_with_its_field_and_its_sentence(site, settings, fault, rule, sentence):
    found = findings_for(edition(CLEAN + filled(fault, settings)))
    assert [(f.rule.name, f.place, f.field, f.line, f.sentence) for f in found] == [
        (rule, "Sections › What it is › Body", "body", 8, filled(sentence, settings))
    ]
    assert found[0].suggestion
    assert str(found[0].rule.explanation)


def test_a_heading_of_the_second_level_needs_one_of_the_first_above_it(site):
    (found,) = findings_for(edition("<h4>Rest</h4><p>Lie down.</p>"))
    assert (found.rule.name, found.severity, found.line, found.sentence) == ("heading-order", "stop", 1, "Rest")


@pytest.mark.parametrize("words", ["picture1.jpg", "IMG_2034", "spine-from-the-side", "Image 3"])
def test_the_name_of_a_file_does_not_describe_a_picture(site, words):
    draft = make.condition()
    make.section(draft, drawing="balloon-in-vertebra", alternative_text=words)
    (found,) = findings_for(make.kept(draft))
    assert (found.rule.name, found.severity, found.sentence) == ("alternative-text", "stop", words)


def test_a_picture_in_old_content_without_a_description_is_found(site):
    kept = edition(CLEAN)
    kept.content["sections"][0]["picture"] = {"drawing": "balloon-in-vertebra", "alternative_text": ""}
    assert [(f.rule.name, f.field) for f in findings_for(kept)] == [("alternative-text", "alternative_text")]


@pytest.mark.parametrize(
    "text",
    [
        "It helps 95% of patients. Source: Journal of Backs, 2020.",
        "There is no cure for it yet.",
        "Nobody can guarantee this.",
        "Do not stop taking aspirin by yourself.",
        "Ask before you stop taking aspirin.",
        "Tell us about your MRI and the WCAG.",
        "Fluoroscopy is a kind of X-ray.",
        "Doctors call this live X-ray.",
        "Fluoroscopy (moving X-ray pictures) helps.",
        'By <abbr title="moving X-ray pictures">fluoroscopy</abbr>.',
        "Call 911 or 555 010 0199.",
        "Come to room 5550100100a.",
    ],
)
def test_what_is_right_is_let_be(site, text):
    assert [(f.rule.name, f.sentence) for f in findings_for(edition(f"<p>{text}</p>"))] == []


def test_praise_on_a_page_that_is_not_clinical_is_not_a_matter_of_care(site):
    assert findings_for(make.kept(make.page(title="About", body="<p>The best coffee is in the lobby.</p>"))) == []


def test_another_language_is_not_measured_by_an_english_scale_or_glossary(site):
    hard = f"<p>{HARD} Osteoporotic.</p>"
    assert findings_for(make.kept(make.condition(sections=(("what_it_is", hard),), language="es"))) == []


def test_plain_fields_lines_and_steps_are_read_too(site):
    draft = make.procedure(
        steps=({"what": "Stop taking aspirin."},),
        emergency_signs="you are in pain\nyou CANNOT MOVE",
        summary="Guaranteed.",
    )
    assert {(f.rule.name, f.place, f.line) for f in findings_for(make.kept(draft))} == {
        ("promise", "Summary", 1),
        ("all-caps", "Emergency signs", 2),
        ("stop-medicine", "Steps › Stop taking aspirin. › What", 1),
    }


def test_the_hardest_three_sentences_are_named(site):
    body = f"<p>{HARD} {HARD.replace('Percutaneous', 'Interventional')} Rest. {HARD.replace('established', 'innovative')} {HARD}</p>"
    (found,) = findings_for(edition(body))
    assert found.rule.name == "reading-grade"
    assert len({found.sentence, *found.others}) >= 2
    assert len(found.others) == 2


def test_a_stop_keeps_a_text_from_being_submitted_and_leads_to_its_field(site):
    kept = edition(CLEAN + "<p>Call (555) 010-0100.</p>")
    with pytest.raises(NotComplete) as refused:
        actions.submit(kept, by=make.carla())
    (sentence,) = refused.value.sentences
    assert "Call (555) 010-0100." in sentence
    assert sentence.url == f"/staff/conditions/condition/{kept.document_id}/change/#id_sections-0-body"


def test_a_stop_keeps_a_text_from_being_published(site):
    with pytest.raises(NotComplete):
        make.live(make.question(answer="<p>Call (555) 010-0100.</p>"))


def test_a_warning_keeps_nothing_back(site):
    assert make.live(make.question(answer="<p>NEVER mind.</p>")).live


def test_what_is_missing_leads_to_its_field(site):
    draft = make.question(answer="")
    with pytest.raises(NotComplete) as refused:
        make.live(draft)
    assert [(str(s), s.url) for s in refused.value.sentences] == [
        ("Write the answer.", f"/staff/faq/question/{draft.pk}/change/#id_answer")
    ]


def test_undoing_a_publication_asks_for_nothing_new(site):
    question = make.question(answer="<p>Call 555 010 0177.</p>")
    make.live(question)
    make.live(question, answer="<p>Call us.</p>")
    make.live(make.coordinator(phone="+15550100177"))
    actions.undo_publish(question, by=make.carla())
    assert question.editions.live().get().content["answer"] == "<p>Call 555 010 0177.</p>"


def checked(*arguments):
    """The exit code and the findings of the command."""
    out = StringIO()
    try:
        call_command("check_content", "--json", *arguments, stdout=out)
    except SystemExit as end:
        return end.code, json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def test_the_command_finds_what_the_form_finds_over_the_whole_site(site):
    draft = make.question(title="Must I fast?", answer="<p>You must NOT eat.</p>")
    make.live(draft)
    code, found = checked()
    assert code == 0
    assert [(f["title"], f["kind"], f["rule"], f["severity"], f["place"], f["sentence"]) for f in found] == [
        ("Must I fast?", "question", "all-caps", "warning", "Answer", "You must NOT eat.")
    ]
    make.kept(draft, answer="<p>Call (555) 010-0100.</p>")
    code, found = checked("--drafts")
    assert (code, [f["rule"] for f in found]) == (1, ["phone-copy"])


def test_the_command_makes_a_fixed_number_of_queries_for_texts_without_links(site, django_assert_num_queries):
    topic = make.live(make.topic()).document.draft
    make.live_questions(3, topic=topic)
    with django_assert_num_queries(5) as few:
        checked()
    make.live_questions(30, topic=make.live(make.topic(title="More")).document.draft)
    with django_assert_num_queries(len(few)):
        checked()
