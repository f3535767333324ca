from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """How much is measured. The pages are measured with the first number of houses."""

    houses: tuple[int, ...] = (1_000, 100_000)
    articles: int = 500
    combinations: int = 20
    rounds: int = 15
    requests: int = 12
    seconds: float = 20
    posts: int = 2_000
    notices: int = 30
    bodies: int = 5_000
    imported: int = 10_000
    sheet_houses: int = 5_000


# Shows in seconds that everything runs; its figures mean nothing.
QUICK = Sizes(
    houses=(150,),
    articles=60,
    combinations=3,
    rounds=1,
    requests=2,
    seconds=1,
    posts=40,
    notices=3,
    bodies=20,
    imported=60,
    sheet_houses=40,
)
