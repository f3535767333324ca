"""Holds every page of a running site to the W3C's own checker: `python -m benchmarks.w3c`.

    npm install vnu-jar    # the checker; it needs Java
    python -m benchmarks.w3c node_modules/vnu-jar/build/dist/vnu.jar http://localhost:8000

The tests hold pages to what of it is cheap to look for (`tests.markup.untidy_in`).
"""

import argparse
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin, urlsplit

LOCATION = re.compile(r"<loc>([^<]+)</loc>")
# What no sitemap names: forms, searches that find nothing, what is not there.
BESIDE = (
    "/ask-for-a-call/", "/ask-for-a-call/done/", "/articles/?q=cost", "/articles/?q=medicatoin",
    "/houses/?max_weekly=-1", "/beds/?by=2020-01-01", "/shortlist/", "/no-such-page/",
)  # fmt: skip


def get(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310  # as asked
            return response.read()
    except urllib.error.HTTPError as error:  # a page, too
        return error.read()


def addresses(site: str) -> list[str]:
    """Every page of the sitemap and of those that it names, and what stands beside."""
    found, todo = [], ["/sitemap.xml"]
    while todo:
        for location in LOCATION.findall(get(urljoin(site, todo.pop())).decode()):
            path = urlsplit(location).path
            (todo if path.endswith(".xml") else found).append(path)
    return [*found, *BESIDE]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.w3c", description=__doc__)
    parser.add_argument("jar", type=Path)
    parser.add_argument("site", nargs="?", default="http://localhost:8000")
    chosen = parser.parse_args()
    paths = addresses(chosen.site)
    with tempfile.TemporaryDirectory() as folder:
        for number, path in enumerate(paths):
            (Path(folder) / f"{number}.html").write_bytes(get(urljoin(chosen.site, path)))
        command = ["java", "-jar", str(chosen.jar), "--errors-only", "--skip-non-html", folder]
        checked = subprocess.run(command, capture_output=True, text=True, check=False)
    for number, path in reversed(list(enumerate(paths))):
        checked.stderr = checked.stderr.replace(f"{folder}/{number}.html", path)
    print(checked.stderr.strip() or f"{len(paths)} pages, no error.")
    return checked.returncode


if __name__ == "__main__":
    sys.exit(main())
