"""Every fact of the practice can be found on the page that must hold it."""

import re

import pytest

from tests.starter.starter_file import DOCUMENTS, of_kind, text

CONDITION, KYPHOPLASTY, VERTEBROPLASTY = "vertebral-compression-fractures", "kyphoplasty", "vertebroplasty"
PROCEDURES = (KYPHOPLASTY, VERTEBROPLASTY)
PREPARING = (CONDITION, *PROCEDURES, "how-to-prepare")

# fact: the pages, and what must be found on each of them.
FACTS = {
    1: (
        CONDITION,
        r"spine \(vertebrae\) can become soft and weak\. A weak bone can then break by being pressed together\.",
        r"This is called a compression fracture\.",
    ),
    2: (
        CONDITION,
        r"can be quite painful\.",
        r"Severe back pain either: comes on suddenly, or gets worse gradually over time\.",
    ),
    3: (
        CONDITION,
        r"The neurointerventionalists at ARA Health repair these fractures\.",
        r"minimally invasive",
        r"outpatient",
        r"The procedures improve symptoms and how well you can move \(mobility\)\.",
    ),
    4: (
        CONDITION,
        r"The cause is often a disease of weakened, brittle bones \(osteoporosis\)\.",
        r"common in older patients, above all in women\.",
    ),
    5: (
        CONDITION,
        r"Osteoporosis typically leads to a curved spine and loss of height\.",
        r"These changes in turn cause the painful fractures and a further collapse of the bones\.",
    ),
    6: (CONDITION, r"left untreated, you can have permanent damage and long-lasting pain\."),
    7: (
        CONDITION,
        r"\(diagnosis\), there are typically",
        r"A physical exam checks for tenderness",
        r"Then X-ray imaging is done to confirm a suspected fracture\.",
    ),
    8: (
        (CONDITION, *PROCEDURES),
        r"Treatment is considered when severe pain does not go away \(persists\) and the fracture does not heal naturally",
        r"minimally invasive",
        r"guided by live images",
        r"mend the fracture and relieve pain\.",
    ),
    9: (
        (CONDITION, *PROCEDURES),
        r"Live X-ray \(fluoroscopy\) lets the neurointerventionalist \(the doctor\) see the fractured bone \(vertebra\) while medical",
        r"while medical bone cement is injected to hold it steady \(stabilize it\)\.",
    ),
    10: (
        (CONDITION, KYPHOPLASTY),
        r"must create space for the cement",
        r"\(an internal cast\)",
        r"balloon device is inserted|inserts a balloon device",
        r"balloon device reduces the collapse of the spine",
        r"restores the original shape of the bone \(vertebra\)",
        r"cement can (?:then )?be injected effectively",
    ),
    11: ((CONDITION, VERTEBROPLASTY), r"directly into the fractured bone, without a balloon"),
    12: (
        PROCEDURES,
        r"done without a large cut \(minimally invasive\)",
        r"guided by live images of your spine \(image-guided\)",
        r"outpatient: you go home the same day",
    ),
    13: (PREPARING, r"Bring all your current medications to the appointment\."),
    14: (
        PREPARING,
        r"Tell the staff about any allergies[.,] [Aa]bove all",
        r"\(local anesthesia\)",
        r"\(general anesthesia\)",
        r"\(contrast materials\)",
    ),
    15: (
        PREPARING,
        r"You may be advised to stop (?:aspirin|some medicines before the procedure)",
        r"aspirin, some drugs for pain and swelling \(nonsteroidal anti-inflammatory drugs, or NSAIDs\)",
        r"blood thinners \(anticoagulants\)",
        r"before the procedure\. Stop only when the practice tells you to\.",
    ),
    16: (PREPARING, r"Fast for six hours before the procedure\."),
    17: (PREPARING, r"Arrange for a friend or family member to drive you home afterwards\."),
    18: ((CONDITION, *PROCEDURES), r"ARA Cares Coordinator The coordinator answers further questions\."),
    19: (
        "practical",
        r"the questions that patients ask most\.",
        r"For any other question, call the ARA Cares Coordinator\.",
    ),
}


def document_at(slug):
    """The document whose address ends in `slug`."""
    (document,) = [document for document in DOCUMENTS if document["content"].get("slug") == slug]
    return document


def on_the_page(slug):
    """The words on a document's page: its own, its procedures' summaries and comparison, the questions about it, the coordinator's card."""
    document = document_at(slug)
    (coordinator,) = of_kind("coordinator")
    procedures = [
        other["content"] for other in of_kind("procedure") if other["key"] in document["content"].get("procedures", ())
    ]
    compared = [{name: content[name] for name in ("title", "summary", "comparison")} for content in procedures]
    questions = [
        other["content"] for other in of_kind("question") if document["key"] in other["content"].get("about", ())
    ]
    return " ".join(map(text, [document["content"], *compared, *questions, coordinator["content"]]))


def cases():
    """One case for each fact and each page that must hold it."""
    for fact, (pages, *patterns) in FACTS.items():
        for page in [pages] if isinstance(pages, str) else pages:
            yield pytest.param(page, patterns, id=f"{fact}-{page}")


@pytest.mark.parametrize(("page", "patterns"), [*cases()])
def test_fact_is_found_on_its_page(page, patterns):
    words = on_the_page(page)
    assert [pattern for pattern in patterns if not re.search(pattern, words)] == []


@pytest.mark.parametrize("slug", [CONDITION, *PROCEDURES])
def test_the_emergency_signs_stand_on_every_clinical_page(slug):
    signs = " / ".join(document_at(slug)["content"]["emergency_signs"])
    assert re.search(
        r"weakness or numbness in your legs.*control of your bladder or bowels.*numbness around your groin", signs
    )


def test_all_nineteen_facts_are_asked_for():
    assert list(FACTS) == list(range(1, 20))
