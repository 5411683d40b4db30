"""Links: unguessable, fixed to what was shown, dead when their reason ends. D9, D10, D11, service side."""

from datetime import UTC, datetime, timedelta

import pytest

from groundswell.errors import UserError
from groundswell.records import opening
from groundswell.records.actors import local_actor
from groundswell.records.databases import database_file
from groundswell.records.ids import new_id
from groundswell.records.lines import Line
from groundswell.records.models import Share
from groundswell.records.selectors import ledger, portfolio
from groundswell.records.selectors import sharing as shown
from groundswell.records.selectors.timeline import timeline
from groundswell.records.services import audiences, intake, limits, measures, sharing
from groundswell.records.services.audiences import Wanted
from tests.intakes import months_of

pytestmark = pytest.mark.usefixtures("data_directory")
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
FAR = datetime(2099, 1, 1, tzinfo=UTC)
CONTENT = sharing.ShareContent("What would you ask?", {"svg": "<svg>12</svg>", "sentence": "No signal."}, 7, "test 1")


@pytest.fixture
def line() -> Line:
    return Line(intake.store(local_actor(), months_of("Ferries", ["1", "2", "3"])).measure_ids[0])


def dead(token: str, now: datetime = NOW) -> bool:
    try:
        shown.share_by_token(token, now=now)
    except UserError as error:
        # one answer for unknown, ended and expired
        return (error.code, dict(error.values)) == ("share_unknown", {})
    return False


def test_D9_tokens_have_128_bits_and_only_their_hash_is_kept(line: Line) -> None:
    actor = local_actor()
    tokens = opening.write(lambda: [sharing.share(actor, line, CONTENT, expires_at=FAR).token for _ in range(200)])
    assert len(set(tokens)) == 200
    assert all(len(token) * 6 >= 128 for token in tokens)
    opening.close_all()
    kept = b"".join(path.read_bytes() for path in database_file().parent.rglob("*") if path.is_file())
    assert not any(token.encode() in kept for token in tokens)


def test_D9_ten_thousand_tokens_differ_in_every_position_and_ten_thousand_guesses_open_nothing(line: Line) -> None:
    made = sharing.share(local_actor(), line, CONTENT, expires_at=FAR).token
    tokens = [sharing.new_token() for _ in range(10_000)]
    assert len({made, *tokens}) == 10_001
    for position in range(20):
        assert len({token[position] for token in tokens}) == 64
    hashes = {shown.token_hash(token) for token in tokens}
    assert len(hashes) == 10_000
    kept = set(Share.objects.values_list("token_hash", flat=True))
    assert kept == {shown.token_hash(made)} and not kept & hashes


def test_D9_ids_have_128_bits_and_do_not_repeat() -> None:
    ids = {new_id() for _ in range(10_000)}
    assert len(ids) == 10_000
    assert {len(one) for one in ids} == {26}
    assert all(len({one[position] for one in ids}) == 32 for position in range(26))


def test_D10_a_link_shows_the_stored_bytes_whatever_happens_to_the_measure(line: Line) -> None:
    actor = local_actor()
    made = sharing.share(actor, line, CONTENT, expires_at=FAR)
    before = shown.share_by_token(made.token, now=NOW)
    intake.store(actor, months_of("Ferries", ["1", "9", "3", "4"], "next.csv"))
    limits.leave_out(actor, line, portfolio.portfolio(actor)[0].series.points[1].period.start, "storm")
    measures.rename(actor, line.measure_id, "Crossings", "clearer")
    assert shown.share_by_token(made.token, now=NOW) == before
    assert before.parts == CONTENT.parts
    assert not hasattr(before, "measure_id"), "nothing on it leads to the measure"


def test_D10_bytes_that_no_longer_have_their_digest_are_not_shown(line: Line) -> None:
    made = sharing.share(local_actor(), line, CONTENT, expires_at=FAR)
    opening.write(lambda: Share.objects.filter(id=made.id).update(parts=b'{"sentence": "All is well."}'))
    assert dead(made.token)


@pytest.mark.parametrize("token", ["", ":key", "%00", "' OR 1=1 --", "x" * 10_000, "../../etc/passwd", "\u202e", "null", "*", "%"])
def test_D11_a_made_up_token_opens_nothing(line: Line, token: str) -> None:
    sharing.share(local_actor(), line, CONTENT, expires_at=FAR)
    assert dead(token)


