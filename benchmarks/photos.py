"""How long an upload takes to become its public files, how large they are and how good.

    python -m benchmarks.photos

The upload is a photo-like picture of 12 megapixels, made here: four drawings side by side under
the grain of a sensor, which codecs find harder than the drawings alone. Time goes from the bytes
that somebody sent to the bytes that visitors get: checked, stripped, decoded, drawn. Beside it,
in the same run, stands the smallest set of files that was ever measured for this (three AVIF
and a WebP), because a busy machine makes both slower alike.
"""

import io
import os
import statistics
import time
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import django
from PIL import Image, ImageFilter, ImageMath

from benchmarks.rows import Row, tables

RUNS = 15
PART = "Photos: an upload of 12 megapixels"
DEMO_PHOTOS = Path(__file__).parent.parent / "listings" / "demo" / "photos"
MOST_MILLISECONDS = 400
MOST_UNLIKE = 0.1  # 1 - SSIM
MOST_KILOBYTES = {320: 12, 640: 40}  # of one AVIF on a card
WINDOW = 8


def measure() -> list[Row]:
    from recovery_site.images import original_of, read_picture
    from recovery_site.pictures import AVIF, VARIANTS, drawn_variants

    upload = large_upload()
    kept = original_of(io.BytesIO(upload)).content

    def check_and_strip() -> bytes:
        return original_of(io.BytesIO(upload)).content

    def draw() -> list[tuple[int, str, bytes]]:
        return list(drawn_variants(read_picture(io.BytesIO(kept))))

    def smallest_set() -> None:
        picture = Image.open(io.BytesIO(upload))
        picture.draft("RGB", (2000, 1500))
        for width, kind, options in (
            *((width, "AVIF", AVIF) for width in (320, 640, 1280)),
            (640, "WEBP", {"quality": 75}),
        ):
            size = (width, width * 3 // 4)
            small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
            small.save(io.BytesIO(), kind, **options)

    strip_ms, draw_ms, smallest_ms = medians(check_and_strip, draw, smallest_set)
    floor = MOST_MILLISECONDS
    return [
        Row(PART, "checked and stripped, in the request", strip_ms, "ms"),
        Row(PART, f"decoded, drawn as {len(VARIANTS)} files, by the worker", draw_ms, "ms"),
        Row(PART, "both", strip_ms + draw_ms, "ms", floor=floor),
        Row(PART, "the smallest set of four files, for comparison", smallest_ms, "ms"),
        *_likenesses(upload),
        *_sizes(),
    ]


def medians(*acts: Callable[[], object]) -> list[float]:
    """Milliseconds of each, measured in turn."""
    times: list[list[float]] = [[] for _ in acts]
    for _ in range(RUNS):
        for act, found in zip(acts, times, strict=True):
            start = time.perf_counter()
            act()
            found.append(1000 * (time.perf_counter() - start))
    return [statistics.median(found) for found in times]


def large_upload() -> bytes:
    picture = Image.new("RGB", (4000, 3000))
    for number, path in enumerate(sorted(DEMO_PHOTOS.glob("*.jpg"))[:4]):
        with Image.open(path) as drawing:
            place = (number % 2 * 2000, number // 2 * 1500)
            picture.paste(drawing.resize((2000, 1500), Image.Resampling.LANCZOS), place)
    grain = Image.effect_noise((2000, 1500), 28).filter(ImageFilter.GaussianBlur(1))
    picture = Image.blend(picture, grain.resize(picture.size).convert("RGB"), 0.2)
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=90)
    return file.getvalue()


def _likenesses(upload: bytes) -> Iterator[Row]:
    """The least like of all pictures, for each file."""
    worst: dict[tuple[str, int], float] = {}
    for content in [upload, *(path.read_bytes() for path in DEMO_PHOTOS.glob("*.jpg"))]:
        for kind, width, drawn, wanted in _drawn(content):
            with Image.open(io.BytesIO(drawn)) as shown:
                unlike = 1 - ssim(wanted, shown.convert("RGB"))
            worst[kind, width] = max(unlike, worst.get((kind, width), 0))
    part = "Photos: 1 - SSIM, the worst of the upload and the demo's photos"
    for (kind, width), value in sorted(worst.items()):
        yield Row(part, f"{kind} {width}", value, "", floor=MOST_UNLIKE)


def _sizes() -> Iterator[Row]:
    sizes: dict[tuple[str, int], list[float]] = {}
    for path in DEMO_PHOTOS.glob("*.jpg"):
        for kind, width, drawn, _wanted in _drawn(path.read_bytes()):
            sizes.setdefault((kind, width), []).append(len(drawn) / 1000)
    for (kind, width), found in sorted(sizes.items()):
        most = MOST_KILOBYTES.get(width) if kind == "avif" else None
        part = f"Photos: the largest of the demo's {len(found)}"
        yield Row(part, f"{kind} {width}", max(found), "kB", floor=most)


def _drawn(content: bytes) -> Iterator[tuple[str, int, bytes, Image.Image]]:
    """Each file beside the picture that it should look like, at the same size."""
    from recovery_site.images import read_picture
    from recovery_site.pictures import drawn_variants

    picture = read_picture(io.BytesIO(content))
    for width, kind, drawn in drawn_variants(picture):
        with Image.open(io.BytesIO(drawn)) as shown:
            yield kind, width, drawn, picture.resize(shown.size, Image.Resampling.LANCZOS)


def ssim(one: Image.Image, other: Image.Image) -> float:
    """Structural similarity of the luminance, over windows of 8 × 8 pixels: 1 is the same."""
    x, y = (picture.convert("L").convert("F") for picture in (one, other))
    mean_x, mean_y = x.reduce(WINDOW), y.reduce(WINDOW)
    squares = {
        "xx": _times(x, x).reduce(WINDOW),
        "yy": _times(y, y).reduce(WINDOW),
        "xy": _times(x, y).reduce(WINDOW),
    }
    found = ImageMath.lambda_eval(_similarity, mx=mean_x, my=mean_y, **squares)
    values = array("f", found.tobytes())
    return sum(values) / len(values)


def _times(x: Image.Image, y: Image.Image) -> Image.Image:
    return ImageMath.lambda_eval(lambda args: args["x"] * args["y"], x=x, y=y)


def _similarity(args: dict) -> object:
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mx, my = args["mx"], args["my"]
    spread_x, spread_y = args["xx"] - mx * mx, args["yy"] - my * my
    together = args["xy"] - mx * my
    above = (mx * my * 2 + c1) * (together * 2 + c2)
    return above / ((mx * mx + my * my + c1) * (spread_x + spread_y + c2))


def main() -> None:
    os.environ.setdefault("DEMO", "true")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery_site.settings")
    django.setup()
    print(tables(measure()))


if __name__ == "__main__":
    main()
