"""Each document reads at grade 8 or below: Flesch-Kincaid, by textstat, which brings its word data with it."""

import re

import pytest
import textstat

from tests.starter.starter_file import DOCUMENTS, blocks, label

HIGHEST_GRADE = 8

# Left out of the measure: the names, and the terms that the facts are told with. Patients meet these words in the practice,
# so the pages have to teach them, and no plainer writing can make them shorter. Ordinary long words ("procedure",
# "medications", "compression", "coordinator") stay in and count in full. Plurals and capitals are left out alike.
NAMES_AND_TERMS = (
    "ARA Health",
    "ARA Cares Coordinator",
    "kyphoplasty",
    "vertebroplasty",
    "vertebrae",
    "vertebra",
    "osteoporosis",
    "neurointerventionalist",
    "minimally invasive",
    "outpatient",
    "fluoroscopy",
    "nonsteroidal anti-inflammatory drug",
    "anticoagulant",
    "anesthesia",
    "contrast material",
)
NEUTRAL = "thing"


def measured_text(content):
    """What textstat reads. A block ends a sentence unless the next one goes on in lower case; a term is one short word."""
    joined = " ".join(re.sub(r"(?<![.?!:,])$", ".", block) for block in blocks(content))
    sentences = re.sub(r"[.:,] (?=[a-z])", " ", joined).replace(":", ".")
    terms = "|".join(sorted(map(re.escape, NAMES_AND_TERMS), key=len, reverse=True))
    return re.sub(rf"\b(?:{terms})s?\b", NEUTRAL, sentences, flags=re.IGNORECASE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=label)
def test_document_reads_at_grade_eight_or_below(document):
    assert textstat.flesch_kincaid_grade(measured_text(document["content"])) <= HIGHEST_GRADE


def test_the_measure_tells_hard_text_from_plain_text():
    hard = {
        "summary": "Percutaneous vertebral augmentation constitutes an established interventional therapeutic alternative."
    }
    assert textstat.flesch_kincaid_grade(measured_text(hard)) > HIGHEST_GRADE
