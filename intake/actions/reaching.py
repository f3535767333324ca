from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from intake.actions.locking import locked
from intake.choices import Rule
from intake.models import CallbackRequest, MarketingConsent
from intake.presence import Presence, at_it
from intake.rules import check_attempt
from recovery_site.actions import audit
from recovery_site.models import User

PERMISSIONS = ("may_leave_voicemail", "may_send_texts", "may_say_who_calls")


class NotNowError(Exception):
    """Reaching out is refused: `rules` say why, or `other` is at it already."""

    def __init__(self, rules: list[Rule], other: Presence | None = None) -> None:
        super().__init__(", ".join(rules))
        self.rules, self.other = rules, other

    @property
    def words(self) -> str:
        reasons = [self.other.words] if self.other else [str(rule.label) for rule in self.rules]
        return _("Not now: %(reasons)s") % {"reasons": " ".join(reasons)}


def start_attempt(
    *,
    request: CallbackRequest,
    channel: str,
    by: User,
    at: datetime,
    anyway: bool = False,
    version: int | None = None,
) -> CallbackRequest:
    """Let `by` reach out now. Who starts has the request, unless somebody has it.

    Raises NotNowError where a rule speaks against it, and where a colleague has started and
    logged nothing yet; only the latter can be done `anyway`. Raises StaleError as a move does.
    """
    with transaction.atomic():
        current = locked(request, version=version)
        if broken := check_attempt(current, channel=channel, at=at):
            raise NotNowError(broken)
        others = [one for one in at_it(current, at=at) if one.channel and one.who != by]
        if others and not anyway:
            raise NotNowError([], others[0])
        if current.assigned_to_id is None:
            current.assigned_to = by
            current.version += 1
            current.save(update_fields=["assigned_to", "version"])
        audit(action="started", of=current, by=by, at=at, fields=[channel])
        return current


def change_permissions(
    *,
    request: CallbackRequest,
    by: User,
    at: datetime,
    version: int | None = None,
    **permissions: bool,
) -> CallbackRequest:
    """What somebody allows from now on. Takes all of PERMISSIONS.

    A permission is given for this request. One that is taken back is taken back for every
    request from the same number, and texts for marketing with the other texts.
    """
    with transaction.atomic():
        current = locked(request, version=version)
        given = [name for name in PERMISSIONS if permissions[name] > getattr(current, name)]
        taken = [name for name in PERMISSIONS if permissions[name] < getattr(current, name)]
        for name in (*given, *taken):
            setattr(current, name, permissions[name])
        current.version += 1
        current.save(update_fields=[*PERMISSIONS, "version"])
        if given:
            audit(action="permitted", of=current, by=by, at=at, fields=given)
        if taken:
            _take_back(current, taken, at)
            audit(action="forbade", of=current, by=by, at=at, fields=taken)
        return current


def _take_back(current: CallbackRequest, taken: list[str], at: datetime) -> None:
    phone_hash = current.requester.phone_hash
    same = CallbackRequest.objects.filter(operator=current.operator_id)
    same.exclude(pk=current.pk).of_person(phone_hash=phone_hash).update(
        **dict.fromkeys(taken, False)
    )
    if "may_send_texts" in taken and phone_hash:
        MarketingConsent.objects.filter(
            contact__operator=current.operator_id,
            contact__phone_hash=phone_hash,
            withdrawn_at__isnull=True,
        ).update(withdrawn_at=at)
