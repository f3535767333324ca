"""The lists that editors start with. Staff change them; what is there already stays."""

from django.db import migrations

CLAIMS = {
    "guarantee": "Nobody can promise how a recovery goes.",
    "100 % confidential": "Nobody can keep every secret: a court or an emergency may end it.",
    "completely confidential": "Nobody can keep every secret: a court or an emergency may end it.",
    "HIPAA compliant": "A recovery residence is not a health care provider under that law.",
    "HIPAA compliance": "A recovery residence is not a health care provider under that law.",
    "success rate": "Nobody counts it in the same way, so the figure says nothing.",
    "miracle cure": "There is no cure of that kind.",
    "risk-free": "Nothing here is without a risk.",
}
WORDINGS = {
    "addict": "person with an addiction",
    "an alcoholic": "person with an alcohol use disorder",
    "recovering alcoholic": "person in recovery",
    "junkie": "person who uses drugs",
    "drug user": "person who uses drugs",
    "abuse drugs": "use drugs",
    "drug abuser": "person who uses drugs",
    "substance abuse problem": "substance use disorder",
    "substance abuser": "person with a substance use disorder",
    "former addict": "person in recovery",
    "dirty urine": "a test that found something",
    "dirty test": "a test that found something",
    "get clean": "stop using",
    "stay clean": "stay in recovery",
    "clean time": "time in recovery",
    "opioid substitution": "medication for opioid use disorder",
    "medication-assisted treatment": "medication for opioid use disorder",
}


def add(apps, schema_editor):
    claims = apps.get_model("articles", "ForbiddenClaim").objects
    wordings = apps.get_model("articles", "Wording").objects
    for phrase, why in CLAIMS.items():
        claims.get_or_create(phrase=phrase, defaults={"why": why})
    for phrase, instead in WORDINGS.items():
        wordings.get_or_create(phrase=phrase, defaults={"instead": instead})


def take_out(apps, schema_editor):
    apps.get_model("articles", "ForbiddenClaim").objects.filter(phrase__in=CLAIMS).delete()
    apps.get_model("articles", "Wording").objects.filter(phrase__in=WORDINGS).delete()


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_words_and_reviews")]
    operations = [migrations.RunPython(add, take_out)]
