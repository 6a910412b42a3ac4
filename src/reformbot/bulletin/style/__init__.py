"""House style: what about a draft or an issue departs from how the bulletin writes.

The measures behind the rules are in docs/style.md. Nothing here says a sentence: a finding has a
rule and the values for that rule's message in the catalogs.
"""

from reformbot.bulletin.style.check import check_article, check_issue
from reformbot.bulletin.style.duplicates import Earlier, near_duplicates
from reformbot.bulletin.style.model import Severity, StyleFinding, StylePlace, StyleRule

__all__ = [
    "Earlier",
    "Severity",
    "StyleFinding",
    "StylePlace",
    "StyleRule",
    "check_article",
    "check_issue",
    "near_duplicates",
]
