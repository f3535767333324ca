"""What the public gets of an upload."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from recovery_site.images import read_picture
from recovery_site.pictures import VARIANTS, draw_variants
from tests.factories.listings import make_upload, picture_bytes
from tests.listings.pictures import SECRET, public_files, read, stored, telling_jpeg


def test_the_sample_does_tell_where_it_was_taken():
    content = telling_jpeg()
    assert SECRET.encode() in content
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)


@pytest.mark.parametrize("kind", ["jpg", "webp", "avif"])
def test_no_public_file_tells_where_or_with_what_it_was_taken(kind):
    for path, content in public_files(read(telling_jpeg())).items():
        if not path.endswith(kind):
            continue
        shown = Image.open(io.BytesIO(content))
        assert not shown.getexif()
        assert {"exif", "xmp", "comment", "icc_profile"}.isdisjoint(shown.info)
        for secret in (SECRET, "SecretCam", "Exif", "xmpmeta", "http"):
            assert secret.encode() not in content


def test_the_names_of_public_files_say_nothing():
    files = draw_variants(read_picture(make_upload(name="Ana Ruiz at 12 Oak Street.jpg")))
    assert files.paths == [
        f"pictures/{files.version}/{width}.{kind}" for width, kind, _options in VARIANTS
    ]


# Where the red half, first on the left, has to be once the picture stands upright.
UPRIGHT = {
    1: ("left", (600, 480)),
    2: ("right", (600, 480)),
    3: ("right", (600, 480)),
    4: ("left", (600, 480)),
    5: ("top", (480, 600)),
    6: ("top", (480, 600)),
    7: ("bottom", (480, 600)),
    8: ("bottom", (480, 600)),
}


@pytest.mark.parametrize(("orientation", "expected"), UPRIGHT.items())
def test_a_picture_taken_sideways_stands_upright(orientation, expected):
    side, size = expected
    picture = read(telling_jpeg(orientation))
    width, height = picture.size
    points = {
        "left": (10, height // 2),
        "right": (width - 10, height // 2),
        "top": (width // 2, 10),
        "bottom": (width // 2, height - 10),
    }
    red = {name for name, point in points.items() if picture.getpixel(point)[1] < 60}
    assert (picture.size, side in red) == (size, True)
    opposite = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}[side]
    assert opposite not in red


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "RGB", "1", "I;16"])
def test_every_kind_of_png_is_read(mode):
    assert read(picture_bytes((640, 480), "PNG", mode)).mode == "RGB"


def test_a_cmyk_jpeg_keeps_its_colours():
    file = io.BytesIO()
    Image.new("CMYK", (640, 480), (0, 255, 255, 0)).save(file, "JPEG", quality=95)
    red, green, blue = read(file.getvalue()).getpixel((300, 200))
    assert red > 200
    assert green < 60 > blue


def test_what_is_transparent_becomes_white():
    clear = io.BytesIO()
    Image.new("RGBA", (640, 480), (200, 0, 0, 0)).save(clear, "PNG")
    assert read(clear.getvalue()).getpixel((300, 200)) == (255, 255, 255)


def test_a_palette_with_a_transparent_colour_becomes_white_there():
    picture = Image.new("P", (640, 480), 0)
    picture.putpalette([10, 20, 30, 250, 0, 0])
    ImageDraw.Draw(picture).rectangle([0, 0, 100, 479], fill=1)
    file = io.BytesIO()
    picture.save(file, "PNG", transparency=0)
    shown = read(file.getvalue())
    assert shown.getpixel((300, 200)) == (255, 255, 255)
    assert shown.getpixel((50, 200)) == (250, 0, 0)


def test_sixteen_bits_of_grey_are_scaled_to_eight():
    picture = Image.new("I;16", (640, 480), 32_768)
    file = io.BytesIO()
    picture.save(file, "PNG")
    assert read(file.getvalue()).getpixel((300, 200)) == (128, 128, 128)


@pytest.mark.parametrize("kind", ["WEBP", "PNG", "AVIF"])
def test_of_an_animated_picture_the_first_frame_is_shown(kind):
    frames = [Image.new("RGB", (640, 480), colour) for colour in ("red", "blue")]
    file = io.BytesIO()
    frames[0].save(file, kind, save_all=True, append_images=frames[1:], duration=100)
    red, _green, blue = read(file.getvalue()).getpixel((300, 200))
    assert red > 200 > 60 > blue


def test_a_profile_is_applied_and_a_broken_one_is_ignored():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for icc in (profile, b"not a profile"):
        content = picture_bytes((640, 480), "JPEG", icc_profile=icc)
        assert read(content).size == (640, 480)


def test_a_tall_photo_from_a_phone_is_scaled_in_every_width():
    sizes = {
        path.rpartition("/")[2]: Image.open(io.BytesIO(content)).size
        for path, content in public_files(read(picture_bytes((1500, 3000)))).items()
    }
    assert sizes == {
        "320.avif": (320, 640),
        "640.avif": (640, 1280),
        "1280.avif": (1280, 2560),
        "1600.avif": (1500, 3000),
        "320.webp": (320, 640),
        "640.webp": (640, 1280),
        "1280.webp": (1280, 2560),
        "1280.jpg": (1280, 2560),
    }


def test_a_small_picture_is_not_blown_up_nor_offered_twice():
    files = draw_variants(read(picture_bytes((500, 500))))
    for offered in (files.avif_srcset, files.webp_srcset):
        widths = [part.rpartition(" ")[2] for part in offered.split(", ")]
        assert widths == ["320w", "500w"]
    assert Image.open(io.BytesIO(stored(files.path(1280, "jpg")))).width == 500


def test_a_failure_half_way_leaves_no_files(monkeypatch):
    picture = read(picture_bytes())
    before = _stored()
    real, calls = default_storage.save, []

    def failing(name, content):
        calls.append(name)
        if len(calls) == 3:
            raise OSError("disk full")
        return real(name, content)

    monkeypatch.setattr(default_storage._wrapped, "save", failing)
    with pytest.raises(OSError, match="disk full"):
        draw_variants(picture)
    assert _stored() == before


def test_a_large_jpeg_is_not_read_larger_than_it_is_shown():
    assert read(picture_bytes((4000, 3000))).size == (2000, 1500)
    assert read(picture_bytes((3000, 4000))).size == (3000, 4000)


def _stored() -> int:
    folders, _files = default_storage.listdir("pictures")
    return sum(len(default_storage.listdir(f"pictures/{folder}")[1]) for folder in folders)


def test_html_behind_a_jpeg_does_not_reach_the_public():
    content = picture_bytes() + b"<script>alert('behind')</script>"
    for shown in public_files(read(content)).values():
        assert b"behind" not in shown


def test_a_script_in_a_png_text_does_not_reach_the_public():
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", "<script>alert('inside')</script>")
    content = picture_bytes((640, 480), "PNG", pnginfo=info)
    for shown in public_files(read(content)).values():
        assert b"inside" not in shown
