"""Decide which of all that fits some words may be meant: the lead, and what is too close to it."""

from collections.abc import Sequence

from kpi_store.domain.matching import Match, Thresholds

UNSURE = 2.5  # how much wider the margin is where one word of a longer name is all that was asked
LESS_SAID = 0.6  # of the margin, where the lead has every word that the other has, and more
HALF_SAID = 0.4  # of the margin, where a whole name of the lead was asked and none of the other
PRINTED = 0.2  # of the margin, where all of the lead's printed name was asked and not the other's
BELOW_FLOOR = 0.06  # how far below the floor a listing may stay that is alone
ALONE = 0.2  # how far ahead of any other listing it is then
NO_MISS = 0.1  # and of what is not held


def contenders(matches: Sequence[Match], thresholds: Thresholds) -> tuple[Match, ...]:
    """The best that reach the floor and are too close to be told apart; none where none does."""
    held = [one for one in matches if one.score >= thresholds.floor]
    if not held:
        return _alone(matches, thresholds.floor - BELOW_FLOOR)
    lead = held[0]
    margin = thresholds.margin if lead.sure else UNSURE * thresholds.margin

    def close(one: Match) -> bool:
        share = 1.0
        if one.listing and lead.sure and set(one.words) < set(lead.words):
            share = LESS_SAID
        if one.listing and lead.whole and not one.whole and set(one.evidence) <= set(lead.evidence):
            share = HALF_SAID
        if lead.printed and not one.printed:
            share = PRINTED
        return lead.rank - one.rank < share * margin

    return tuple(one for one in held if one is lead or close(one))


def _alone(matches: Sequence[Match], floor: float) -> tuple[Match, ...]:
    """The listing that almost reaches the floor, where nothing else comes near it."""
    listed = [one for one in matches if one.listing]
    if not listed:
        return ()
    lead = listed[0]
    if lead.score < floor or lead.strange or not lead.sure:
        return ()
    apart = all(lead.rank - one.rank >= ALONE for one in listed[1:])
    missed = any(lead.score - one.score < NO_MISS for one in matches if one.near_miss)
    return (lead,) if apart and not missed else ()
