"""Each thing worth telling has its words."""

import pytest

from retainsim.declared import events, reasons
from retainsim.declared.codes import DISSOLVED, FIRM, NOBODY
from retainsim.results.story import Course, Happening, Phase

from .story import words

ATTACKER, TELCO = 1, 2
Row = tuple[int, ...]


def court(week: int, who: int) -> Row:
    return (week, events.TARGETED, who, FIRM, ATTACKER, 0)


def attempt(week: int, who: int, kind: int = events.TRIES) -> Row:
    return (week, kind, who, FIRM, ATTACKER, 0)


def leave(week: int, who: int, to: int, reason: int, kind: int = events.ENDS) -> Row:
    return (week, kind, who, FIRM, to, reason)


def rescue(week: int, who: int, outcome: int) -> Row:
    return (week, events.RESCUED, who, FIRM, FIRM, outcome)


def key(what: str, *rows: Row, is_known: bool = True) -> Happening:
    return Happening(rows[0][0], what, True, is_known, rows)  # type: ignore[arg-type]


def others(what: str, *rows: Row, is_known: bool = True) -> Happening:
    return Happening(rows[0][0], what, False, is_known, rows)  # type: ignore[arg-type]


# Client k pays (50 - k) * 200 a week.
LINES = {
    "an attacker enters": (Happening(52, "enters", number=1), "52", "The attacker enters the market."),
    "another rival enters": (Happening(52, "enters", number=2), "52",
                             "Telco enters the market; it knows 30 of the firm's clients from before."),
    "courted": (key("courts", court(52, 0), is_known=False), "52",
                "The attacker begins to court client 0; the firm does not know."),
    "courted, and known": (key("courts", court(52, 0), court(60, 1), court(70, 1)), "52-70",
                           "The attacker begins to court client 0 and client 1 (twice); the firm knows."),
    "courted by the firm": (key("courts", (9, events.TARGETED, 0, ATTACKER, FIRM, 0)), "9",
                            "The firm begins to court client 0, whom it has lost."),
    "tries": (key("tries", attempt(83, 0), is_known=False), "83",
              "Client 0 tries a line of the attacker alongside the firm's; the firm takes no notice."),
    "try": (key("tries", attempt(83, 0), attempt(84, 1), attempt(84, 2)), "83-84",
            "Client 0, client 1 and client 2 try a line of the attacker alongside the firm's; the firm knows."),
    "drops": (key("drops", attempt(9, 0, events.DROPS)), "9", "Client 0 gives up the trial line of the attacker."),
    "complains": (key("complains", (9, events.COMPLAINS, 0, 0, 0, 0)), "9", "Client 0 complains."),
    "complains often": (key("complains", *[(week, events.COMPLAINS, 0, 0, 0, 0) for week in (9, 10, 30)]), "9-30",
                        "Client 0 complains 3 times."),
    "complain": (key("complains", *[(week, events.COMPLAINS, week % 2, 0, 0, 0) for week in (9, 10, 12, 14)]), "9-14",
                 "Client 1 and client 0 (3 times) complain."),
    "delegation before a notice": (key("delegation", rescue(9, 0, events.NOT_DECIDED)), "9",
                                   "A delegation visits client 0, which had not decided."),
    "delegation that persuades": (key("delegation", rescue(9, 0, events.STAYS)), "9",
                                  "A delegation visits client 0, which stays after all."),
    "delegation in vain": (key("delegation", rescue(9, 0, events.GOES)), "9",
                           "A delegation visits client 0, which leaves all the same."),
    "delegations": (others("delegation", rescue(9, 6, events.GOES), rescue(9, 7, events.STAYS),
                           rescue(10, 8, events.GOES)), "9-10",
                    "Delegations visit 3 other status clients (client 6, client 7 and client 8): 1 stays after all and "
                    "2 leave all the same."),
    "delegations to the same": (others("delegation", rescue(9, 6, events.NOT_DECIDED), rescue(12, 6, events.GOES)),
                                "9-12", "Delegations visit client 6 twice; in the end it leaves all the same."),
    "delegations, some to the same": (
        others("delegation", rescue(9, 6, events.STAYS), rescue(10, 7, events.GOES), rescue(12, 6, events.GOES),
               rescue(13, 8, events.STAYS)),
        "9-13", "Delegations visit 3 other status clients (client 6, client 7 and client 8): in the end 1 stays after "
        "all and 2 leave all the same."),
    "delegations to key accounts": (key("delegation", rescue(9, 0, events.STAYS), rescue(9, 1, events.GOES)), "9",
                                    "Delegations visit client 0 and client 1: 1 stays after all and 1 leaves all the "
                                    "same."),
    "notice": (key("notice", leave(9, 0, ATTACKER, reasons.COURTED, events.DECIDES)), "9",
               "Notice from client 0 (10,000 a week), bound for the attacker, courted away."),
    "notices": (key("notice", leave(9, 0, NOBODY, reasons.BACKGROUND, events.DECIDES),
                    leave(9, 1, TELCO, reasons.TENDER, events.DECIDES)), "9",
                "Notice from client 0 (10,000 a week), bound for no other supplier, for reasons of its own; client 1 "
                "(9,800 a week), bound for telco, after a tender of its own."),
    "notice at the end": (others("notice", leave(9, 6, TELCO, reasons.TENDER, events.DECIDES)), "9",
                          "Client 6 has given notice, and is still served at the end."),
    "notices at the end": (others("notice", leave(8, 6, TELCO, reasons.TENDER, events.DECIDES),
                                  leave(9, 7, TELCO, reasons.TENDER, events.DECIDES)),
                           "8-9", "2 other status clients (client 6 and client 7) have given notice, and are still "
                           "served at the end."),
    "a key account leaves": (key("leaves", leave(9, 0, ATTACKER, reasons.COURTED)), "9",
                             "Client 0 leaves for the attacker."),
    "one leaves": (others("leaves", leave(9, 6, TELCO, reasons.TENDER)), "9",
                   "The firm loses client 6 (8,800 a week) to telco, after a tender of its own."),
    "one dissolves": (others("leaves", leave(9, 6, DISSOLVED, reasons.DISSOLUTION, events.DISSOLVES)), "9",
                      "The firm loses client 6 (8,800 a week) because it ceases to exist."),
    "two leave": (others("leaves", leave(9, 7, TELCO, reasons.TENDER), leave(12, 6, TELCO, reasons.COURTED)), "9-12",
                  "The firm loses 2 other status clients (17,400 a week) to telco: client 6 and client 7."),
    "many leave": (others("leaves", *[leave(9, who, ATTACKER, reasons.COURTED) for who in (9, 8, 7, 6)],
                          leave(12, 5, TELCO, reasons.TENDER),
                          leave(13, 10, DISSOLVED, reasons.DISSOLUTION, events.DISSOLVES)), "9-13",
                   "The firm loses 6 other status clients (51,000 a week), 4 to the attacker, 1 to telco and 1 out of "
                   "the market: client 5, client 6, client 7, client 8 and 2 more."),
    "one leaves again": (others("leaves", leave(9, 6, TELCO, reasons.TENDER), leave(19, 6, ATTACKER, reasons.COURTED)),
                         "9-19",
                         "The firm loses client 6 (8,800 a week) twice, the last time to the attacker, courted away."),
    "two leave, one of them again": (
        others("leaves", leave(9, 6, TELCO, reasons.TENDER), leave(19, 6, ATTACKER, reasons.COURTED),
               leave(20, 7, TELCO, reasons.TENDER)),
        "9-20", "The firm loses 2 other status clients (17,400 a week) in 3 exits, 2 to telco and 1 to the attacker: "
        "client 6 and client 7."),
    "a key account dissolves": (key("dissolves", leave(9, 0, DISSOLVED, reasons.DISSOLUTION, events.DISSOLVES)), "9",
                                "Client 0 ceases to exist."),
    "moves on": (key("moves on", (9, events.ENDS, 0, ATTACKER, TELCO, reasons.TENDER)), "9",
                 "Client 0 moves on to telco."),
    "moves on to nobody": (key("moves on", (9, events.ENDS, 0, TELCO, NOBODY, reasons.BACKGROUND)), "9",
                           "Client 0 is left without a supplier."),
    "joins": (others("joins", (9, events.STARTS, 6, TELCO, FIRM, reasons.COURTED)), "9",
              "The firm wins client 6 (8,800 a week)."),
    "returns": (key("returns", (9, events.STARTS, 0, TELCO, FIRM, reasons.COURTED)), "9",
                "Client 0 returns to the firm."),
    "attack": (others("attack", court(52, 6), court(53, 7), attempt(60, 6), attempt(70, 9, events.DROPS),
                      is_known=False),
               "52-70", "The attacker begins to court 2 other status clients (client 6 and client 7); 1 of its targets "
               "takes a trial line; 1 gives one up; the firm does not know."),
    "attack on one": (others("attack", court(52, 6)), "52", "The attacker begins to court client 6."),
    "trials alone": (others("attack", attempt(52, 6), attempt(53, 7)), "52-53",
                     "2 other status clients (client 6 and client 7) take a trial line of the attacker."),
    "the end of trials alone": (others("attack", attempt(52, 6, events.DROPS)), "52",
                                "Client 6 gives up a trial line of the attacker."),
    "late work": (Happening(31, "late", number=1), "31", "Work is late for more than a tenth of the firm's clients."),
    "late work again": (Happening(31, "late", number=40), "31", "Work is late for more than a tenth of the firm's "
                        "clients, as in 40 weeks in all."),
    "best year": (Happening(51, "best year", number=1_234_567.4), "51",
                  "The best year ends, with a profit of 1,234,567."),
    "worst year": (Happening(103, "worst year", number=-5_000.0), "103", "The worst year ends, with a loss of 5,000."),
    "too many": (Happening(40, "course", number=1), "40", "The firm changes its strategy to nurture (notices of status "
                 "clients in 13 weeks: 3, more than 1)."),
    "too few": (Happening(60, "course", number=2), "60", "The firm changes its strategy to hunt (new clients in 26 "
                "weeks: 1, fewer than 2.5)."),
}
COURSE = Course((Phase(0, "wait", "notice"), Phase(40, "nurture", "notice", "status_notices", 3, 13, 1.0, None),
                 Phase(60, "hunt", "notice", "new_clients", 1, 26, 9.0, 2.5)), ())


@pytest.mark.parametrize(("happening", "weeks", "text"), LINES.values(), ids=LINES)
def test_its_words(happening: Happening, weeks: str, text: str) -> None:
    assert words(COURSE).line(happening) == (weeks, text)


def test_without_key_accounts_nobody_is_another() -> None:
    happening = others("joins", (9, events.STARTS, 6, TELCO, FIRM, reasons.COURTED),
                       (9, events.STARTS, 7, TELCO, FIRM, reasons.COURTED))
    said = [words(served=served).line(happening)[1] for served in (True, False)]
    assert said == ["The firm wins 2 other status clients (client 6 and client 7) (17,400 a week).",
                    "The firm wins 2 status clients (client 6 and client 7) (17,400 a week)."]