def test_D11_a_link_is_dead_after_its_end(line: Line) -> None:
    made = sharing.share(local_actor(), line, CONTENT, expires_at=FAR)
    assert not dead(made.token, FAR - timedelta(microseconds=1))
    assert dead(made.token, FAR)
    with pytest.raises(UserError, match="share_ends_in_the_past"):
        sharing.share(local_actor(), line, CONTENT, expires_at=datetime.now(UTC) - timedelta(seconds=1))


def test_D11_revoked_put_away_or_narrowed_it_is_dead_on_the_next_request(line: Line) -> None:
    actor = local_actor()
    first = sharing.share(actor, line, CONTENT, expires_at=FAR)
    sharing.end_share(actor, first.id, "sent to the wrong person")
    assert dead(first.token)
    with pytest.raises(UserError, match="share_unknown"):
        sharing.react(first.token, sharing.Words("insight"), now=NOW)
    audiences.set_audience(actor, line.measure_id, Wanted("organisation"), "asked for")
    second = sharing.share(actor, line, CONTENT, expires_at=FAR)
    audiences.set_audience(actor, line.measure_id, Wanted("team"), "not ready")
    assert dead(second.token)
    third = sharing.share(actor, line, CONTENT, expires_at=FAR)
    measures.put_away(actor, line.measure_id, "not used")
    assert dead(third.token)
    measures.bring_back(actor, line.measure_id)
    assert dead(third.token), "it does not come back"
    assert [row.live for row in shown.shares(actor, line)] == [False] * 3
    assert ledger.verify().good


def test_first_words_are_kept_answered_and_erased(line: Line) -> None:
    actor = local_actor()
    made = sharing.share(actor, line, CONTENT, expires_at=FAR)
    kinds = ["insight", "question", "doubt_data", "doubt_purpose", "cause", "help", "wish", "indifference", "worry"]
    for kind in kinds:
        sharing.react(made.token, sharing.Words(kind, f"about {kind}", "Tom Adeyemi"), now=NOW)
    typed = sharing.type_reaction(actor, line, sharing.Words("insight", "said in the corridor"), now=NOW + timedelta(minutes=1))
    assert portfolio.portfolio(actor)[0].unanswered == 10
    newest = shown.reactions(actor, line)[0]
    assert (newest.id, newest.typed_in) == (typed, True)
    sharing.answer(actor, typed, "Thank you", now=NOW)
    assert portfolio.portfolio(actor)[0].unanswered == 9
    guests = shown.reactions(actor, line)[1]
    sharing.erase_reaction(actor, guests.id)
    opening.close_all()
    kept = b"".join(path.read_bytes() for path in database_file().parent.glob("records.sqlite3*"))
    assert f"about {guests.kind}".encode() not in kept
    assert ledger.verify().good
    assert [item.kind for item in timeline(actor, line)].count("reaction") == 10


def test_a_kind_that_is_none_of_the_nine_is_refused(line: Line) -> None:
    made = sharing.share(local_actor(), line, CONTENT, expires_at=FAR)
    with pytest.raises(UserError, match="reaction_kind_unknown"):
        sharing.react(made.token, sharing.Words("applause"), now=NOW)


def test_one_link_takes_no_endless_stream_of_words(line: Line) -> None:
    made = sharing.share(local_actor(), line, CONTENT, expires_at=FAR)

    def many() -> None:
        for n in range(sharing.MOST_REACTIONS):
            sharing.react(made.token, sharing.Words("wish"), now=NOW + timedelta(hours=2 * (n // sharing.MOST_AN_HOUR)))

    opening.write(many)
    with pytest.raises(UserError, match="too_many_reactions"):
        sharing.react(made.token, sharing.Words("wish"), now=NOW + timedelta(days=1))


def test_one_link_takes_so_many_words_an_hour_and_goes_on_in_the_next(line: Line) -> None:
    made = sharing.share(local_actor(), line, CONTENT, expires_at=FAR)
    opening.write(lambda: [sharing.react(made.token, sharing.Words("wish"), now=NOW) for _ in range(sharing.MOST_AN_HOUR)])
    with pytest.raises(UserError, match="too_many_reactions"):
        sharing.react(made.token, sharing.Words("wish"), now=NOW + timedelta(minutes=59))
    assert sharing.react(made.token, sharing.Words("wish"), now=NOW + timedelta(minutes=61))
