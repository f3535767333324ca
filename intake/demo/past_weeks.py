"""Two months of requests that came to an end, so that the figures look like a real operator's.

No dice: each list is walked through in turn, and their lengths share no divisor with the number
of requests a day, so that everything meets everything.
"""

from collections.abc import Iterator
from itertools import cycle

from intake.choices import ForWhom, Source
from intake.demo.story import Moment, Step, Story, ago, call, close, move

FIRST_NUMBER = 41
COUNT = 96
DAYS = 58

NAMES = ["Aiden", "Bea", "Cole", "Dee", "Eli", "Faye", "Gus", "Holly", "Ian", "Joy", "Kurt",
         "Lena", "Max", "Nell", "Otis", "Pam", "Reed", "Sue", "Todd", "Uma", "Van", "Wren",
         "Yuri"]  # fmt: skip
CLOCKS = ["09:10", "10:35", "11:20", "13:05", "14:40", "15:55", "16:30", "17:45", "19:20", "21:50",
          "08:20", "12:15", "23:10"]  # fmt: skip
# Minutes of office time to the first attempt: mostly kept, sometimes not.
WAITS = [3, 2, 4, 1, 5, 3, 8, 2, 4, 12, 3, 2, 6, 4, 3, 21, 1, 3, 4]
HOUSES = [0, 1, 2, None, 3, 0, 4, 5, 1, None, 6, 7, 0, 8, 2, 9, 3]
HEARD = ["search", "friend", "treatment", "", "resident", "search", "meeting", "", "court",
         "treatment", "other"]  # fmt: skip
SOURCES = [Source.WEB] * 6 + [Source.PHONE] + [Source.WEB] * 4 + [Source.DOOR, Source.WEB]
FOR_WHOM = [ForWhom.LOVED_ONE, ForWhom.ME, ForWhom.ME, ForWhom.LOVED_ONE, ForWhom.ME]
# How it went: the first call, the moves after a conversation, and the end.
MOVED_IN = (("tour_scheduled", "offered", "bed_held", "moved_in"), "")
ENDS = [
    MOVED_IN,
    (("pre_screening",), "not_eligible"),
    ((), "unreachable"),
    (("tour_scheduled", "offered"), "chose_other"),
    (("pre_screening", "tour_scheduled"), "cost"),
    (("pre_screening", "offered", "bed_held", "moved_in"), ""),
    ((), "unreachable"),
    (("pre_screening",), "higher_care"),
    (("pre_screening", "tour_scheduled", "offered"), "cost"),
    (("tour_scheduled",), "chose_other"),
    (("pre_screening",), "no_bed"),
    MOVED_IN,
    ((), "unreachable"),
    (("pre_screening", "tour_scheduled", "offered"), "withdrew"),
]


def past_weeks() -> Iterator[Story]:
    """The oldest first, more of them lately than in the beginning."""
    parts = zip(
        cycle(NAMES), cycle(CLOCKS), cycle(WAITS), cycle(HOUSES), cycle(HEARD), cycle(SOURCES),
        cycle(FOR_WHOM), cycle(ENDS), strict=False,
    )  # fmt: skip
    for index, part in zip(range(COUNT), parts, strict=False):
        name, clock, wait, house, heard, source, for_whom, (moves, reason) = part
        days = 3 + round(DAYS * (1 - index / COUNT) ** 1.25)
        yield Story(
            FIRST_NUMBER + index,
            name,
            ago(days, clock),
            list(_steps(days, clock, wait, moves, reason)),
            for_whom=for_whom,
            house=house,
            source=source,
            answers={"heard_from": heard, "may_leave_voicemail": index % 3 == 0},
        )


def _steps(days: int, clock: str, wait: int, moves: tuple[str, ...], reason: str) -> Iterator[Step]:
    if clock > "20:00":  # answered when the office opens
        days, clock = days - 1, "08:00"
    first = _later(days, clock, wait)
    if reason == "unreachable":
        yield call(first, "no_answer", next_due=_later(days, clock, wait + 120))
        yield call(_later(days - 1, "11:00", wait), "no_answer", next_due=ago(days - 2, "12:00"))
        yield close(ago(days - 2, "12:05"), reason)
        return
    if wait % 4 == 0:
        yield call(first, "no_answer", next_due=_later(days, clock, wait + 60))
        yield call(_later(days, clock, wait + 48), "reached", next_due=ago(days - 1, "11:00"))
    else:
        yield call(first, "reached", next_due=ago(days - 1, "11:00"))
    for index, status in enumerate(moves):
        yield move(ago(days - 1 if index < 2 else days - 2, f"{11 + index}:10"), status)
    if reason:
        yield close(ago(days - 2, "16:20"), reason)


def _later(days: int, clock: str, minutes: int) -> Moment:
    hour, minute = map(int, clock.split(":"))
    total = hour * 60 + minute + minutes
    return ago(days, f"{total // 60:02}:{total % 60:02}") if total < 1440 else ago(days, "23:59")
