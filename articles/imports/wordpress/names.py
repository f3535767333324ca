"""The names in an export, whatever prefixes they come with."""

# The end of a namespace's address, in every version of the format, and the prefix WordPress writes.
_KNOWN = (
    ("/excerpt/", "excerpt"),
    ("purl.org/rss/1.0/modules/content/", "content"),
    ("purl.org/dc/elements/1.1/", "dc"),
)
_OWN = "wordpress.org/export/"

# The parts of an item that are read; all others are passed over without being kept.
ITEM_PARTS = {
    "title": "title",
    "link": "link",
    "pubDate": "pubDate",
    "guid": "guid",
    "dc:creator": "creator",
    "content:encoded": "content",
    "excerpt:encoded": "excerpt",
    **{
        f"wp:{name}": name
        for name in (
            "post_id", "post_date", "post_date_gmt", "post_modified", "post_modified_gmt",
            "post_name", "status", "post_parent", "menu_order", "post_type", "post_password",
            "is_sticky", "attachment_url",
        )
    },
}  # fmt: skip
AUTHOR_PARTS = {"wp:author_login": "login", "wp:author_display_name": "name"}
TERM_PARTS = {
    "wp:term_taxonomy": "taxonomy",
    "wp:category_nicename": "slug", "wp:tag_slug": "slug", "wp:term_slug": "slug",
    "wp:cat_name": "name", "wp:tag_name": "name", "wp:term_name": "name",
    "wp:category_description": "about", "wp:tag_description": "about",
    "wp:term_description": "about",
    "wp:category_parent": "parent", "wp:term_parent": "parent",
}  # fmt: skip
TERMS = {"wp:category": "category", "wp:tag": "post_tag", "wp:term": ""}
META = {"_thumbnail_id", "_wp_attachment_image_alt", "_wp_attached_file", "footnotes"}


class Names:
    """Knows a part by its namespace, and by its prefix where no namespace is declared."""

    def __init__(self) -> None:
        self.prefixes: dict[str, str] = {}

    def declare(self, attributes: dict[str, str]) -> None:
        for name, address in attributes.items():
            if name.startswith("xmlns:"):
                self.prefixes[name.removeprefix("xmlns:")] = _canonical(address)

    def __getitem__(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        if not colon:
            return name
        return f"{self.prefixes.get(prefix) or prefix}:{local}"


def _canonical(address: str) -> str:
    for ending, prefix in _KNOWN:
        if address.endswith(ending):
            return prefix
    return "wp" if _OWN in address else ""
