from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from intake.choices import ForWhom, HeardFrom, Source
from intake.forms.asking import AskingForm
from intake.forms.fields import one_of, or_none

ASK = {
    "first_name": _("First name or alias"),
    "for_whom": _("Who is it for?"),
    "organisation": _("A professional’s organization"),
    "role": _("A professional’s role"),
    "channel": _("How should we reach them?"),
    "preferred_window": _("When is a good time for them?"),
    "time_zone": _("Their time zone"),
    "may_leave_voicemail": _("Ask: “May we leave a voicemail?” They said yes."),
    "may_send_texts": _("Ask: “May we send you texts?” They said yes."),
    "may_say_who": _("Ask: “If someone else answers, may we say who is calling?” They said yes."),
    "move_in": _("When do they hope to move in?"),
    "language": _("Language they prefer"),
    "heard_from": _("How did they hear of us?"),
    "message": _("What they said"),
}


class EntryForm(AskingForm):
    """What staff write down while somebody calls or stands at the door."""

    source = one_of(
        _("They came by"),
        [choice for choice in Source.choices if choice[0] != Source.WEB],
        radios=True,
        initial=Source.PHONE,
        missing=_("Choose how they came to us."),
    )
    field_order = ["source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, choose_house=True, **kwargs)
        for name, label in ASK.items():
            self.fields[name].label = label
        cast(Any, self.fields["for_whom"]).choices = [(value, value.for_staff) for value in ForWhom]
        reasons = or_none(HeardFrom.choices, _("They did not say"))
        cast(Any, self.fields["heard_from"]).choices = reasons
        self.fields["first_name"].help_text = ""
        self.fields["first_name"].error_messages["required"] = _("Write a name or an alias.")
        self.fields["message"].help_text = _("No medical details.")

    def clean(self) -> None:
        super().clean()
        self.source = self.cleaned_data.pop("source", "")
