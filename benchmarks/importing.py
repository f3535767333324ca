"""How much memory a WordPress export of many posts takes on its way in, and how long.

The extra memory is the peak of the process after the import less its peak after an import of
twenty posts, which loads all code and warms every cache.
"""

import resource
import sys
import time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

PEAK_UNIT = 1 if sys.platform == "darwin" else 1024
HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>A blog</title>
<link>https://{site}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:author><wp:author_login>ana</wp:author_login></wp:author>
"""
POST = """<item><title>Post {number}</title><link>https://{site}/2019/05/post-{number}/</link>
<dc:creator>ana</dc:creator><content:encoded><![CDATA[{text}]]></content:encoded>
<wp:post_id>{number}</wp:post_id><wp:post_date_gmt>2019-05-04 08:30:00</wp:post_date_gmt>
<wp:post_name>{site}-post-{number}</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type>
<category domain="category" nicename="topic-{topic}">Topic {topic}</category></item>
"""
PARAGRAPH = (
    "Most people who move in bring one bag and a <strong>long list</strong> of questions. Here is "
    'what the first week looks like, and <a href="https://{site}/?p={before}">what came before</a>.'
)


def measure(*, posts: int) -> dict[str, Any]:
    folder = Path(settings.DATA_DIR)
    for site, number in (("small", 20), ("large", posts)):
        with (folder / f"{site}.xml").open("w") as file:
            file.write(HEAD.format(site=site))
            for each in range(1, number + 1):
                file.write(_post(site, each))
            file.write("</channel></rss>\n")
    _bring(folder / "small.xml")
    before, start = _peak(), time.perf_counter()
    _bring(folder / "large.xml")
    seconds, extra = time.perf_counter() - start, _peak() - before
    start = time.perf_counter()
    _bring(folder / "large.xml")
    return {
        "extra_mb": extra / 1e6,
        "seconds": seconds,
        "again_seconds": time.perf_counter() - start,
        "file_mb": (folder / "large.xml").stat().st_size / 1e6,
        "made": _made(),
    }


def _made() -> int:
    from articles.models import Article

    return Article.objects.filter(imported_from__startswith="large").count()


def _post(site: str, number: int) -> str:
    text = "\n\n".join([PARAGRAPH.format(site=site, before=number - 1)] * 12)
    return POST.format(site=site, number=number, text=text, topic=number % 20)


def _bring(file: Path) -> None:
    with (file.parent / "report.txt").open("w") as report:
        call_command("import_wordpress", str(file), stdout=report)


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * PEAK_UNIT
