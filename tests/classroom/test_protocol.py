"""What a browser says is checked in form and limited in size, and never turned into anything but plain values."""

import json
from typing import Any

import pytest

from retainsim.classroom import protocol
from retainsim.classroom.firm import Firm
from retainsim.classroom.levers import levers
from retainsim.classroom.protocol import Bet, Document, Lever, WrongMessageError, wish
from retainsim.scenario.schema import Scenario
from study.worlds import small_scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return small_scenario()


@pytest.fixture(scope="module")
def document(scenario: Scenario) -> Document:
    firm = Firm(scenario, "hunt", 2)
    firm.live(20, [(3, {"care_focus": 1.5, "pooled": False}), (9, {"preset": "care"})])
    return protocol.document(scenario, [firm], Bet(clients=70, key_accounts=3, cash=5.0))


def test_a_move_comes_as_plain_values() -> None:
    message = wish(json.dumps({"do": "lever", "id": 3, "firm": 0,
                               "changes": {"care_focus": 0.5, "duns_by": "letter", "pooled": True}}))
    assert isinstance(message, Lever)
    assert message.changes == {"care_focus": 0.5, "duns_by": "letter", "pooled": True}


def test_all_levers_of_a_firm_with_many_roles_may_be_moved_at_once(scenario: Scenario) -> None:
    roles = {f"role-{number}": scenario.staff["hunters"] for number in range(16)}
    wide = scenario.model_copy(update={"staff": type(scenario.staff)(roles)})
    assert len(levers(wide)) > 100
    wish(json.dumps({"do": "lever", "id": 3, "firm": 0, "changes": {lever.path: 0 for lever in levers(wide)}}))


@pytest.mark.parametrize("text", [
    "", "nope", "[]", "null", "{}", '{"do": "explode"}',
    '{"do": "speed", "value": 61}', '{"do": "speed", "value": NaN}',
    '{"do": "speed", "value": "9"}', '{"do": "play", "more": 1}', '{"do": "ack", "n": -1}', '{"do": "ack", "n": 1e99}',
    '{"do": "lever", "id": 1, "firm": 2, "changes": {"a": 1}}', '{"do": "lever", "id": 1, "firm": 0, "changes": {}}',
    '{"do": "lever", "id": 1, "firm": 0, "changes": {"a": [1]}}',
    '{"do": "restart", "strategies": [], "replication": 0}',
    '{"do": "lever", "id": 1, "firm": 0, "changes": {"a": Infinity}}', '{"do": "game", "replication": 1000000}',
    json.dumps({"do": "lever", "id": 1, "firm": 0, "changes": {"a" * 81: 1}}),
    json.dumps({"do": "bet", "bet": {"clients": 1, "key_accounts": 6, "cash": 0.0}}), '{"do": "play"' * 3, "[" * 5_000])
def test_any_other_message_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(WrongMessageError, match=r"^The page sent something wrong: .+\.$"):
        wish(text)


def test_a_message_may_not_be_long_unless_it_brings_a_file() -> None:
    with pytest.raises(WrongMessageError, match="too long"):
        wish(json.dumps({"do": "play", "x": "x" * protocol.MOST_BYTES}))
    for do in ("load", "hello"):
        with pytest.raises(WrongMessageError, match="too long"):
            wish(json.dumps({"do": do, "x": "x" * protocol.MOST_BYTES_WITH_A_FILE}))
    with pytest.raises(WrongMessageError, match="cannot be played"):
        wish(json.dumps({"do": "load", "document": {"format": "x" * protocol.MOST_BYTES}}, separators=(",", ":")))


def test_a_file_comes_back_as_it_was(scenario: Scenario, document: Document) -> None:
    text = json.dumps({"do": "load", "document": json.loads(document.model_dump_json())})
    message = wish(text)
    assert isinstance(message, protocol.Load)
    assert message.document == document
    assert protocol.objection(message.document, scenario, scenario.weeks) is None
    firm = Firm(scenario, *message.document.strategies, message.document.replication)
    firm.live(message.document.week, message.document.moves[0])
    assert firm.moves == [(3, {"care_focus": 1.5, "pooled": False}), (9, {"preset": "care"})]


@pytest.mark.parametrize(("change", "words"), [
    ({"digest": "0" * 16}, "another scenario"), ({"moves": []}, "cannot be played"),
    ({"moves": [[[1, {"care_focus": 1.0}]], []]}, "do not fit"),
    ({"moves": [[[5_000, {"care_focus": 1.0}]]]}, "do not fit"),
    ({"moves": [[[1, {"care_focus": 1.0}]] * 500]}, "do not fit"),
    ({"moves": [[[2, {"care_focus": 1.0}], [1, {"care_focus": 1.0}]]]}, "do not fit"),
    ({"format": "pickle"}, "cannot be played"), ({"week": -1}, "cannot be played"),
    ({"scenario": "../../etc/passwd\u202e"}, "")])
def test_a_file_that_was_tampered_with_is_refused_or_harmless(scenario: Scenario, document: Document,
                                                             change: dict[str, Any], words: str) -> None:
    tree = json.loads(document.model_dump_json()) | change

    def answer() -> str:
        try:
            message = wish(json.dumps({"do": "load", "document": tree}))
        except WrongMessageError as error:
            return str(error)
        assert isinstance(message, protocol.Load)
        return protocol.objection(message.document, scenario, scenario.weeks) or ""

    assert words in answer()
    assert "\u202e" not in answer()


def test_a_message_to_the_browser_can_be_taken_apart() -> None:
    message = protocol.packed({"type": "frame", "week": 3}, [b"abc", b"", b"de"])
    length = int.from_bytes(message[:4], "little")
    head = json.loads(message[4:4 + length])
    assert head == {"type": "frame", "week": 3, "sizes": [3, 0, 2]}
    assert message[4 + length:] == b"abcde"
