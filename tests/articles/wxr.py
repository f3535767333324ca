"""WordPress exports, made from what the format is described to be."""

import io
import zipfile
from xml.sax.saxutils import escape

from tests.factories.articles import picture_bytes

SITE = "https://old.example"
NAMESPACES = {
    "1.0": "http://wordpress.org/export/1.0/",
    "1.1": "http://wordpress.org/export/1.1/",
    "1.2": "http://wordpress.org/export/1.2/",
}
DATED = "2019-05-04 08:30:00"


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def author(login: str, name: str = "") -> str:
    return (
        f"<wp:author><wp:author_login>{cdata(login)}</wp:author_login>"
        f"<wp:author_email>{cdata(login + '@old.example')}</wp:author_email>"
        f"<wp:author_display_name>{cdata(name)}</wp:author_display_name></wp:author>"
    )


def category(slug: str, name: str, parent: str = "") -> str:
    return (
        f"<wp:category><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent>"
        f"<wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>"
    )


def tag(slug: str, name: str) -> str:
    words = f"<wp:tag_slug>{slug}</wp:tag_slug><wp:tag_name>{cdata(name)}</wp:tag_name>"
    return f"<wp:tag>{words}</wp:tag>"


def item(number: int | str, title: str = "A title", content: str = "", **fields: str) -> str:
    """`terms` are (taxonomy, slug, name); `meta` are (key, value); all other fields are parts."""
    terms = fields.pop("terms", ())
    meta = fields.pop("meta", ())
    comments = fields.pop("comments", 0)
    kind = fields.pop("kind", "post")
    parts = {
        "link": f"{SITE}/2019/05/{fields.get('post_name') or f'post-{number}'}/",
        "dc:creator": cdata("ana"),
        "post_date": DATED,
        "post_date_gmt": DATED,
        "post_name": f"post-{number}",
        "status": "publish",
        "post_parent": "0",
        "post_password": "",
    } | fields
    inside = "".join(
        f"<{name}>{value}</{name}>"
        for name, value in (
            (name if ":" in name or name in {"link", "pubDate", "guid"} else f"wp:{name}", value)
            for name, value in parts.items()
        )
    )
    return (
        f"<item><title>{cdata(title)}</title>{inside}"
        f"<content:encoded>{cdata(content)}</content:encoded>"
        f"<wp:post_id>{number}</wp:post_id><wp:post_type>{kind}</wp:post_type>"
        + "".join(
            f'<category domain="{domain}" nicename="{slug}">{cdata(name)}</category>'
            for domain, slug, name in terms
        )
        + "".join(
            f"<wp:postmeta><wp:meta_key>{key}</wp:meta_key>"
            f"<wp:meta_value>{cdata(value)}</wp:meta_value></wp:postmeta>"
            for key, value in meta
        )
        + "<wp:comment><wp:comment_content>Nice</wp:comment_content></wp:comment>" * comments
        + "</item>\n"
    )


def attachment(number: int, path: str, title: str = "A door", **fields: str) -> str:
    url = f"{SITE}/wp-content/uploads/{path}"
    given = {"kind": "attachment", "status": "inherit", "attachment_url": escape(url)}
    return item(number, title, **given | fields)


def export(*parts: str, version: str = "1.2", namespaces: bool = True, site: str = SITE) -> bytes:
    spaces = (
        f'xmlns:wp="{NAMESPACES[version]}" xmlns:excerpt="{NAMESPACES[version]}excerpt/" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8" ?>\n'
        f'<rss version="2.0" {spaces if namespaces else ""}>\n<channel>\n'
        f"<title>An old blog</title>\n<link>{site}</link>\n"
        f"<wp:wxr_version>{version}</wp:wxr_version>\n<wp:base_blog_url>{site}</wp:base_blog_url>\n"
    )
    return (head + "".join(parts) + "</channel>\n</rss>\n").encode()


def uploads_zip(*paths: str, **others: bytes) -> io.BytesIO:
    """A zip of wp-content/uploads with a picture at each of `paths`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for path in paths:
            archive.writestr(f"uploads/{path}", picture_bytes().getvalue())
        for path, content in others.items():
            archive.writestr(path, content)
    file.seek(0)
    file.name = "uploads.zip"
    return file
