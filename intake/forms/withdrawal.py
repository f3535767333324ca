from typing import cast

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from intake.models import CallbackRequest


class Wish(TextChoices):
    NO_CALL = "no_call", _("Don’t call me any more")
    NO_TEXTS = "no_texts", _("Send me no more news and offers by text")
    ERASE = "erase", _("Delete what I told you")


class WithdrawalForm(forms.Form):
    wish = forms.ChoiceField(
        label=_("What should we do?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose one of these first."),
            "invalid_choice": _("Choose one of these first."),
        },
    )

    def __init__(self, *args, request: CallbackRequest, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        left = [(wish.value, wish.label) for wish in wishes(request)]
        cast(forms.ChoiceField, self.fields["wish"]).choices = left


def wishes(request: CallbackRequest) -> list[Wish]:
    """What there is left to wish."""
    agreed = request.requester.consents.filter(withdrawn_at=None).exists()
    return [
        *([] if request.is_settled else [Wish.NO_CALL]),
        *([Wish.NO_TEXTS] if agreed else []),
        Wish.ERASE,
    ]
