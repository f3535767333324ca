from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from pytest_django import Settings

from recovery_site.static_files import BUNDLE, bundle


def files(folder: Path, **texts: str) -> dict:
    storage = FileSystemStorage(location=folder)
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_css", ".css")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    names = [str(path.relative_to(folder)) for path in folder.rglob("*.css")]
    return {name: (storage, name) for name in names}


def test_every_part_of_the_style_sheet_moves_into_its_layer(tmp_path: Path):
    paths = files(
        tmp_path,
        css__site_css='@layer base;\n@import "base.css" layer(base);\nb { c: d }\n',
        css__base_css="a { color: red }\n",
    )
    assert bundle("css/site.css", paths) == (
        "@layer base;\n@layer base {\na { color: red }\n}\nb { c: d }\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("url(dot.svg)", "url(components/dot.svg)"),
        ('url("../../img/dot.svg")', 'url("components/../../img/dot.svg")'),
        ("url(data:image/png;base64,AA)", "url(data:image/png;base64,AA)"),
        ("url(#shape)", "url(#shape)"),
    ],
)
def test_a_part_from_a_folder_still_finds_its_pictures(before: str, after: str, tmp_path: Path):
    paths = files(
        tmp_path,
        css__site_css='@import "components/card.css" layer(components);',
        css__components__card_css=before,
    )
    assert after in bundle("css/site.css", paths)


def test_visitors_load_no_comments(tmp_path: Path):
    paths = files(
        tmp_path,
        css__site_css='/* The list\n   of parts. */\n@import "base.css" layer(base);\n',
        css__base_css="/* Why. */\na { color: red } /* and so on */ b { c: d }\n",
    )
    assert bundle("css/site.css", paths) == "@layer base {\na { color: red }  b { c: d }\n}\n"


def test_what_visitors_load_is_one_hashed_style_sheet_with_a_compressed_copy(
    tmp_path: Path, settings: Settings
):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "recovery_site.static_files.SiteStaticFiles"}
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    [site] = (tmp_path / "css").glob("site.*.css")
    assert "@import" not in site.read_text()
    assert "@font-face" in site.read_text()
    assert site.with_name(f"{site.name}.gz").exists()
    assert "@import" in Path(finders.find(BUNDLE)).read_text()
