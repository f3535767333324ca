import secrets

# No letter or digit that is mistaken for another one when it is read out or written down.
ALPHABET = "234679ACDEFGHJKMNPQRTVWXY"
_HALF = 3


def new_reference() -> str:
    """Like "K7F-2QD", to be said on the phone; 244 million of them."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(2 * _HALF))
    return f"{letters[:_HALF]}-{letters[_HALF:]}"


def as_reference(typed: str) -> str:
    """The reference that somebody meant by "k7f2qd" or "K7F 2QD"; "" when it is none."""
    letters = "".join(filter(str.isalnum, typed.upper()))
    if len(letters) != 2 * _HALF or not set(letters) <= set(ALPHABET):
        return ""
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
