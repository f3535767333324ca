"""The databases' own full-text search over the words of houses."""

from django.db import migrations

from recovery_site.full_text import full_text_index


class Migration(migrations.Migration):
    dependencies = [("listings", "0003_search")]

    operations = [full_text_index("listings_searchtext", "words")]
