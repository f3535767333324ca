"""What each role may do, as Django's permissions. `docs/reference/roles.md` says it in words.

Some of it holds for the whole site, like writing articles. That comes with a role at the
operator that owns the site; the same role at another operator is for that operator's houses.
"""

from collections.abc import Iterable
from functools import cache

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.utils.translation import gettext_lazy as _

from listings.choices import Role

ALL = ("view", "add", "change", "delete")
EDIT = ("view", "add", "change")
VIEW = ("view",)


def _may(verbs: Iterable[str], app: str, models: str) -> frozenset[str]:
    return frozenset(f"{app}.{verb}_{model}" for model in models.split() for verb in verbs)


HOUSE_PARTS = (
    "house room bed bedinterval certification photo rate housetext "
    "housewelcome houseprogram housemedication houserules housecosts"
)
SHARED_PLACES = "city citytext taxonomyterm certifyingbody"
OFFICE = "operator officehours holiday membership"
WRITING = "article articlequestion articlesource allowedphrase page topic picture person"
REQUEST_PARTS = "callbackrequest contact attempt note wait"

_READS_HOUSES = _may(VIEW, "listings", f"{HOUSE_PARTS} operator officehours holiday")
_READS_PLACES = _may(VIEW, "listings", SHARED_PLACES)
_READS_WRITING = _may(VIEW, "articles", f"{WRITING} forbiddenclaim wording")
_SEES_FIGURES = frozenset({"intake.view_numbers"})

_WORKS_ON_REQUESTS = (
    _may(EDIT, "intake", REQUEST_PARTS)
    | _may(VIEW, "intake", "noticerecipient")
    | _SEES_FIGURES
    | {"intake.export_nameless_callbackrequest"}
)
_WRITES = (
    _may(EDIT, "articles", WRITING)
    | _may(EDIT, "articles", "wording importrun")
    | _may(VIEW, "articles", "forbiddenclaim formerpath")
)
_REVIEWS = (
    _WRITES
    | _may(ALL, "articles", f"{WRITING} forbiddenclaim wording formerpath")
    | {"articles.publish_article", "articles.publish_page"}
)

IN_WORDS = {
    Role.OWNER: _("Owner: everything of the operator, staff accounts and exports too"),
    Role.COORDINATOR: _("Intake coordinator: works on requests, holds and fills beds"),
    Role.HOUSE_MANAGER: _("House manager: changes and confirms beds, sees no requests"),
    Role.EDITOR: _("Editor: writes articles and pages, sees no requests"),
    Role.REVIEWER: _("Reviewer: an editor who publishes"),
    Role.READ_ONLY: _("Read only: houses, articles and figures, no requests"),
}

# At every operator.
OF_OPERATOR: dict[Role, frozenset[str]] = {
    Role.OWNER: (
        _may(ALL, "listings", f"{HOUSE_PARTS} {OFFICE} sheetimport")
        | _WORKS_ON_REQUESTS
        | _may(ALL, "intake", "noticerecipient")
        | {"intake.export_callbackrequest", "intake.delete_callbackrequest"}
    )
    - {"listings.add_operator", "listings.delete_operator"},
    Role.COORDINATOR: _READS_HOUSES | {"listings.change_bed"} | _WORKS_ON_REQUESTS,
    Role.HOUSE_MANAGER: _READS_HOUSES | {"listings.change_bed"},
    Role.EDITOR: _READS_HOUSES,
    Role.REVIEWER: _READS_HOUSES,
    Role.READ_ONLY: _READS_HOUSES | _SEES_FIGURES,
}

# Only at the operator that owns the site.
OF_SITE: dict[Role, frozenset[str]] = {
    Role.OWNER: (
        _may(ALL, "listings", SHARED_PLACES)
        | _REVIEWS
        | _may(("view", "change"), "recovery_site", "user")
        | {"recovery_site.manage_access"}
        | _may(("view", "change"), "recovery_site", "outboxmessage")
        | _may(VIEW, "recovery_site", "auditevent")
    ),
    Role.COORDINATOR: (
        _READS_PLACES | _READS_WRITING | _may(("view", "change"), "recovery_site", "outboxmessage")
    ),
    Role.HOUSE_MANAGER: _READS_PLACES,
    Role.EDITOR: _READS_PLACES | _WRITES,
    Role.REVIEWER: _READS_PLACES | _REVIEWS,
    Role.READ_ONLY: _READS_PLACES | _READS_WRITING,
}


@cache
def permissions_of(role: str, *, owns_site: bool) -> frozenset[str]:
    """Like "listings.change_bed", of a role at one operator."""
    known = Role(role)
    return OF_OPERATOR[known] | OF_SITE[known] if owns_site else OF_OPERATOR[known]


@cache
def roles_with(permission: str) -> list[str]:
    """The roles that have it for what belongs to an operator."""
    return [role for role in Role if permission in OF_OPERATOR[role]]


def granted_by_hand(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    """By a superuser, to this account or a group, beside its roles."""
    return ModelBackend().has_perm(user, permission)
