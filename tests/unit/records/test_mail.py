"""Mail: by a server that is believed and signed in to, in one piece whatever a name holds, and in one sentence where it does not go."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from groundswell.errors import UserError
from groundswell.records.actors import local_actor
from groundswell.records.care.mail_checks import mail_checks
from groundswell.records.care.memory import remembered
from groundswell.records.ledger.anchors import anchors_in
from groundswell.records.mail.anchors import mail_anchor
from groundswell.records.mail.config import PASSWORD as VARIABLE
from groundswell.records.mail.config import MailSettings, mail_settings
from groundswell.records.mail.sending import Letter, look, send
from groundswell.records.selectors import ledger
from groundswell.records.services import intake
from groundswell.words import words_for
from tests.free_port import free_port
from tests.intakes import months_of
from tests.mail_server import PASSWORD, mail_server, text_of

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
EVIL = "Bob\r\nBcc: everybody@harbour.example\r\n\r\nhello\x00\u2028there"


def refused(settings: MailSettings | None) -> str:
    assert settings is not None
    with pytest.raises(UserError) as caught:
        send(settings, Letter("auditor@elsewhere.example", "About", "Text"))
    assert PASSWORD not in words_for().error(caught.value)
    return caught.value.code


@pytest.mark.parametrize("at_once", [False, True])
def test_a_letter_goes_by_tls_alone_with_user_and_password(data_directory: Path, tmp_path: Path, at_once: bool) -> None:
    with mail_server(tmp_path, tls_at_once=at_once) as server:
        server.put_settings(data_directory, security="tls" if at_once else "starttls")
        settings = mail_settings()
        assert settings is not None
        assert PASSWORD not in repr(settings)
        send(settings, Letter("auditor@elsewhere.example", "Über 1", "Grüße\n.\n..\n"))
        (to, message), = server.letters
        assert (to, message["Subject"], text_of(message)) == ("auditor@elsewhere.example", "Über 1", "Grüße\n.\n..\n")
        assert message["From"].addresses[0].addr_spec == "figures@harbour.example"
        assert [line.split()[0].upper() for line in server.clear] == ([] if at_once else ["EHLO", "STARTTLS"])


def test_no_name_adds_a_header_or_another_reader(data_directory: Path, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        server.put_settings(data_directory)
        settings = mail_settings()
        assert settings is not None
        send(replace(settings, name=EVIL), Letter("bob@harbour.example", EVIL, "Text"))
        (_, message), = server.letters
        assert message["Bcc"] is None and text_of(message) == "Text\n"
        assert str(message["Subject"]) == "Bob Bcc: everybody@harbour.example hello there"
        with pytest.raises(ValueError, match="CR or LF"):
            send(settings, Letter("bob@harbour.example\r\nRCPT TO:<everybody@harbour.example>", "About", "Text"))
        assert len(server.letters) == 1


def test_what_does_not_go_is_one_sentence_and_nothing_goes_in_the_clear(data_directory: Path, tmp_path: Path) -> None:
    with mail_server(tmp_path) as server:
        server.put_settings(data_directory, root=None)
        assert refused(mail_settings()) == "mail_certificate"
        server.put_settings(data_directory, password="wrong")
        assert refused(mail_settings()) == "mail_sign_in"
        server.put_settings(data_directory)
        server.refused.add("auditor@elsewhere.example")
        assert refused(mail_settings()) == "mail_refused"
        assert server.letters == []
        assert not any("AUTH" in line or "MAIL" in line for line in server.clear)
        server.put_settings(data_directory, port=free_port())
        assert refused(mail_settings()) == "mail_away"
    with mail_server(tmp_path, offers_tls=False) as server:
        server.put_settings(data_directory)
        assert refused(mail_settings()) == "mail_no_tls"
        assert not any("AUTH" in line for line in server.clear)


@pytest.mark.parametrize(("text", "place"), [
    ("", "host"), ('host = "a b"', "host"), ('host = "mail.example"\nsecurity = "none"', "security"),
    ('host = "m"\nsecurity = "ssl"', "security"),
    ('host = "m"\nport = 70000', "port"), ('host = "m"\nport = true', "port"), ('host = "m"\nuser = "u"', "password"),
    ('host = "m"\nsender = "Bob"', "sender"), ('host = "m"\nsender = "a@b.example"\nanchors_to = ["x"]', "anchors_to"),
    ('host = "m"\nverify = false', "verify"), ('host = "m"\nroot = "/nowhere.pem"', "root"), ("host = ", "at end of document"),
])  # fmt: skip
def test_a_file_that_cannot_be_used_says_where(data_directory: Path, text: str, place: str) -> None:
    path = data_directory / "mail.toml"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(UserError, match="mail_file_bad") as caught:
        mail_settings()
    assert place in str(caught.value.values["place"])
    path.chmod(0o644)
    with pytest.raises(UserError, match="mail_file_open"):
        mail_settings()


def test_the_password_may_come_from_the_environment(data_directory: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert mail_settings() is None
    monkeypatch.setenv(VARIABLE, PASSWORD)
    with mail_server(tmp_path) as server:
        server.put_settings(data_directory, password=None)
        settings = mail_settings()
        assert settings is not None
        look(settings)
        assert server.letters == []


def test_the_anchor_is_mailed_and_doctor_says_when(data_directory: Path, tmp_path: Path) -> None:
    def codes(now: datetime = NOW) -> list[str]:
        return [check.code for check in mail_checks(remembered(), now)]

    with pytest.raises(UserError, match="mail_not_set_up"):
        mail_anchor(ledger.head(), None, now=NOW)
    assert codes() == ["no_mail"]
    intake.store(local_actor(), months_of("Ferries", ["41", "52", "63"]))
    head = ledger.head()
    with mail_server(tmp_path) as server:
        server.put_settings(data_directory)
        with pytest.raises(UserError, match="mail_nobody"):
            mail_anchor(head, None, now=NOW)
        assert codes() == ["mail"]
        server.put_settings(data_directory, anchors_to=["gone@elsewhere.example", "auditor@elsewhere.example"])
        assert codes() == ["mail", "anchor_never_mailed"]
        server.refused.add("gone@elsewhere.example")
        with pytest.raises(UserError, match="mail_refused"):
            mail_anchor(head, None, now=NOW)
        assert [to for to, _ in server.letters] == ["auditor@elsewhere.example"], "the others get theirs"
        assert codes() == ["mail", "anchor_mail_failed"]
        server.refused.clear()
        assert mail_anchor(head, None, now=NOW) == ("gone@elsewhere.example", "auditor@elsewhere.example")
        assert codes() == ["mail", "anchor_mailed"]
        assert codes(NOW + timedelta(hours=27)) == ["mail", "anchor_mail_late"]
        with pytest.raises(UserError, match="login_bad"):
            mail_anchor(head, "a@b.example, c@d.example", now=NOW)
        assert mail_anchor(head, "third@elsewhere.example", now=NOW) == ("third@elsewhere.example",)
        text = text_of(server.letters[-1][1])
    assert anchors_in(text) == (head.anchor,)
    assert "Ferries" not in text and not any(figure in text.split() for figure in ("41", "52", "63"))
    assert codes() == ["mail_away"]
