"""Every address of the back office and who may open it, written down by hand.

Letters stand for roles: Owner, Coordinator, House manager, Editor, Reviewer, read only (V for
viewer), each at the operator that owns the site.
"""

from collections.abc import Iterator

from django.contrib import admin
from django.urls import URLPattern, URLResolver

from listings.choices import Role

LETTERS = {
    "O": Role.OWNER,
    "C": Role.COORDINATOR,
    "H": Role.HOUSE_MANAGER,
    "E": Role.EDITOR,
    "R": Role.REVIEWER,
    "V": Role.READ_ONLY,
}
ALL = "OCHERV"

# For each model: who reads its list, a page and its history, who adds, who deletes.
MODELS = {
    "auth_group": ("", "", ""),
    "recovery_site_auditevent": ("O", "", ""),
    "recovery_site_outboxmessage": ("OC", "", ""),
    "recovery_site_user": ("O", "", ""),
    "listings_operator": (ALL, "", ""),
    "listings_city": (ALL, "O", "O"),
    "listings_taxonomyterm": (ALL, "O", "O"),
    "listings_certifyingbody": (ALL, "O", "O"),
    "listings_house": (ALL, "O", "O"),
    "listings_room": (ALL, "O", "O"),
    "listings_bed": (ALL, "O", "O"),
    "listings_certification": (ALL, "O", "O"),
    "listings_sheetimport": ("O", "O", "O"),
    "articles_article": ("OCERV", "OER", "OR"),
    "articles_page": ("OCERV", "OER", "OR"),
    "articles_topic": ("OCERV", "OER", "OR"),
    "articles_picture": ("OCERV", "OER", "OR"),
    "articles_person": ("OCERV", "OER", "OR"),
    "articles_forbiddenclaim": ("OCERV", "OR", "OR"),
    "articles_wording": ("OCERV", "OER", "OR"),
    "articles_formerpath": ("OER", "OR", "OR"),
    "articles_importrun": ("OER", "OER", ""),
    "intake_callbackrequest": ("OC", "OC", ""),
    "intake_contact": ("OC", "", ""),
    "intake_noticerecipient": ("OC", "O", "O"),
    "intake_wait": ("OC", "", ""),
}

# Pages beside those that Django makes for each model.
OTHERS = {
    "auth_user_password_change": "",
    **{f"recovery_site_user_{name}": "O" for name in ("end", "give", "link")},
    "listings_operator_invite": "O",
    "listings_house_beds": ALL,
    "listings_house_mine": "OCH",
    "listings_house_preview": ALL,
    "listings_house_check": ALL,
    "listings_house_totals": "O",
    "listings_house_occupancy": ALL,
    "listings_bed_board": ALL,
    "listings_house_photo": ALL,
    **{f"listings_sheetimport_{name}": "O" for name in ("start", "undo", "mistakes")},
    "listings_sheetimport_export": ALL,
    "listings_sheetimport_template": "O",
    "listings_house_simple_history": ALL,
    "listings_certification_simple_history": ALL,
    "articles_article_simple_history": "OCERV",
    "articles_page_simple_history": "OCERV",
    "articles_topic_simple_history": "OCERV",
    "articles_links": "OER",
    "articles_links_count": "OER",
    "articles_links_table": "OER",
    "articles_link": "OER",
    "articles_paste": "OER",
    "articles_picture_choose": "OCERV",
    "articles_article_check": "OER",
    "articles_importrun_start": "OER",
    "articles_importrun_stop": "OER",
    "articles_importrun_table": "OER",
    "intake_callbackrequest_find": "OC",
    "intake_callbackrequest_export": "OC",
    "intake_callbackrequest_erase": "O",
    "intake_callbackrequest_numbers": "OCV",
    "intake_callbackrequest_numbers_csv": "OCV",
    **dict.fromkeys(
        (
            f"intake_callbackrequest_{name}"
            for name in [
                "quick",
                "start",
                "attempt",
                "permit",
                "note",
                "move",
                "assign",
                "hold",
                "wait",
                "release",
                "notify",
            ]
        ),
        "OC",
    ),
    "intake_noticerecipient_test": "O",
    **{f"intake_wait_{name}": "OC" for name in ("keep", "end", "offer")},
}

# For everybody in the back office: they show or change nothing of anybody's.
COMMON = {
    "index",
    "login",
    "logout",
    "password_change",
    "password_change_done",
    "autocomplete",  # its rows are those of the list: see `test_autocompletes_offer_own_rows`
    "jsi18n",
    "view_on_site",
    "app_list",
}


def names(patterns=None) -> Iterator[str]:
    """Of all addresses of the back office, read from its URL map."""
    for pattern in admin.site.urls[0] if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from names(pattern.url_patterns)
        elif isinstance(pattern, URLPattern) and pattern.name:
            yield pattern.name


def readers_of(name: str) -> set[Role] | None:
    """Who may open the page of that name; None where nobody has written it down."""
    letters = OTHERS.get(name)
    if letters is None:
        model, _, page = name.rpartition("_")
        if model not in MODELS or page not in {"changelist", "change", "history", "add", "delete"}:
            return None
        read, add, delete = MODELS[model]
        letters = {"add": add, "delete": delete}.get(page, read)
    return {LETTERS[letter] for letter in letters}
