from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """What a notice says: nothing in it tells who asked for what.

    People read `subject` and `text`; `reference` and `url` are for machines. `sender` is for
    e-mail and empty for the site's own.
    """

    subject: str
    text: str
    reference: str
    url: str = ""
    sender: str = ""
