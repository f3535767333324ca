from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from intake.choices import Channel, CloseReason, Direction, NextAction, Outcome, Status
from intake.held_beds import bed_words
from intake.models import CallbackRequest
from intake.next_steps import WITHIN
from intake.phones import parse
from intake.references import as_reference
from listings.models import Bed, Membership
from recovery_site.models import User

MAY_WORK = "intake.change_callbackrequest"
NEITHER = _(
    "This is no phone number with its area code, like 561-555-0142, no e-mail, and no reference, "
    "which has six letters or digits, like K7F-2QD."
)


HOLD_HOURS = [
    ("4", _("4 hours")),
    ("24", _("1 day")),
    ("48", _("2 days")),
    ("72", _("3 days")),
    ("168", _("1 week")),
]


def members_for(request: CallbackRequest) -> QuerySet:
    """Keys of the accounts whose role is to work on this request."""
    members = Membership.objects.with_permission(MAY_WORK).filter(operator=request.operator_id)
    return members.filter(Q(houses=None) | Q(houses=request.house_id)).values("user")


class DateTimeInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class OfPage(forms.Form):
    """Says which version of the request its page showed."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class QuickForm(OfPage):
    outcome = forms.ChoiceField(choices=[(outcome, outcome) for outcome in WITHIN])


class AttemptForm(OfPage):
    """Any attempt, also one of an hour ago. Times are the operator's. `at` is now."""

    direction = forms.ChoiceField(
        label=_("Who reached out?"),
        choices=Direction.choices,
        initial=Direction.OUTBOUND,
        widget=forms.RadioSelect,
    )
    channel = forms.ChoiceField(label=_("By"), choices=Channel.choices, widget=forms.RadioSelect)
    outcome = forms.ChoiceField(label=_("What came of it?"), choices=Outcome.choices)
    happened_at = forms.DateTimeField(
        label=_("When?"), help_text=_("Empty: just now."), required=False, widget=DateTimeInput
    )
    next_action = forms.ChoiceField(
        label=_("Next step"), choices=NextAction.choices, initial=NextAction.CALL
    )
    next_due_at = forms.DateTimeField(label=_("Due"), required=False, widget=DateTimeInput)
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, at: datetime, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_happened_at(self) -> datetime:
        happened_at = self.cleaned_data["happened_at"] or self.at
        if happened_at > self.at:
            raise ValidationError(_("This is in the future. Write when it happened."))
        return happened_at

    def clean(self) -> None:
        data = self.cleaned_data
        channel, outcome = data.get("channel"), data.get("outcome")
        if outcome == Outcome.VOICEMAIL and channel != Channel.CALL:
            self.add_error("outcome", _("Only a call can end in a voicemail."))
        if outcome == Outcome.SENT and channel == Channel.CALL:
            self.add_error("outcome", _("A call is not sent. Choose what came of it."))
        if data.get("next_action") == NextAction.NONE:
            data["next_due_at"] = None
        elif not data.get("next_due_at") and "next_due_at" not in self.errors:
            self.add_error("next_due_at", _("Say by when, or choose “nothing” as the next step."))


class StartForm(OfPage):
    """`anyway`: though a colleague has started and logged nothing."""

    channel = forms.ChoiceField(choices=Channel.choices)
    anyway = forms.BooleanField(required=False)


class PermissionsForm(OfPage):
    may_leave_voicemail = forms.BooleanField(label=_("We may leave a voicemail"), required=False)
    may_send_texts = forms.BooleanField(label=_("We may send texts"), required=False)
    may_say_who_calls = forms.BooleanField(label=_("We may say who is calling"), required=False)


class HoldForm(OfPage):
    """A bed that is open and fits, and for how long it is kept."""

    bed = forms.ModelChoiceField(
        label=_("Which bed?"), queryset=Bed.objects.none(), empty_label=_("Choose a bed")
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"), choices=HOLD_HOURS, initial="48", coerce=int
    )

    def __init__(self, *args, beds: QuerySet[Bed], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bed"].queryset = beds
        self.fields["bed"].label_from_instance = bed_words

    @property
    def has_beds(self) -> bool:
        return self.fields["bed"].queryset.exists()


class NoteForm(forms.Form):
    body = forms.CharField(
        label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(OfPage):
    """`reason` is for closing."""

    to = forms.ChoiceField(choices=Status.choices, widget=forms.HiddenInput)
    reason = forms.ChoiceField(
        label=_("Why?"), choices=[("", _("Choose a reason")), *CloseReason.choices], required=False
    )

    def clean(self) -> None:
        to, reason = self.cleaned_data.get("to"), self.cleaned_data.get("reason")
        if to == Status.CLOSED and not reason and "reason" not in self.errors:
            self.add_error("reason", _("Choose why it is closed."))


class AssignForm(OfPage):
    to = forms.ModelChoiceField(
        label=_("Who has it?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("Nobody"),
    )

    def __init__(self, *args, request: CallbackRequest, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        working = User.objects.filter(is_active=True, is_staff=True, pk__in=members_for(request))
        people = working | User.objects.filter(pk=by.pk)
        self.fields["to"].queryset = people.order_by("name", "pk")


class FindForm(forms.Form):
    """One field for all that a person may say of themselves on the phone.

    Valid, it knows `phone`, `email` and `reference`; two of them are "".
    """

    wanted = forms.CharField(
        label=_("Phone, e-mail or reference"),
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type a phone, an e-mail or a reference.")},
    )

    def clean_wanted(self) -> str:
        text = self.cleaned_data["wanted"]
        self.phone, self.email, self.reference = "", "", as_reference(text)
        if "@" in text:
            self.email = forms.EmailField().clean(text)
        elif not self.reference:
            self.phone = self._phone(text)
        return text

    def _phone(self, text: str) -> str:
        try:
            return parse(text)
        except ValidationError:
            raise ValidationError(NEITHER) from None
