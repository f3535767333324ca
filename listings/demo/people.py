from datetime import date, datetime

from django.db.models import ProtectedError

from listings.choices import Weekday
from listings.clock import local_date
from listings.demo.content import demo_id, read
from listings.models import Operator
from recovery_site.models import User

MANAGER = "house.manager@seagrape.example"


def manager() -> User:
    """Who confirmed the beds. This account can't sign in."""
    user = User.objects.filter(email=MANAGER).first()
    return user or User.objects.create_user(MANAGER, name="Marisol Reyes", is_active=False)


def operator(*, at: datetime) -> Operator:
    """Owns the site, unless somebody made another owner."""
    uuid = demo_id("operator", "seagrape")
    known = Operator.objects.filter(uuid=uuid).first()
    if known:
        return known
    content = read("operator")
    owner = not Operator.objects.filter(is_site_owner=True).exists()
    new = Operator.objects.create(uuid=uuid, is_site_owner=owner, **content["operator"])
    for weekday in Weekday:
        opens_at, closes_at = content["hours"][weekday.name.lower()]
        new.office_hours.create(weekday=weekday, opens_at=opens_at, closes_at=closes_at)
    today = local_date(at, new.time_zone)
    for holiday in content["holidays"]:
        on = _next(holiday["month_day"], today)
        new.holidays.create(on=on, name=holiday["name"], **holiday.get("hours", {}))
    return new


def remove_unused() -> None:
    """Takes the operator and the manager away, unless something of staff's hangs on them."""
    operator = Operator.objects.filter(uuid=demo_id("operator", "seagrape")).first()
    if operator and not operator.memberships.exists():
        _delete_if_free(operator)
    user = User.objects.filter(email=MANAGER).first()
    if user:
        _delete_if_free(user)


def _delete_if_free(row: Operator | User) -> None:
    try:
        row.delete()
    except ProtectedError:
        return


def _next(month_day: str, today: date) -> date:
    """The coming date of "12-25"."""
    month, day = map(int, month_day.split("-"))
    this_year = today.replace(month=month, day=day)
    return this_year if this_year >= today else this_year.replace(year=today.year + 1)
