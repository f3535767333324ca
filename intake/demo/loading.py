from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import ProtectedError, Q

from intake import actions
from intake.choices import NextAction, Source
from intake.demo import recipients
from intake.demo.open_stories import OPEN
from intake.demo.past_weeks import past_weeks
from intake.demo.settled_stories import SETTLED
from intake.demo.story import Story
from intake.models import CallbackRequest, Contact, Wait
from intake.submissions import Submission
from listings.choices import Gender, Role
from listings.demo import demo_houses
from listings.models import House, Membership, Operator
from recovery_site.models import OutboxMessage, User

NAMESPACE = UUID("5c3b7a0e-5a5e-4f4b-9d1c-6b7f2a1d9e10")
STORIES = [*OPEN, *SETTLED, *past_weeks()]
# 555-0100 to 0199 belong to nobody, in any area.
AREAS = (561, 954)
COORDINATORS = {"dana@seagrape.example": "Dana Whitfield", "luis@seagrape.example": "Luis Ferrer"}


def uuid_of(story: Story) -> UUID:
    return uuid5(NAMESPACE, str(story.number))


def load(*, at: datetime) -> None:
    """Play the stories that are not there yet. Nobody is told of any of them."""
    operator = Operator.objects.get(is_site_owner=True)
    recipients.load(operator)
    there = set(_requests().values_list("uuid", flat=True))
    missing = [story for story in STORIES if uuid_of(story) not in there]
    if not missing:
        return
    player = Player(
        operator=operator,
        houses=list(House.objects.public(at=at).filter(operator=operator).order_by("pk")),
        staff=_coordinators(operator),
        at=at,
    )
    zone = ZoneInfo(operator.time_zone)
    with transaction.atomic():
        for story in sorted(missing, key=lambda story: story.asked.before(at, zone)):
            player.play(story)


def remove() -> None:
    """Everything that `load` made, and what staff did about it. Other requests stay, and so does
    the audit, with the colleagues that it names."""
    with transaction.atomic():
        requests = _requests()
        people = list(requests.values_list("requester_id", flat=True))
        keys = [str(uuid) for uuid in requests.values_list("uuid", flat=True)]
        OutboxMessage.objects.filter(payload__request__in=keys).delete()
        requests.delete()
        # A place in the line for an invented house goes with the house, whoever has it.
        Wait.objects.filter(Q(person__in=people) | Q(house__in=demo_houses())).delete()
        Contact.objects.filter(pk__in=people).delete()
        recipients.remove()
        for user in User.objects.filter(email__in=COORDINATORS):
            _remove_account(user)


def _requests():
    return CallbackRequest.objects.filter(uuid__in=[uuid_of(story) for story in STORIES])


def _remove_account(user: User) -> None:
    try:
        with transaction.atomic():
            user.delete()
    except ProtectedError:  # staff gave them something to do that stays
        user.is_active = False
        user.save(update_fields=["is_active"])


def _coordinators(operator: Operator) -> list[User]:
    """Invented colleagues, who have no password and so can't sign in."""
    staff = []
    for email, name in COORDINATORS.items():
        user = User.objects.filter(email=email).first()
        user = user or User.objects.create_user(email, name=name, is_staff=True)
        if not user.is_active:  # removed before, and the audit kept them
            user.is_active = True
            user.save(update_fields=["is_active"])
        Membership.objects.get_or_create(
            user=user, operator=operator, defaults={"role": Role.COORDINATOR}
        )
        staff.append(user)
    return staff


@dataclass
class Player:
    """Does what a story tells, with the clock of then."""

    operator: Operator
    houses: list[House]
    staff: list[User]
    at: datetime

    def play(self, story: Story) -> None:
        zone = ZoneInfo(self.operator.time_zone)
        by = self.staff[story.number % len(self.staff)]
        # Early in the morning some of today's moments are still to come.
        last = min(story.asked.before(self.at, zone), self.at - timedelta(minutes=1))
        request = self._ask(story, by, last)
        for step in story.steps:
            details = dict(step.details)
            if due := details.pop("next_due", None):
                details["next_due_at"] = due.before(self.at, zone)
            last = min(max(last, step.when.before(self.at, zone)), self.at)
            getattr(self, f"_{step.what}")(request, by=by, at=last, **details)

    def _ask(self, story: Story, by: User, at: datetime) -> CallbackRequest:
        answers = dict(story.answers)
        area, line = divmod(answers.pop("phone_of", story.number), 100)
        phone = f"+1{AREAS[area]}5550{100 + line}"
        house = self._house(story)
        what = Submission(
            name=story.name,
            phone=phone,
            email=story.email,
            for_whom=story.for_whom,
            house=house,
            **answers,
        )
        known: dict[str, Any] = {"operator": self.operator, "what": what, "at": at}
        known["uuid"] = uuid_of(story)
        if story.source == Source.WEB:
            return actions.submit_request(**known, notify=False)
        return actions.enter_request(**known, source=story.source, by=by)

    def _house(self, story: Story) -> House | None:
        if story.house is None or not self.houses:
            return None
        return self.houses[story.house % len(self.houses)]

    def _attempt(self, request: CallbackRequest, *, by: User, at: datetime, **details: Any) -> None:
        details.setdefault("next_action", NextAction.CALL)
        actions.mark_opened(request=request, by=by, at=at)
        actions.record_attempt(request=request, by=by, at=at, **details)

    def _move(self, request: CallbackRequest, **details: Any) -> None:
        actions.move_request(request=request, **details)

    def _wait(self, request: CallbackRequest, **details: Any) -> None:
        house = request.house
        gender = house.gender if house else Gender.ALL
        actions.join_waitlist(request=request, house=house, gender=gender, **details)

    def _note(self, request: CallbackRequest, **details: Any) -> None:
        actions.add_note(request=request, **details)

    def _assign(self, request: CallbackRequest, *, by: User, at: datetime) -> None:
        actions.assign_request(request=request, to=by, by=by, at=at)

    def _release(self, request: CallbackRequest, *, by: User, at: datetime) -> None:
        actions.release_request(request=request, by=by, at=at)
        OutboxMessage.objects.filter(payload__request=str(request.uuid)).delete()
