"""Reports that tell many things one after the other: digests of the world's news, reviews of a week.

Each item stands in a paragraph of its own. Items lend each other neither places nor tolls, and each begins with news, not
with the background of the first.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from dateline.claims.background import lead_end
from dateline.claims.place_around import is_digest
from dateline.claims.telling import Telling
from dateline.find.tree import Tree
from dateline.model import Span

ITEMS = 4  # paragraphs that begin with an event of the last days, each with a day and a place of its own: a review
RECENT_DAYS = 8
STRUNG = 3  # sentences that open with "In PLACE, ...": a round-up
OPENERS = frozenset({"in", "at", "near", "around", "outside"})
OPENING = 8  # words from the opening preposition to the comma behind the place


def tells_of_the_world(told: Sequence[Telling]) -> bool:
    """Whether the mentions of a report, by the places of their own, make it a digest."""
    return is_digest([t.where.country for t in told if t.own_place and t.where and t.where.country])


def item_leads(
    tree: Tree, told: Sequence[Telling], published: date | None, openings: Collection[Span] = ()
) -> frozenset[int]:
    """The sentences that begin an item; ``openings`` are the passages that open with a place, two of them are items.

    Of a report that tells one story: none where its lead tells of an event, else the first sentence that does (mails
    and scraped pages begin with other lines).
    """
    first: dict[int, int] = {}
    for number, (start, _) in enumerate(tree.sentences):
        first.setdefault(tree.view.passage(tree.start[start]).start, number)
    leads = frozenset(first.values())
    labelled = {number for start, number in first.items() if start in {span.start for span in openings}}
    items = {t.event.sentence: t.place_names for t in told if t.event.sentence in leads and _is_item(t, published)}
    review = len(set(items.values())) >= ITEMS
    if review or tells_of_the_world(told):
        return leads
    strung = _strung(tree, told)
    if len(labelled) > 1 or strung:
        return frozenset(labelled) | strung
    happened = [t.event.sentence for t in told if t.event.modality == "happened" and t.anchor]
    return frozenset({min(happened)}) if happened and min(happened) >= lead_end(tree) else frozenset()


def _strung(tree: Tree, told: Sequence[Telling]) -> frozenset[int]:
    """Sentences of a round-up in one paragraph: "In Goma, shells killed two. In Bunia, ... In Sake, ..."."""
    places = {
        t.event.sentence: t.place_names
        for t in told
        if t.own_place and t.place_names and t.event.modality == "happened"
    }
    opening = [
        n for n in sorted(places) if tree.lower[tree.sentences[n][0]] in OPENERS and "," in _first_words(tree, n)
    ]
    return frozenset(opening) if len({places[n] for n in opening}) >= STRUNG else frozenset()


def _first_words(tree: Tree, sentence: int) -> list[str]:
    first, end = tree.sentences[sentence]
    return tree.lower[first : min(end, first + OPENING)]


def _is_item(one: Telling, published: date | None) -> bool:
    if not (one.own_place and one.own_time and one.event.modality == "happened") or one.when is None:
        return False
    last = one.when.last_day
    return published is not None and last is not None and 0 <= (published - last).days <= RECENT_DAYS
