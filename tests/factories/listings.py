import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from listings import actions
from listings.choices import BedState, Gender, HouseStatus, Role, RoomType, Taxonomy
from listings.models import (
    Bed,
    BedInterval,
    Certification,
    CertifyingBody,
    City,
    House,
    HouseText,
    Membership,
    Operator,
    Photo,
    Rate,
    Room,
    TaxonomyTerm,
)
from tests.factories.accounts import make_staff

# A Wednesday, noon in New York.
NOON = datetime(2026, 3, 18, 16, 0, tzinfo=UTC)

_numbers = count(1)


def make_operator(**fields) -> Operator:
    """The site's owner, if there is none yet; open at no hour until a test says so."""
    owner = not Operator.objects.filter(is_site_owner=True).exists()
    values = {
        "name": f"Seagrape Homes {next(_numbers)}",
        "legal_name": "Seagrape Homes LLC",
        "is_site_owner": owner,
        "phone": "833-285-1315",
        "phone_hours_note": "Our own staff answer.",
        "email": "hello@seagrape.example",
        "ownership_note": "Seagrape Homes LLC owns the houses.",
        "payment_note": "Nobody pays for placement.",
    }
    return Operator.objects.create(**values | fields)


def site_owner() -> Operator:
    return Operator.objects.site_owner() or make_operator()


def make_office_hours(operator: Operator, *stretches: tuple[int, str, str]) -> None:
    """Each stretch is (weekday, "08:00", "20:00"); Monday is 0."""
    for weekday, opens_at, closes_at in stretches:
        operator.office_hours.create(weekday=weekday, opens_at=opens_at, closes_at=closes_at)


def make_city(name: str = "", **fields) -> City:
    number = next(_numbers)
    name = name or f"Palm Town {number}"
    values = {
        "state": "FL",
        "county": "Palm Beach",
        "slug": name.lower().replace(" ", "-"),
        "latitude": Decimal("26.53"),
        "longitude": Decimal("-80.07"),
    }
    return City.objects.create(name=name, **values | fields)


def make_house(**fields) -> House:
    """A published men's house whose beds were confirmed at NOON; it has no beds yet."""
    number = next(_numbers)
    values = {
        "name": f"Banyan House {number}",
        "slug": f"banyan-{number}",
        "status": HouseStatus.PUBLISHED,
        "published_at": NOON - timedelta(days=90),
        "gender": Gender.MEN,
        "bedrooms": 3,
        "bathrooms": Decimal("2"),
        "zip_code": "33435",
        "availability_confirmed_at": NOON,
    } | fields
    values.setdefault("operator", None)
    values["operator"] = values["operator"] or site_owner()
    values["city"] = values.get("city") or make_city()
    if values["availability_confirmed_at"] and "availability_confirmed_by" not in values:
        values["availability_confirmed_by"] = make_staff()
    return House.objects.create(**values)


def make_text(house: House, **fields) -> HouseText:
    values = {"language": "en", "summary": "A calm house.", "description": "Two paragraphs."}
    return HouseText.objects.create(house=house, **values | fields)


def make_room(house: House, **fields) -> Room:
    values = {"name": f"Room {next(_numbers)}", "room_type": RoomType.DOUBLE}
    return Room.objects.create(house=house, **values | fields)


def make_bed(
    house: House | None = None,
    *,
    room: Room | None = None,
    state: BedState | None = BedState.OPEN,
    since: datetime = NOON - timedelta(days=60),
    until: datetime | None = None,
    expected_open_on: date | None = None,
    **fields,
) -> Bed:
    """A bed in `state` since long ago; without any state when that is None."""
    room = room or make_room(house or make_house())
    bed = Bed.objects.create(room=room, **{"label": f"B{next(_numbers)}"} | fields)
    if state is not None:
        BedInterval.objects.create(
            bed=bed,
            state=state,
            starts_at=since,
            ends_at=until,
            expected_open_on=expected_open_on,
        )
    return bed


def make_rate(house: House, amount: str | Decimal = "225", **fields) -> Rate:
    values = {"room_type": RoomType.DOUBLE} | fields
    return Rate.objects.create(house=house, amount=Decimal(amount), **values)


def make_body(short_name: str = "FARR", **fields) -> CertifyingBody:
    """The one of this name, made if there is none."""
    values = {"name": f"The full name of {short_name}"} | fields
    return CertifyingBody.objects.update_or_create(short_name=short_name, defaults=values)[0]


def make_certification(house: House, **fields) -> Certification:
    """Valid for a year around NOON."""
    values = {
        "body": fields.pop("body", None) or make_body(),
        "number": f"FARR-{next(_numbers)}",
        "level": 2,
        "issued_on": NOON.date() - timedelta(days=180),
        "expires_on": NOON.date() + timedelta(days=180),
    }
    return Certification.objects.create(house=house, **values | fields)


def make_term(taxonomy: Taxonomy = Taxonomy.AMENITY, **fields) -> TaxonomyTerm:
    number = next(_numbers)
    values = {"code": f"term-{number}", "name": f"Term {number}"}
    return TaxonomyTerm.objects.create(taxonomy=taxonomy, **values | fields)


def make_member(operator: Operator | None = None, *, role: Role = Role.COORDINATOR, **fields):
    operator = operator or site_owner()
    return Membership.objects.create(
        operator=operator, user=fields.pop("user", None) or make_staff(), role=role, **fields
    )


def picture_bytes(
    size: tuple[int, int] = (640, 480), kind: str = "JPEG", mode: str = "RGB", **options
) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, 128 if mode in {"L", "P", "I;16"} else None).save(file, kind, **options)
    return file.getvalue()


def make_upload(content: bytes | None = None, name: str = "DSC_0042 Ana.jpg"):
    return SimpleUploadedFile(name, picture_bytes() if content is None else content)


def make_photo(house: House, *, drawn: bool = True, **fields) -> Photo:
    """Through the real upload path. Not `drawn`, it waits for the worker."""
    values = {"alt": "The front of the house.", "upload": make_upload(), "at": NOON}
    photo = actions.add_photo(house=house, **values | fields)
    if drawn:
        actions.draw_photo(promise=photo.drawing, at=NOON)
        photo.refresh_from_db()
    return photo
