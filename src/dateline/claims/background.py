"""Whether an event is what the report is about, or an older event told to explain it.

An event is news when the report tells it as having happened and nothing says that it is older than the report's own
days: the events of the headline and the lead, those dated on the day of publication or the days just before, and those
without a date in the main clause. It is background when its own words date it well before, when the tense steps back
("had shelled"), or when it only serves as the setting of another ("after the shelling of ...", "since the takeover").
In a history (:mod:`dateline.claims.history`) the days that it tells count in place of the day it appeared.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from dateline.claims.telling import Telling, telling_words
from dateline.find.tree import Tree

ObservationRole = Literal["news", "background", "planned", "hypothetical", "denied"]
ROLES: dict[str, ObservationRole] = {
    "happened": "news", "attempted": "news", "threatened": "planned", "planned": "planned", "denied": "denied",
    "hypothetical": "hypothetical", "background": "background", "rumour": "background",
}  # fmt: skip
MAIN_DAYS = 31  # an event of the lead this old is still what the report is about (a toll, a culprit found)
OTHER_DAYS = 0
CONDITIONS = frozenset({"siege_access", "displacement", "aid_delivery"})  # told late and undated: how things stood
LEAD = 2  # sentences
SHORT = 6  # words from which a sentence is running text and no line of a page's menu
_SETTING = frozenset({"after", "before", "since", "following", "until", "during", "by", "despite", "from"})


def role_of(
    tree: Tree,
    group: list[Telling],
    published: date | None,
    leads: frozenset[int] = frozenset(),
    since: date | None = None,
) -> ObservationRole:
    """The role that a report gives to an event. ``leads`` are the sentences that begin the items of a review, ``since`` the
    first day of the stretch that a history is about."""
    told: list[ObservationRole] = ["news" if _earlier(tree, t) else ROLES[t.event.modality] for t in group]
    if "news" not in told:
        return "background" if "background" in told else told[0]
    main = is_main(tree, group, leads)
    age = days_before(group, since or published)
    if since and age is not None:
        return "background" if age > 0 else "news"
    if age is not None:
        return "background" if age > (MAIN_DAYS if main else OTHER_DAYS) else "news"
    if main:
        return "news"
    if all(t.event.type in CONDITIONS for t in group):
        return "background"
    return "background" if all(is_setting(tree, t) or steps_back(tree, t) for t in group) else "news"


def _earlier(tree: Tree, one: Telling) -> bool:
    """ "Earlier" alone is a few hours: it does not make background."""
    cue = one.event.modality_cue
    return one.event.modality == "background" and cue is not None and tree.view.report.words(cue).lower() == "earlier"


def lead_end(tree: Tree) -> int:
    """The sentence after the lead: two sentences of running text, with the headline and captions before them."""
    for number, (first, end) in enumerate(tree.sentences):
        if tree.view.passage(tree.start[first]).role == "body" and not _is_menu(tree, first, end):
            return number + LEAD
    return LEAD


def _is_menu(tree: Tree, first: int, end: int) -> bool:
    """Whether a line without a verb stands before the running text: "News", "Attacks on Civilian Facilities"."""
    return end - first < SHORT and not any(tag[:2] == "VB" for tag in tree.tag[first:end])


def is_main(tree: Tree, group: list[Telling], leads: frozenset[int]) -> bool:
    """Whether the headline, the lead or the beginning of an item tells of it, and not only as the setting of something
    else."""
    end = lead_end(tree)
    first = [t for t in group if t.event.sentence < end or t.event.sentence in leads]
    lead = [t for t in first if t.event.modality == "happened" and t.anchor]
    for one in lead:
        scene = is_after(tree, one) or _is_aside(tree, one) or (one.event.type in CONDITIONS and is_setting(tree, one))
        if one.passage == "headline" or not scene:
            return True
    return any(
        t.passage in {"caption", "list"} and not (t.event.type in CONDITIONS and is_setting(tree, t)) for t in group
    )


def days_before(group: list[Telling], published: date | None) -> int | None:
    """Days from the end of the event to publication by the event's own dates, ``None`` if it has none."""
    dated = [t.when for t in group if (t.own_time or t.running) and t.when is not None]
    ends = [when.last_day for when in dated if when.last_day is not None]
    return None if published is None or not ends else (published - max(ends)).days


def is_setting(tree: Tree, one: Telling) -> bool:
    """Whether the event word only serves to place another event in time or cause."""
    top = one.head
    for node in (one.head, *tree.ancestors(one.head)):
        top = node
        if tree.dep[node] in {"pobj", "pcomp"}:
            return tree.lower[tree.head[node]] in _SETTING
        if tree.tag[node][:2] == "VB":
            break
    if one.event.type == "aid_delivery" and tree.dep[top] == "acl" and tree.dep[tree.head[top]] == "nsubj":
        return False  # "trucks carrying flour reached the town"
    return tree.dep[top] in {"relcl", "acl"} or (
        tree.dep[top] == "advcl" and any(tree.lower[c] in _SETTING for c in tree.children[top])
    )


def is_after(tree: Tree, one: Telling) -> bool:
    """Whether the event word stands behind "after", "since" or the like."""
    for node in (one.head, *tree.ancestors(one.head)):
        if tree.tag[node][:2] == "VB" and node != one.head:
            return False
        if tree.dep[node] in {"pobj", "pcomp"}:
            return tree.lower[tree.head[node]] in {"after", "since", "before", "following"}
    return False


def _is_aside(tree: Tree, one: Telling) -> bool:
    """ "Wells that fighters had set alight before they withdrew": the setting of what is itself told by the way."""
    if tree.dep[one.head] != "advcl" or not any(tree.lower[c] in _SETTING for c in tree.children[one.head]):
        return False
    return any(tree.dep[node] == "relcl" for node in tree.ancestors(one.head))


def steps_back(tree: Tree, one: Telling) -> bool:
    """Whether the verb over the event word is in the past perfect."""
    for node in (one.head, *tree.ancestors(one.head)):
        if tree.tag[node][:2] == "VB":
            past = any(tree.lower[c] == "had" and tree.dep[c] == "aux" for c in tree.children[node])
            return past and not _reported(tree, node)
    return False


def _reported(tree: Tree, verb: int) -> bool:
    """Whether the past perfect only comes from reported speech ("CNN reported that troops had entered")."""
    if tree.dep[verb] == "conj":
        verb = tree.head[verb]
    return tree.dep[verb] == "ccomp" and tree.lemma[tree.head[verb]] in telling_words()["speech"]
