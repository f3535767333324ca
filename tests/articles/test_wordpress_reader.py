"""Reading an export: every version, every damage, and nothing that attacks."""

import io

import pytest

from articles.imports.wordpress import (
    Author,
    Break,
    Channel,
    Item,
    RefusedExport,
    Term,
    normalize,
    read,
    read_one,
)
from tests.articles import wxr


def clean(content: bytes) -> tuple[io.BytesIO, list[str]]:
    target = io.BytesIO()
    return target, normalize(io.BytesIO(content), target)


def events(content: bytes) -> list:
    return list(read(clean(content)[0]))


def titles(content: bytes) -> list[str]:
    return [each.get("title") for each in events(content) if isinstance(each, Item)]


def breaks(content: bytes) -> list[Break]:
    return [each for each in events(content) if isinstance(each, Break)]


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
@pytest.mark.parametrize("namespaces", [True, False])
def test_every_version_is_read_also_without_its_namespaces(version: str, namespaces: bool) -> None:
    content = wxr.export(
        wxr.author("ana", "Ana"),
        wxr.category("a", "A"),
        wxr.item(7, "One", "Text", terms=[("category", "a", "A")], meta=[("_thumbnail_id", "9")]),
        version=version,
        namespaces=namespaces,
    )
    author, term, channel, item = events(content)
    assert isinstance(author, Author)
    assert (author.login, author.name) == ("ana", "Ana")
    assert isinstance(term, Term)
    assert (term.taxonomy, term.slug, term.name) == ("category", "a", "A")
    assert channel == Channel("An old blog", wxr.SITE, version)
    assert (item.get("post_id"), item.get("content"), item.meta) == (
        "7",
        "Text",
        {"_thumbnail_id": "9"},
    )


def test_prefixes_are_the_files_own_choice() -> None:
    content = wxr.export(wxr.item(7, "One")).replace(b"xmlns:wp=", b"xmlns:w=")
    item = events(content.replace(b"wp:", b"w:"))[-1]
    assert item.get("post_id") == "7"


def test_each_element_can_be_read_again_from_its_place() -> None:
    file, _remarks = clean(wxr.export(wxr.author("ana"), wxr.item(1, "Ünö"), wxr.item(2, "Two")))
    found = [each for each in read(file) if not isinstance(each, Channel)]
    for each in found:
        again = read_one(file, offset=each.offset)
        again.line = each.line
        assert again == each


def test_damage_in_the_middle_is_told_by_its_line_and_the_rest_is_read() -> None:
    content = wxr.export(
        wxr.item(1, "One"), "<item><title>Bad</item>\n", wxr.item(2, "Two"), "<item><title>x\n",
        wxr.item(3, "Three"), "<item><title><![CDATA[ open </title></item>\n", wxr.item(4, "Four"),
    )  # fmt: skip
    assert titles(content) == ["One", "Two", "Three", "Four"]
    assert [each.line for each in breaks(content)] == [9, 11, 13]
    assert "line 9" in breaks(content)[0].reason


def test_a_file_that_was_cut_off_keeps_what_it_has() -> None:
    content = wxr.export(wxr.item(1, "One"), wxr.item(2, "Two", "x" * 500))[:-400]
    assert titles(content) == ["One"]
    assert len(breaks(content)) == 1


def test_a_file_that_is_damaged_everywhere_is_given_up_on() -> None:
    content = wxr.export("<item><title>Bad</item>\n" * 150)
    assert len(breaks(content)) == 101
    assert "too many places" in breaks(content)[-1].reason


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "http://evil.example/x.dtd">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_of_its_own_are_refused(declaration: str) -> None:
    content = wxr.export(wxr.item(1)).replace(b"<rss", declaration.encode() + b"<rss")
    with pytest.raises(RefusedExport, match="document type"):
        events(content)


@pytest.mark.parametrize("content", [b"<html><p>Hi</p></html>", b'<feed xmlns="x"/>'])
def test_another_kind_of_file_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedExport, match="not a WordPress export"):
        events(content)


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(RefusedExport, match="empty"):
        clean(b"")


def test_too_deep_is_refused() -> None:
    with pytest.raises(RefusedExport, match="deep"):
        events(wxr.export("<a>" * 100_000))


@pytest.mark.parametrize(
    ("encoding", "declared", "said"),
    [
        ("utf-8", "UTF-8", ""),
        ("utf-8-sig", "UTF-8", ""),
        ("utf-8", "ISO-8859-1", "UTF-8"),
        ("cp1252", "UTF-8", "Windows-1252"),
        ("cp1252", "ISO-8859-1", "CP1252"),
        ("cp1252", "nonsense", "Windows-1252"),
        ("utf-16", "UTF-16", "UTF-16"),
        ("utf-16-le", "UTF-16", "UTF-16-LE"),
        ("utf-8", "UTF-16", ""),
    ],
)
def test_the_encoding_is_what_the_bytes_are(encoding: str, declared: str, said: str) -> None:
    text = wxr.export(wxr.item(1, "Café")).decode().replace('"UTF-8"', f'"{declared}"')
    content = text.encode(encoding)
    assert titles(content) == ["Café"]
    remarks = " ".join(clean(content)[1])
    assert said in remarks
    assert bool(remarks) is bool(said)


def test_control_characters_are_taken_out_and_counted() -> None:
    content = wxr.export(wxr.item(1, "On\x00e\x08"))
    assert titles(content) == ["One"]
    assert clean(content)[1] == ["2 control characters were taken out."]


def test_entities_of_html_are_their_letters() -> None:
    content = wxr.export(wxr.item(1)).replace(
        wxr.cdata("A title").encode(), b"A&nbsp;b &copy; &x; &amp;"
    )
    assert titles(content) == ["A\xa0b © &x; &"]


def test_an_item_of_five_megabytes_is_read_and_a_larger_one_is_told(effort) -> None:
    large = wxr.item(1, "Large", "word " * 1_000_000)
    assert len(events(wxr.export(large))[-1].get("content")) == 4_999_999
    too_large = wxr.item(1, "Huge", "word " * 4_000_000)
    assert events(wxr.export(too_large, wxr.item(2)))[1].too_large


def test_comments_are_counted_and_not_kept() -> None:
    item = events(wxr.export(wxr.item(1, comments=3)))[-1]
    assert item.comments == 3
    assert "Nice" not in str(item)
