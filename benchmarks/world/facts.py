"""What houses offer, ask and cost."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from benchmarks.world.places import Places, random_uuid
from listings.choices import (
    Allowed,
    MedicationRule,
    RatePeriod,
    RelapseResponse,
    RoomType,
    Staffing,
    Taxonomy,
    TestingFrequency,
)
from listings.models import (
    Certification,
    CertifyingBody,
    House,
    HouseCosts,
    HouseMedication,
    HouseProgram,
    HouseRules,
    HouseWelcome,
    Photo,
    Rate,
)

ANSWERS = (True, True, False, None)
WEEKLY = {RoomType.PRIVATE: (240, 420), RoomType.DOUBLE: (160, 300), RoomType.TRIPLE: (120, 240)}
DAYS = (None, 0, 0, 1, 3, 7, 14, 30, 60, 90)
HOW_MANY_TERMS = {Taxonomy.AMENITY: 5, Taxonomy.PATHWAY: 2, Taxonomy.LANGUAGE: 2,
                  Taxonomy.INCLUDED: 3, Taxonomy.PAYMENT: 2}  # fmt: skip
DAY = timedelta(days=1)


def facts_of(rng: Random, houses: list[House], places: Places, at: datetime) -> None:
    for model, make, share in [
        (HouseWelcome, _welcome, 0.92),
        (HouseProgram, _program, 0.93),
        (HouseMedication, _medication, 0.95),
        (HouseRules, _rules, 0.92),
        (HouseCosts, _costs, 0.85),
    ]:
        known = [house for house in houses if rng.random() < share]
        model._default_manager.bulk_create(make(rng, house) for house in known)
    Rate.objects.bulk_create(rate for house in houses for rate in _rates(rng, house))
    bodies = [
        CertifyingBody.objects.get_or_create(short_name=name, defaults={"name": name})[0]
        for name in ("FARR", "Oxford House charter")
    ]
    Certification.objects.bulk_create(
        one for house in houses for one in _certificates(rng, house, at, bodies)
    )
    Photo.objects.bulk_create(photo for house in houses for photo in _photos(rng, house))
    through = House.terms.through
    through._default_manager.bulk_create(
        through(house_id=house.pk, taxonomyterm_id=term.pk)
        for house in houses
        for taxonomy, most in HOW_MANY_TERMS.items()
        for term in rng.sample(places.terms[taxonomy], rng.randint(0, most))
    )


def _welcome(rng: Random, house: House) -> HouseWelcome:
    names = ("lgbtq_affirming", "couples", "children", "veterans", "step_free_entry",
             "ground_floor_bedroom", "roll_in_shower", "grab_bars", "visual_alarms")  # fmt: skip
    answers = {name: rng.choice(ANSWERS) for name in names}
    return HouseWelcome(house=house, minimum_age=18, **answers)


def _program(rng: Random, house: House) -> HouseProgram:
    return HouseProgram(
        house=house,
        staffing=rng.choice(Staffing.values),
        naloxone_on_site=rng.choice(ANSWERS),
        minimum_days_sober=rng.choice(DAYS),
        meetings_per_week=rng.randint(0, 7),
        testing_frequency=rng.choice(TestingFrequency.values),
    )


def _medication(rng: Random, house: House) -> HouseMedication:
    rules = (MedicationRule.ACCEPTED, MedicationRule.ACCEPTED, *MedicationRule.values)
    answers = {name: rng.choice(rules) for name in (*HouseMedication.MOUD, "psychiatric")}
    return HouseMedication(house=house, **answers)


def _rules(rng: Random, house: House) -> HouseRules:
    names = ("visitors", "overnights", "phones", "pets", "vehicles")
    answers = {name: rng.choice(("", *Allowed.values)) for name in names}
    return HouseRules(house=house, relapse_response=rng.choice(RelapseResponse.values), **answers)


def _costs(rng: Random, house: House) -> HouseCosts:
    deposit = Decimal(rng.choice((0, 100, 150, 200, 300)))
    return HouseCosts(
        house=house,
        deposit=deposit,
        deposit_refundable=deposit / 2,
        application_fee=Decimal(rng.choice((0, 0, 25, 50))),
    )


def _rates(rng: Random, house: House) -> Iterator[Rate]:
    for room_type, (low, high) in WEEKLY.items():
        if rng.random() < 0.35:
            continue
        monthly = rng.random() < 0.25
        amount = Decimal(rng.randint(low * 100, high * 100)) / 100
        whole = Decimal(round(amount / 5) * 5) if rng.random() < 0.8 else amount
        yield Rate(
            house=house,
            room_type=room_type,
            amount=whole * 4 if monthly else whole,
            period=RatePeriod.MONTH if monthly else RatePeriod.WEEK,
            periods_in_advance=rng.choice((0, 1, 1, 2)),
        )


def _certificates(
    rng: Random, house: House, at: datetime, bodies: Sequence[CertifyingBody]
) -> Iterator[Certification]:
    issued_on = at.date()
    for number in range(rng.choice((0, 1, 1, 1, 2, 3))):
        if number == 0 or rng.random() < 0.6:  # some come on the same day
            issued_on = (at - rng.uniform(-3, 300) * DAY).date()
        yield Certification(
            house=house,
            body=rng.choice(bodies),
            number=f"{number}-{rng.randint(1000, 9999)}",
            level=rng.choice((1, 2, 2, 3, 4, None)),
            issued_on=issued_on,
            expires_on=issued_on + rng.choice((30, 180, 365, 365)) * DAY,
            revoked_on=at.date() if rng.random() < 0.03 else None,
        )


def _photos(rng: Random, house: House) -> Iterator[Photo]:
    """Rows alone; no page opens their files."""
    for position in range(rng.choice((0, 1, 3, 5))):
        yield Photo(
            uuid=random_uuid(rng),
            version=random_uuid(rng),
            house=house,
            original=f"photos/{house.slug}-{position}.jpg",
            alt="The front of the house.",
            width=1600,
            height=1200,
            position=position,
        )
