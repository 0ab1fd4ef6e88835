"""What search keeps beside the editions, under one name."""

from search.models.feedback import Feedback, Verdict
from search.models.gap import Gap
from search.models.gap_pace import Pace
from search.models.gap_wording import GapWording, Source
from search.models.synonym import Synonym
from search.models.vocabulary import Vocabulary

__all__ = ["Feedback", "Gap", "GapWording", "Pace", "Source", "Synonym", "Verdict", "Vocabulary"]
