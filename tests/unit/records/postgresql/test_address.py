"""Addresses of databases: what is taken, what is refused, and that a password is told to nobody. Row D20."""

import random
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.records import settings
from groundswell.records.postgresql.address import OPTIONS, database_address

PLAIN = "postgresql://keeper:s%40lt%3A%2F@db.example.org:6543/figures?sslmode=verify-full&connect_timeout=9"

# everything else that libpq 18 would take, and a few that it would not
INJECTED_TEXT = """
application_name channel_binding client_encoding dbname fallback_application_name gssdelegation gssencmode gsslib host hostaddr
keepalives keepalives_count keepalives_idle keepalives_interval krbsrvname load_balance_hosts max_protocol_version min_protocol_version
oauth_client_id oauth_client_secret oauth_issuer oauth_scope options passfile password port replication require_auth requirepeer
requiressl scram_client_key scram_server_key service servicefile sslcert sslcertmode sslcompression sslcrl sslcrldir sslkey sslkeylogfile
sslnegotiation sslpassword sslsni ssl_max_protocol_version ssl_min_protocol_version target_session_attrs tcp_user_timeout user
SSLMODE sslmode%00 %73slmode%20 cursor_factory autocommit row_factory prepare_threshold context isolation_level pool assume_role
"""
INJECTED = INJECTED_TEXT.split()


def test_an_address_is_taken_apart_and_put_together_again() -> None:
    found = database_address(PLAIN)
    assert (found.user, found.password, found.host, found.port, found.name) == ("keeper", "s@lt:/", "db.example.org", 6543, "figures")
    assert found.options == {"sslmode": "verify-full", "connect_timeout": "9"}
    assert database_address(found.text) == found
    assert database_address("postgres://a@[::1]/b").place == "[::1]:5432/b"


def test_D20_a_password_is_never_shown() -> None:
    found = database_address(PLAIN)
    assert "s@lt" not in repr(found) + str(found) + found.place
    for wrong in (PLAIN.replace("figures", "fig/ures"), PLAIN + "&options=x", PLAIN.replace("6543", "165430")):
        with pytest.raises(UserError) as refused:
            database_address(wrong)
        assert "s%40lt" not in repr(refused.value) + str(refused.value.values)
        assert "s@lt" not in repr(refused.value) + str(refused.value.values)


@pytest.mark.parametrize("option", INJECTED)
def test_D20_only_listed_options_are_taken(option: str) -> None:
    for address in (f"postgresql://a:b@localhost/c?{option}=1", f"postgresql://a:b@localhost/c?sslmode=require&{option}=require"):
        with pytest.raises(UserError) as refused:
            database_address(address)
        assert refused.value.code in {"database_option_refused", "database_address_bad"}


def test_D20_a_hundred_seeded_twists_of_a_good_address_reach_no_other_option_or_server() -> None:
    chance, refused = random.Random(20261130), 0
    twists = ["'", '"', "\\", "=", " ", "%00", "%0a", ",", "/", "#", "@", ";", "host=evil", "%2Ftmp", "&", "?", "options=-c%20x"]
    for _ in range(100):
        at = chance.randrange(len("postgresql://"), len(PLAIN))
        twisted = PLAIN[:at] + chance.choice(twists) + PLAIN[at:]
        try:
            found = database_address(twisted).settings()
        except UserError:
            refused += 1
            continue
        assert set(found["OPTIONS"]) == {"sslmode", "connect_timeout", "application_name", "options"}
        assert found["OPTIONS"]["options"] == database_address(PLAIN).settings()["OPTIONS"]["options"]
        assert not set(found["HOST"]) & set("/,'\\= ")
        assert not set(found["NAME"] + found["USER"]) & set("/,'\\= :")
    assert refused > 50, "most twists are no address at all"


@pytest.mark.parametrize("wrong", [
    "", "mysql://a@b/c", "postgresql://b/c", "postgresql://a@/c", "postgresql:///c", "postgresql://a@%2Fvar%2Frun/c", "postgresql://a@b,c/d",
    "postgresql://a@b/", "postgresql://a@b/c/d", "postgresql://a@b:0x1/c", "postgresql://a@b:99999/c", "postgresql://a@b/host=evil",
    "postgresql://a@b/c#d", "postgresql://a@b/c?sslmode=disable", "postgresql://a@b/c?sslmode=require&sslmode=prefer",
    "postgresql://a@b/c?sslrootcert=relative.pem", "postgresql://a@b/c?connect_timeout=0", "postgresql://a@b/c?connect_timeout=61",
    "postgresql://ä@b/c", "postgresql://a:\nb@b/c", "host=b dbname=c user=a", "postgresql://a@b/c?x",
])  # fmt: skip
def test_what_is_no_address_is_refused(wrong: str) -> None:
    with pytest.raises(UserError):
        database_address(wrong)


def test_a_certificate_is_the_systems_or_a_file_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "root.pem").touch()
    for value in ("system", str(tmp_path / "root.pem")):
        assert database_address(f"postgresql://a@b/c?sslrootcert={value}").options["sslrootcert"] == value
    with pytest.raises(UserError):
        database_address(f"postgresql://a@b/c?sslrootcert={tmp_path / 'none.pem'}")
    assert set(OPTIONS) == {"sslmode", "sslrootcert", "connect_timeout"}


def test_another_machine_is_not_spoken_to_in_the_clear() -> None:
    assert database_address("postgresql://a@db.example.org/c").settings()["OPTIONS"]["sslmode"] == "require"
    assert database_address("postgresql://a@localhost/c").settings()["OPTIONS"]["sslmode"] == "prefer"


def test_the_address_comes_from_the_environment_or_a_file_that_is_ours_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.ADDRESS, raising=False)
    assert settings.address_of(tmp_path) is None
    assert settings.database(tmp_path)["ENGINE"] == "django.db.backends.sqlite3"
    file = tmp_path / settings.ADDRESS_FILE
    file.write_text("postgresql://a:b@localhost/from_file\n")
    file.chmod(0o640)
    with pytest.raises(UserError, match="database_file_open"):
        settings.database(tmp_path)
    file.chmod(0o600)
    assert settings.database(tmp_path)["NAME"] == "from_file"
    monkeypatch.setenv(settings.ADDRESS, "postgresql://a:b@localhost/named")
    assert settings.database(tmp_path)["NAME"] == "named"
    assert settings.database(tmp_path)[settings.FOLDER] == tmp_path
