"""Sample data for the style guide: a practice that is nobody's, with telephone numbers that ring nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.safestring import mark_safe

from conditions.content import PreparationStep
from contact.content import CoordinatorContent, OfficeHours
from practice.content import PracticeContent
from publishing.content import Picture

PRACTICE = PracticeContent(name="Example Practice")
PHONE = "+18285550100"
HOURS = tuple(OfficeHours(weekday=day, opens="08:00", closes="17:00") for day in range(1, 6))
COORDINATOR = CoordinatorContent(
    name="Care Coordinator", phone=PHONE, answers="Answers questions and arranges visits.", hours=HOURS
)

TEXT = mark_safe(  # noqa: S308 - a constant
    "<p>A paragraph with <strong>strong words</strong>, <em>a stressed word</em> and <a href='#section'>a link</a>.</p>"
    "<h3>A heading in the text</h3><ul><li><p>One point</p></li><li><p>Another point</p></li></ul>"
    "<ol><li><p>First this</p></li><li><p>Then that</p></li></ol>"
    "<table><thead><tr><th scope='col'>Day</th><th scope='col'>What to do</th></tr></thead>"
    "<tbody><tr><td>Monday</td><td>Rest</td></tr></tbody></table>"
)
SHORT_TEXT = mark_safe("<p>The whole answer, always in sight.</p>")  # noqa: S308 - a constant
DRAWING = Picture(
    drawing="healthy-and-fractured-vertebra",
    alternative_text="Two stretches of spine from the side. On the right, the bone in the middle has collapsed at the front.",
    caption="A caption under a picture.",
)


@dataclass(frozen=True)
class Shown:
    """Something with a title: stands for an entry, a section or a review."""

    title: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class Review:
    """A clinician's review, as a page shows it."""

    reviewer_name: str = "Alex Example"
    reviewer_credentials: str = "MD"
    reviewed_on: date = date(2026, 3, 2)
    next_review_on: date = date(2027, 3, 2)


def _step(number: int, what: str, **more: Any) -> PreparationStep:
    return PreparationStep(key=UUID(int=number), what=what, **more)


SAMPLES: dict[str, list[dict[str, Any]]] = {
    "breadcrumb": [{"title": "Questions", "path": "#", "parent_title": "Preparing", "parent_path": "#"}],
    "call_button": [{"phone": PHONE}, {"phone": PHONE, "large": True}],
    "care_card": [
        {"number": "911", "signs": ["you have new weakness or numbness in your legs", "you cannot hold your bladder"]}
    ],
    "changes": [
        {"changes": [(date(2026, 3, 2), "Clearer words on eating and drinking."), (date(2025, 9, 1), "First version.")]}
    ],
    "comparison": [
        {
            "procedures": [Shown("One procedure"), Shown("Another procedure")],
            "rows": [("When it is used", ["In one case", "In another case"]), ("What is done", ["One thing", ""])],
        }
    ],
    "contents_list": [
        {
            "sections": [Shown("What it is", "section"), Shown("Symptoms", "section")],
            "questions": True,
            "coordinator": True,
        }
    ],
    "coordinator_card": [{"coordinator": COORDINATOR, "about": "example"}],
    "do_list": [{"items": ["bring your medicines", "ask a friend to drive you home"]}],
    "dont_list": [{"items": ["stop a medicine by yourself", "drive yourself home"]}],
    "entry_card": [
        {
            "title": "A page",
            "path": "#",
            "summary": "What the page is about, in a sentence or two.",
            "picture": DRAWING,
        },
        {"title": "Another page", "path": "#", "summary": "Without a picture."},
    ],
    "inset_text": [{"text": "A passage set apart from the text around it."}],
    "letter_bar": [{"letters": [("A", ["one"]), ("B", []), ("C", []), ("D", ["one"])]}],
    "notice": [{"title": "Closed on Monday", "html": SHORT_TEXT}],
    "overdue_review": [{"coordinator": COORDINATOR}, {"coordinator": COORDINATOR, "answer": True}],
    "picture": [{"picture": DRAWING}],
    "preparation_steps": [
        {
            "steps": [
                _step(1, "Do not eat or drink", hours_before=6, why="An empty stomach makes it safer."),
                _step(2, "Bring your glasses", who_for="people who need them to read"),
                _step(3, "Arrange a ride home"),
            ]
        }
    ],
    "preview_band": [{}, {"is_live": True}],
    "question": [{"title": "How does a question look?", "slug": "example", "html": SHORT_TEXT, "level": 3}],
    "review_date": [{"review": Review()}],
    "section": [{"anchor": "section", "title": "A part of a page", "html": TEXT, "picture": DRAWING}],
    "site_nav": [{"section": "conditions"}],
    "summary_list": [{"rows": [("Monday to Friday", "8:00 AM to 5:00 PM"), ("Saturday", "Closed")]}],
}
