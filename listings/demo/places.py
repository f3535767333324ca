from listings.choices import Taxonomy
from listings.demo.content import demo_id, read
from listings.models import CertifyingBody, City, TaxonomyTerm

Terms = dict[tuple[str, str], TaxonomyTerm]
Bodies = dict[str, CertifyingBody]


def cities() -> dict[str, City]:
    """By key; one that staff made under the same address is used as it is."""
    return {key: _city(key, content) for key, content in read("cities").items()}


def _city(key: str, content: dict) -> City:
    known = City.objects.filter(slug=content["slug"]).first()
    if known:
        return known
    values = {name: content[name] for name in ("name", "slug", "latitude", "longitude")}
    city = City.objects.create(uuid=demo_id("city", key), state="FL", county="Palm Beach", **values)
    city.texts.create(language="en", intro=content["intro"].strip())
    return city


def terms() -> Terms:
    """Amenities, languages and so on by kind and code; a known one is used as it is."""
    return {
        (taxonomy.value, code): TaxonomyTerm.objects.get_or_create(
            taxonomy=taxonomy, code=code, defaults={"name": name, "position": position}
        )[0]
        for taxonomy in Taxonomy
        for position, (code, name) in enumerate(read("terms")[taxonomy.value].items(), start=1)
    }


def bodies() -> Bodies:
    """By key; one that staff made under the same short name is used as it is."""
    return {
        key: CertifyingBody.objects.get_or_create(
            short_name=content["short_name"], defaults=content
        )[0]
        for key, content in read("certifying_bodies").items()
    }


def remove_unused() -> None:
    """Takes the demo's cities, terms and bodies away that no house of staff's uses."""
    ids = [demo_id("city", key) for key in read("cities")]
    City.objects.filter(uuid__in=ids, houses__isnull=True).delete()
    names = [content["short_name"] for content in read("certifying_bodies").values()]
    CertifyingBody.objects.filter(short_name__in=names, certifications__isnull=True).delete()
    for taxonomy in Taxonomy:
        codes = read("terms")[taxonomy.value]
        unused = TaxonomyTerm.objects.filter(taxonomy=taxonomy, house__isnull=True)
        unused.filter(code__in=codes).delete()
