"""Musts that follow from the case and from what people decided, not from the answers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from bot.matching import Index, Need, Offer, Outcome, Pairs, all_permitted, betters, judge, suggestions
from bot.matching.counting import Spoken, count_safety
from bot.matching.edited import read_model
from bot.matching.safety import PairSafety
from bot.network.edits import WrongEdit
from bot.texts import Texts
from tests.matching.crowds import ATLAS, TIGHT
from tests.matching.interviews import DATA, PLACES, TABLES, TODAY, guest, host, need, offer

TEXTS = Texts.load(PLACES.name)
PAIR = ("h", "g")
FADING = TABLES.figures.fading
WOMAN, MAN_ALONE = guest(party={"women": 1}), host(household={"men": 1})


def held(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


@pytest.mark.parametrize("side", ["host", "guest"])
def test_who_is_not_open_for_matches_is_in_none(side: str) -> None:
    home = offer(host()).model_copy(update={"open_for_matches": side != "host"})
    party = need(guest()).model_copy(update={"open_for_matches": side != "guest"})
    assert judge(home, party, TODAY, PLACES, TABLES).outcomes["both_open"] is Outcome.NO
    assert suggestions(party, [home], TODAY, PLACES, TABLES) == []
    assert Index.of([home, party], ATLAS, TABLES).suggestions(party, TODAY) == []


def test_a_pair_that_was_refused_is_not_suggested_again() -> None:
    home, party = offer(host()), need(guest())
    verdict = judge(home, party, TODAY, PLACES, TABLES, refused=frozenset({PAIR}))
    assert verdict.outcomes["not_refused"] is Outcome.NO
    assert judge(home, party, TODAY, PLACES, TABLES, refused=frozenset({("h", "other")})).permitted
    assert ["not_refused", "no"] not in verdict.coarse_reasons(), "nobody reads in a channel that someone said no"
    index = Index.of([home, party], ATLAS, TABLES)
    assert len(index.suggestions(party, TODAY)) == 1
    index.refuse(PAIR)
    assert index.suggestions(party, TODAY) == []
    index.decide(Pairs())
    assert len(index.suggestions(home, TODAY)) == 1


def test_a_host_who_is_silent_fades_and_then_is_not_suggested() -> None:
    def look(days: int | None) -> tuple[Outcome, float]:
        home = offer(host()).model_copy(update={"held_on": None if days is None else held(days)})
        verdict = judge(home, need(guest()), TODAY, PLACES, TABLES)
        return verdict.outcomes["still_holds"], verdict.score.points

    fresh = look(0)
    assert fresh[0] is Outcome.FITS
    assert look(FADING.lower_days) == fresh == look(None)
    assert look(FADING.lower_days + 1) == (Outcome.CHECK, fresh[1] - TABLES.figures.order.faded)
    assert look(FADING.gone_days)[0] is Outcome.CHECK
    assert look(FADING.gone_days + 1)[0] is Outcome.NO


def test_a_guest_never_fades() -> None:
    years = need(guest(), sent_at=dt.datetime(2024, 1, 1, tzinfo=dt.UTC))
    assert judge(offer(host()), years, TODAY, PLACES, TABLES).permitted


def test_two_coordinators_may_agree_on_a_pair_against_the_safety_table_and_on_nothing_else() -> None:
    agreed = frozenset({PAIR})
    home, party = offer(MAN_ALONE), need(WOMAN)
    assert not judge(home, party, TODAY, PLACES, TABLES).permitted
    verdict = judge(home, party, TODAY, PLACES, TABLES, agreed=agreed)
    assert verdict.permitted
    assert verdict.outcomes["safety"] is Outcome.CHECK, "it stays to be talked over"
    assert verdict.safety_rows == ("woman-alone-to-men",), "and is counted by its row"
    assert "agreed" in str(verdict.lines())
    small = offer(host(household={"men": 1}, welcome={"whom": ["man"]}))
    assert not judge(small, party, TODAY, PLACES, TABLES, agreed=agreed).permitted
    index = Index.of([home, party], ATLAS, TABLES, Pairs(agreed=agreed))
    assert [one.offer.case_id for one in index.suggestions(party, TODAY)] == ["h"]
    assert [one.need.case_id for one in index.suggestions(home, TODAY)] == ["g"]


def test_a_group_may_make_the_table_tighter_for_its_own_only() -> None:
    couple, man = host(household={"women": 1, "men": 1}), guest(party={"men": 1})
    for home_group, guest_group, permitted in (
        (None, None, True),
        ("kuopio", "kuopio", True),
        ("turku", None, False),
        ("kuopio", "turku", False),
    ):
        home = offer(couple).model_copy(update={"group": home_group})
        party = need(man).model_copy(update={"group": guest_group})
        assert judge(home, party, TODAY, PLACES, TIGHT).permitted is permitted
        assert bool(all_permitted(party, [home], TODAY, PLACES, TIGHT)) is permitted


def test_a_row_of_a_group_has_a_name_of_its_own(tmp_path: object) -> None:
    text = (DATA / "pair_safety.yaml").read_text("utf-8")
    example = text[text.index("# groups:") :].replace("# ", "").replace("#", "")
    path = DATA.__class__(str(tmp_path)) / "pair_safety.yaml"
    path.write_text(text + example, "utf-8")
    assert [row.row for row in read_model(path, PairSafety).groups["turku"]] == ["turku-children-to-fathers"]
    path.write_text(text + example.replace("turku-children-to-fathers", "men-to-woman-alone"), "utf-8")
    with pytest.raises(WrongEdit, match="second time") as wrong:
        read_model(path, PairSafety)
    assert "men-to-woman-alone" in path.read_text("utf-8").splitlines()[wrong.value.line - 1]


def test_every_check_of_the_safety_table_is_counted_by_its_row() -> None:
    sides: list[Offer | Need] = [
        offer(MAN_ALONE, "h1"),
        offer(host(), "h2"),
        offer(host(household={"men": 1}), "closed").model_copy(update={"open_for_matches": False}),
        need(WOMAN, "g1"),
        need(guest(party={"women": 2}), "g2"),
        need(guest(party={"men": 1}), "g3"),
    ]
    index = Index.of(sides, ATLAS, TABLES, Pairs(agreed=frozenset({("h1", "g1"), ("h2", "g1")})))
    count = count_safety(index, TODAY)
    assert count.checked == 6
    assert count.agreed == 1
    told = {row: spoken for row, spoken in count.rows.items() if spoken != Spoken()}
    assert told == {"woman-alone-to-men": Spoken(fell=1), "women-to-men": Spoken(to_check=1)}
    of_one = count_safety(index, TODAY, sides[3])
    assert (of_one.checked, of_one.rows["woman-alone-to-men"], of_one.agreed) == (2, Spoken(fell=1), 1)
    assert set(count.rows) == {row.row for row in TABLES.safety.all_rows()}


def test_betters_move_a_suggestion() -> None:
    def points(home: dict[str, str], larger: bool = False) -> float:
        side = offer(host(**home))
        waits = [need(guest(party={"women": 2, "children_3_6": 2}), "larger")] if larger else []
        small = need(guest(), "small")
        index = Index.of([side, small, *waits], ATLAS, TABLES)
        (verdict,) = [one for one in index.all_permitted(side, TODAY) if one.need.case_id == "small"]
        return verdict.score.points

    order = TABLES.figures.order
    assert points({"notice": "month"}) == points({}) - order.notice
    assert points({"notice": "month", "since": str(TODAY + dt.timedelta(days=60))}) == points(
        {"since": str(TODAY + dt.timedelta(days=60))}
    )
    assert points({"length": "weeks"}) == points({"length": "months"}) - order.length - order.check
    assert points({}, larger=True) == points({}) - 3 * order.spare


def test_what_makes_a_pair_better_is_told_in_words() -> None:
    side, party = offer(host(notice="month", languages=["sv"])), need(guest(languages=["ar"]))
    index = Index.of([side, party, need(guest(party={"women": 2, "men": 2}), "larger")], ATLAS, TABLES)
    told = [TEXTS.render(line, "en") for line in betters(index.judge(side, party, TODAY))]
    assert told == [
        "⚠ No language that both speak.",
        "✓ Offered for as long as the guest would like to stay.",
        "⚠ The host would like to know longer before somebody moves in.",
        "⚠ 3 places to sleep would stay empty, and a larger party waits that could live there.",
        "✓ The guest has waited for 4 weeks.",
    ]
    both = betters(judge(offer(host()), need(guest()), TODAY, PLACES, TABLES))
    assert TEXTS.render(both[0], "en") == "✓ A language that both speak: English."


def test_points_are_in_thousandths() -> None:
    order = TABLES.figures.order
    with pytest.raises(ValueError, match="three digits"):
        type(order).model_validate({**order.model_dump(), "km": 0.0001})
    assert replace(TABLES) == TABLES
