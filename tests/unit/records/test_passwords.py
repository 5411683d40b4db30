"""Which passwords are taken and how they are kept; and how much guessing a code that is shown once takes."""

from math import log2

import pytest

from groundswell.errors import UserError
from groundswell.records import passwords
from groundswell.records.ids import ALPHABET
from groundswell.records.tokens import new_code, new_token, plain_code


def refusal(password: str, *about: str) -> str:
    """The code of the refusal; "" where it is taken."""
    try:
        passwords.check_new(password, *about)
    except UserError as error:
        return error.code
    return ""


LONG_ENOUGH = (
    "four grey gulls", "éé ÀÀ 漢字 gulls", "ALLCAPITALSHERE", "8451 und 27364", "a tern, a gull, a crane, " * 5, "p" * 60 + "quays",
)


@pytest.mark.parametrize("password", LONG_ENOUGH)
def test_a_long_password_of_any_letters_is_taken(password: str) -> None:
    assert refusal(password) == ""


def test_short_endless_and_common_ones_are_not() -> None:
    assert refusal("grey gulls!") == "password_short"
    assert refusal("gulls " * 100) == "password_long"
    assert refusal("gulls" * 102 + "ab") == ""
    common_ones = ("passwordpassword", "Monkey monkey monkey!", "0r968ji9ufj6", "Metallica123", "qwerty123456",
        "aaaaaaaaaaaa", "123123123123")
    for common in common_ones:
        assert refusal(common) == "password_common", common


def test_words_about_oneself_and_the_product_are_not() -> None:
    about = ("Maren Skovgaard", "maren.skov@harbour.example")
    for word in ("Maren Skovgaard", "marenskovgaard77", "maren.skov@harbour.example", "maren.skov2026", "Groundswell!", "groundswell2026"):
        assert refusal(word, *about) == "password_common", word


def test_kept_by_argon2id_and_compared_to_the_last_letter() -> None:
    kept = passwords.hashed("Four grey gulls at noon ")
    assert kept.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")
    assert passwords.fits("Four grey gulls at noon ", kept)
    for other in ("four grey gulls at noon ", "Four grey gulls at noon", "Four grey gulls at noon  "):
        assert not passwords.fits(other, kept)
    long = "gull " * 90
    assert not passwords.fits(long + "x", passwords.hashed(long + "y")), "nothing is cut"


def test_tokens_and_codes_are_beyond_guessing() -> None:
    assert len(plain_code(new_code())) * log2(len(ALPHABET)) >= 112
    assert len(new_token()) >= 43
    assert len({new_code() for _ in range(200)} | {new_token() for _ in range(200)}) == 400
