"""Runs one part with the site's settings, and prints what it returns as JSON.

python -m benchmarks.inside counts '{"rounds": 3}'
"""

import json
import sys
from dataclasses import asdict
from importlib import import_module

import django

# The module and the function of each part.
PARTS = {
    "board": "benchmarks.board measure",
    "counts": "benchmarks.counts measure",
    "export": "benchmarks.exporting measure",
    "fill": "benchmarks.fill fill",
    "fill_requests": "benchmarks.exporting fill",
    "importing": "benchmarks.importing measure",
    "photos": "benchmarks.photos measure",
    "sheets": "benchmarks.sheets measure",
    "sheet_posts": "benchmarks.sheets post_beside",
    "stored": "benchmarks.stored stored",
    "write": "benchmarks.writing write",
}


def main(part: str, options: str) -> None:
    django.setup()
    module, function = PARTS[part].split()
    result = getattr(import_module(module), function)(**json.loads(options))
    print(json.dumps(result, default=asdict))


if __name__ == "__main__":
    main(*sys.argv[1:])
