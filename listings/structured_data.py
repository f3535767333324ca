from typing import Any

from listings.choices import Allowed, RatePeriod, Taxonomy, Tone
from listings.models import House, Rate
from listings.presenters.rows import chosen, fact, group, terms, text
from listings.presenters.sections import ACCESS
from recovery_site.structured_data import Data, absolute, known, organization_id

PERIOD_CODES = {RatePeriod.WEEK: "WEE", RatePeriod.MONTH: "MON"}  # UN/CEFACT
IN_STOCK = "https://schema.org/InStock"


def house_data(house: House, rooms: list[Any]) -> Data:
    """A house as the house page reads it; `rooms` are those of `presenters.rooms_of`.

    It is a Product as well where it has a price: only a product may have offers.
    """
    offers = [_offer(rate, rooms) for rate in house.all_rates]
    return {
        "@type": ["House", "Product"] if offers else "House",
        "@id": absolute(house.get_absolute_url()) + "#house",
        **known(
            name=house.name,
            url=absolute(house.get_absolute_url()),
            identifier=house.uuid.urn,
            description=text(house, "summary"),
            image=[absolute(photo.files.jpeg_url) for photo in house.all_photos],
            telephone=house.operator.phone_href.removeprefix("tel:"),
            address=_address(house),
            numberOfBedrooms=house.bedrooms,
            numberOfBathroomsTotal=float(house.bathrooms),
            floorSize=_square_feet(house.square_feet),
            amenityFeature=_amenities(house),
            petsAllowed=_pets(house),
            hasCertification=_certification(house),
            offers=offers,
        ),
    }


def _address(house: House) -> Data:
    """The town and no more; the ZIP where the house shows it."""
    return {
        "@type": "PostalAddress",
        **known(
            addressLocality=house.city.name,
            addressRegion=house.city.state,
            postalCode=house.zip_code if house.show_zip_code else "",
            addressCountry="US",
        ),
    }


def _square_feet(area: int | None) -> Data:
    if area is None:
        return {}
    return {"@type": "QuantitativeValue", "value": area, "unitCode": "FTK"}


def _amenities(house: House) -> list[Data]:
    """What the house has. What it lacks, and what nobody entered, is not told."""
    welcome: Any = group(house, "welcome")
    access = [
        str(welcome._meta.get_field(name).verbose_name) for name in ACCESS if fact(welcome, name)
    ]
    return [
        {"@type": "LocationFeatureSpecification", "name": name, "value": True}
        for name in terms(house, Taxonomy.AMENITY) + access
    ]


def _pets(house: House) -> bool | None:
    answer = fact(group(house, "rules"), "pets")
    return {Allowed.YES: True, Allowed.NO: False}.get(answer)


def _certification(house: House) -> Data:
    """The one that the page shows; nothing once it has ended."""
    certificate = house.certificate
    if certificate is None:
        return {}
    body = certificate.body
    return {
        "@type": "Certification",
        "name": certificate.label,
        "certificationIdentification": certificate.number,
        "expires": certificate.expires_on.isoformat(),
        "issuedBy": {"@type": "Organization", **known(name=body.name, url=body.registry_url)},
    }


def _offer(rate: Rate, rooms: list[Any]) -> Data:
    open_kinds = {
        room["room_type"] for room in rooms if any(bed["tone"] == Tone.OPEN for bed in room["beds"])
    }
    return {
        "@type": "Offer",
        "name": chosen(rate, "room_type"),
        "price": str(rate.amount),
        "priceCurrency": "USD",
        "priceSpecification": {
            "@type": "UnitPriceSpecification",
            "price": str(rate.amount),
            "priceCurrency": "USD",
            "unitCode": PERIOD_CODES[RatePeriod(rate.period)],
        },
        "seller": {"@id": organization_id()},
        **known(availability=IN_STOCK if rate.room_type in open_kinds else ""),
    }
