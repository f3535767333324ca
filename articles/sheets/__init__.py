"""Articles and topics as spreadsheets."""

from articles.sheets.articles import Articles
from articles.sheets.topics import Topics
from recovery_site.sheets.kinds import register

register(Articles())
register(Topics())
