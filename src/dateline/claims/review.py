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
    if len(labelled) > 1:
        return frozenset(labelled)
    happened = [t.event.sentence for t in told if t.event.modality == "happened" and t.anchor]
    return frozenset({min(happened)}) if happened and min(happened) >= lead_end(tree) else frozenset()


def _is_item(one: Telling, published: date | None) -> bool:
    if not (one.own_place and one.own_time and one.event.modality == "happened") or one.when is None:
        return False
    last = one.when.last_day
    return published is not None and last is not None and 0 <= (published - last).days <= RECENT_DAYS
