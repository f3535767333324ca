from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from intake.channels import is_ready
from intake.choices import NoticeChannel
from intake.models import NoticeRecipient
from intake.recipients import address_hash, clean_address, shown_address
from listings.models import Operator

NO_TEXTS = _(
    "Text messages are not offered: no provider is set up on the server. The guide on notices "
    "says how."
)


class RecipientForm(forms.ModelForm):
    """`operators` are those whose list this member of staff keeps."""

    operators: list[Operator] = []

    address = forms.CharField(
        label=_("Address"),
        max_length=500,
        help_text=_(
            "For e-mail an address like desk@example.org, for a text a phone like 561-555-0142, "
            "for a web hook the whole address with https://. It is stored encrypted."
        ),
        widget=forms.TextInput(attrs={"class": "vTextField", "autocomplete": "off"}),
    )

    class Meta:
        model = NoticeRecipient
        fields = ("operator", "label", "step", "channel", "address", "hours", "is_active")
        help_texts = {
            "hours": _("The office hours are those of the operator, with its holidays."),
            "is_active": _("Untick it for a holiday. Nothing is lost: others are told."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self.instance
        if kept.pk:
            self.initial["address"] = shown_address(kept.channel, kept.address)
        elif self.operators:
            kept.operator = self.operators[0]
        if "operator" in self.fields:
            mine = [operator.pk for operator in self.operators]
            self.fields["operator"].queryset = Operator.objects.filter(pk__in=mine)
        channel = self.fields.get("channel")  # none for who may only look
        if channel:
            offered = [
                (value, label)
                for value, label in NoticeChannel.choices
                if is_ready(value) or value == kept.channel
            ]
            channel.choices = offered
            if not is_ready(NoticeChannel.TEXT):
                channel.help_text = NO_TEXTS

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("channel") and data.get("address"):
            try:
                data["address"] = clean_address(data["channel"], data["address"])
            except ValidationError as error:
                self.add_error("address", error)
            else:
                self._refuse_twice(data)
        return data

    def _refuse_twice(self, data: dict[str, Any]) -> None:
        same = NoticeRecipient.objects.filter(
            operator=data.get("operator") or self.instance.operator,
            step=data.get("step"),
            address_hash=address_hash(data["channel"], data["address"]),
        )
        if same.exclude(pk=self.instance.pk).exists():
            self.add_error("address", _("This address is told in this step already."))
