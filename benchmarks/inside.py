"""Runs one part with the site's settings, and prints what it returns as JSON.

    python -m benchmarks.inside counts '{"rounds": 3}'
"""

import json
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from benchmarks import counts, fill, writing

PARTS: dict[str, Callable[..., Any]] = {
    "counts": counts.measure,
    "fill": fill.fill,
    "write": writing.write,
}

if __name__ == "__main__":
    part, options = sys.argv[1:]
    print(json.dumps(PARTS[part](**json.loads(options))))
