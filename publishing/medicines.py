"""Names of medicines, and of kinds of them: one list for every rule that has to know one when it meets it."""

MEDICINES = frozenset(
    """
    aspirin ibuprofen naproxen nsaid acetaminophen warfarin heparin apixaban rivaroxaban clopidogrel dabigatran enoxaparin
    metformin insulin steroid opioid anticoagulant antibiotic
    """.split()
)
"""In the singular and in lower case."""

IN_ANY_NUMBER = MEDICINES | {f"{name}s" for name in MEDICINES}
"""And in the plural."""
