"""Where the links of texts lead: for the editor while somebody types, and for a report on all."""

from articles.links.found import Suggestion, suggestions
from articles.links.judging import Verdict, judged, verdict_on
from articles.links.report import Finding, links_to_mend, number_to_mend
from articles.links.targets import State, Target, targets

__all__ = [
    "Finding",
    "State",
    "Suggestion",
    "Target",
    "Verdict",
    "judged",
    "links_to_mend",
    "number_to_mend",
    "suggestions",
    "targets",
    "verdict_on",
]
