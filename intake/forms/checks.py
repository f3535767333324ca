"""What the answers of one form have to say together."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.choices import Channel, ForWhom

NO_WAY = _("Give us a phone number or an e-mail address.")
NO_EMAIL = _("You asked for an e-mail. Write your address here.")
NO_TEXT_PHONE = _("You asked for a text. Write your phone number here.")
NO_CALL_PHONE = _("You asked for a call. Write your phone number, or choose e-mail below.")
NO_PERMISSION = _("You asked for a text. Tick this, so that we may send one.")
NO_ORGANIZATION = _("Tell us where you work.")

OF_PROFESSIONALS = {"organisation": "", "role": "", "planned_discharge_on": None}


def check_ways_to_reach(form: forms.Form) -> None:
    """There is a way to reach them, and it fits the channel that they chose."""
    data, channel = form.cleaned_data, form.cleaned_data.get("channel")
    # A number that we could not read has an error of its own already.
    phone = data.get("phone") or "phone" in form.errors
    email = data.get("email") or "email" in form.errors
    if not phone and not email:
        form.add_error("phone", NO_WAY)
    elif channel == Channel.EMAIL and not email:
        form.add_error("email", NO_EMAIL)
    elif channel == Channel.CALL and not phone:
        form.add_error("phone", NO_CALL_PHONE)
    elif channel == Channel.TEXT and not phone:
        form.add_error("phone", NO_TEXT_PHONE)
    if channel == Channel.TEXT and not data.get("may_send_texts"):
        form.add_error("may_send_texts", NO_PERMISSION)


def check_profession(form: forms.Form) -> None:
    """A professional says for whom they work. From anybody else we keep none of it."""
    if form.cleaned_data.get("for_whom") == ForWhom.CLIENT:
        if "organisation" not in form.errors and not form.cleaned_data.get("organisation"):
            form.add_error("organisation", NO_ORGANIZATION)
        return
    for name, nothing in OF_PROFESSIONALS.items():
        form.errors.pop(name, None)
        form.cleaned_data[name] = nothing
