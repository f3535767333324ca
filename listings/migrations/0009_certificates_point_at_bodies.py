"""Each text that stood on a certificate becomes a certifying body, in the history as well.

The text is the body's short name, so going back loses nothing. What is publicly known of two
bodies is filled in; staff complete the rest.
"""

from django.db import migrations

FARR = {
    "name": "Florida Association of Recovery Residences",
    "registry_url": "https://farronline.org/",
    "code_of_ethics_url": "https://farronline.org/",
    "grievance_url": "https://farronline.org/",
}
OXFORD_HOUSE = {"name": "Oxford House, Inc.", "registry_url": "https://www.oxfordhouse.org/"}
KNOWN = {
    "farr": FARR,
    "oxford house": OXFORD_HOUSE,
    "oxford house charter": OXFORD_HOUSE,
}
MODELS = ("Certification", "HistoricalCertification")


def point_at_bodies(apps, schema_editor):
    body_model = apps.get_model("listings", "CertifyingBody")
    for name in MODELS:
        certificates = apps.get_model("listings", name).objects.all()
        for text in sorted(set(certificates.order_by().values_list("body_text", flat=True))):
            facts = KNOWN.get(text.strip().casefold(), {"name": text})
            body, _new = body_model.objects.get_or_create(short_name=text, defaults=facts)
            certificates.filter(body_text=text).update(body=body)


def name_bodies(apps, schema_editor):
    for body in apps.get_model("listings", "CertifyingBody").objects.all():
        for name in MODELS:
            certificates = apps.get_model("listings", name).objects.filter(body_id=body.pk)
            certificates.update(body_text=body.short_name)


class Migration(migrations.Migration):
    dependencies = [("listings", "0008_certifying_bodies")]

    operations = [migrations.RunPython(point_at_bodies, name_bodies)]
