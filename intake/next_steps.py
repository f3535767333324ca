"""What a tap on "I called" means: the outcome, and what is to be done next by when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from intake.choices import NextAction, Outcome
from listings.office_hours import Office

# In office time. After a voicemail people get a day to call back.
WITHIN = {
    Outcome.NO_ANSWER: timedelta(hours=2),
    Outcome.VOICEMAIL: timedelta(hours=8),
    Outcome.REACHED: timedelta(hours=8),
}
LABELS = {
    Outcome.NO_ANSWER: _("No answer"),
    Outcome.VOICEMAIL: _("Left a voicemail"),
    Outcome.REACHED: _("Reached them"),
}


@dataclass(frozen=True, slots=True)
class NextStep:
    outcome: Outcome
    action: NextAction
    due_at: datetime

    @property
    def label(self) -> str:
        return str(LABELS[self.outcome])


def next_step(outcome: str, office: Office, *, at: datetime) -> NextStep:
    """The office may be shut for good; then it is wall time."""
    within = WITHIN[Outcome(outcome)]
    due_at = office.after(at, within) or at + within
    return NextStep(Outcome(outcome), NextAction.CALL, due_at)
