"""Does linking stay flat? A synthetic stream of reports with known truth, added portion by portion.

    PYTHONPATH=src python benchmarks/link_flat.py [--reports 1000,10000,100000] [--per-day 500] [--portion 500]

Each day has its incidents (a place, a kind, a toll, people with invented names), each told by one to a dozen reports of
that day and the days after, in words drawn as
often as they are in news and a few rare ones; a third of the reports carry a second observation. Printed at each
size: CPU seconds in all, observations a second, what a report cost in all, in the first thousand, in the first thousand
that have a past (``PAST`` days: an incident is told of for ten, so before that a report has fewer fellows than any later
one) and in the last tenth, peak memory, and pair precision and recall against the truth. Everything is seeded. The
interpreter looks for reference cycles as seldom as while a ledger links.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from datetime import date, datetime, timedelta

from dateline.ledger.heap import seldom_swept
from dateline.link import Linker
from dateline.link.rates import _rates
from dateline.model import Claim, Count, Label, Observation, ReportCard, Span, When, Where

MOST_COMPARED = 30_000  # reports; the whole state of more is not asked for
EARLY = 1300  # reports: the first three days, about a thousand
PAST = 12  # days
THOUSAND = 1000  # reports, those that have a past
KINDS = ["air_strike", "shelling", "ied", "attack", "armed_clash", "fire", "displacement", "abduction"]
SYLLABLES = [a + b for a in "bdfghjklmnqrstvz" for b in ("a", "e", "i", "o", "u", "an", "ir", "ul")]


def word(rnd: random.Random, parts: int) -> str:
    return "".join(rnd.choice(SYLLABLES) for _ in range(parts))


class Stream:
    """Reports in order of publication: (observations, card), truth in ``truth``."""

    def __init__(self, per_day: int, seed: int = 7) -> None:
        self.rnd = random.Random(seed)
        self.per_day = per_day
        self.places = [(word(self.rnd, 3), self.rnd.uniform(30, 37), self.rnd.uniform(36, 48)) for _ in range(1500)]
        rates = _rates()
        self.common, self.weights = list(rates), list(rates.values())
        self.outlets = [f"outlet {n}" for n in range(60)]
        self.truth: dict[str, str] = {}
        self.number = 0

    def days(self):
        waiting: list[tuple[int, dict]] = []
        for n in range(10**6):
            today = date(2015, 1, 1) + timedelta(days=n)
            waiting += [(n + delay, incident) for incident in self._incidents(today) for delay in self._delays()]
            due = [incident for at, incident in waiting if at <= n]
            waiting = [w for w in waiting if w[0] > n]
            yield [self._report(incident, today) for incident in due]

    def _incidents(self, today):
        rnd = self.rnd
        for n in range(self.per_day // 4):
            name, lat, lon = rnd.choice(self.places)
            yield {
                "id": f"{today}-{n}", "day": today, "kind": rnd.choice(KINDS), "place": name, "lat": lat, "lon": lon,
                "killed": rnd.choice([0, 1, 1, 2, 3, 5, 9, 14]), "people": [f"{word(rnd, 2)} {word(rnd, 3)}" for _ in range(2)],
                "words": [*rnd.choices(self.common, self.weights, k=40), *(word(rnd, 3) for _ in range(4))],
            }  # fmt: skip

    def _delays(self):
        return [min(9, int(self.rnd.expovariate(0.9))) for _ in range(self.rnd.choice([1, 2, 3, 4, 5, 9]))]

    def _report(self, incident, today):
        rnd = self.rnd
        self.number += 1
        key = f"r{self.number}"
        people = [p for p in incident["people"] if rnd.random() < 0.6]
        names = [
            incident["place"],
            *people,
            *(w for p in people for w in p.split()),
            *rnd.choices(self.common, self.weights, k=25),
            word(rnd, 3),
        ]
        card = ReportCard(
            id=key, outlet=rnd.choice(self.outlets), published=today.isoformat(), length=300, text_key=key,
            names=tuple(names), lead=tuple(names[:3]), title_words=tuple(rnd.sample(incident["words"], 3)),
            words=tuple({*rnd.sample(incident["words"], 20), *rnd.choices(self.common, self.weights, k=100), word(rnd, 3)}),
        )  # fmt: skip
        observations = [self._observation(incident, key, 0)]
        if rnd.random() < 0.33:
            other = dict(
                incident, place=rnd.choice(self.places)[0], lat=None, kind=rnd.choice(KINDS), killed=None, day=today
            )
            observations.append(self._observation(other, key, 1, alone=True))
        return observations, card

    def _observation(self, incident, report, n, *, alone=False):
        key = f"{report}-{n}"
        self.truth[key] = key if alone else incident["id"]
        values = [
            ("type", Label(incident["kind"])),
            (
                "where",
                Where(
                    name=incident["place"],
                    lat=incident["lat"],
                    lon=incident["lon"] if incident["lat"] else None,
                    radius_m=3000.0,
                    precision="place",
                ),
            ),
        ]
        if self.rnd.random() < 0.7:
            begin = datetime.combine(incident["day"], datetime.min.time())
            end = begin + timedelta(days=1)
            values.append(
                ("when", When(begin_low=begin, begin_high=end, end_low=begin, end_high=end, granularity="day"))
            )
        if incident["killed"] is not None and self.rnd.random() < 0.7:
            killed = max(0, incident["killed"] + self.rnd.choice([0, 0, 0, 1, -1]))
            values.append(("killed", Count(low=killed, best=killed, high=killed)))
        claims = tuple(Claim(id=f"{key}-{f}", field=f, value=v, evidence=(Span(0, 1),)) for f, v in values)
        return Observation(
            id=key, report_id=report, type=incident["kind"], triggers=(Span(50 * n, 50 * n + 5),), claims=claims
        )


def run(sizes: list[int], per_day: int, portion: int) -> None:
    """One stream, told of at each size."""
    stream = Stream(per_day)
    linker = Linker()
    costs, made, observed, waiting, past = [], 0, 0, sorted(sizes), 0
    for number, day in enumerate(stream.days()):
        past = len(costs) if number == PAST else past
        for start in range(0, len(day), portion):
            batch = day[start : start + portion]
            observations = [o for os, _ in batch for o in os]
            begin = time.process_time()
            linker.add(observations, {c.id: c for _, c in batch})
            costs.append(((time.process_time() - begin) / len(batch), len(batch)))
            made += len(batch)
            observed += len(observations)
        if made >= waiting[0]:
            report(stream, linker, costs, observed, past)
            waiting.pop(0)
        if not waiting:
            break


def report(stream, linker, costs, observed, past):
    made = sum(n for _, n in costs)
    seconds = sum(c * n for c, n in costs)
    tenth = max(1, len(costs) // 10)
    last = mean(costs[-tenth:])
    early = [sum(n for _, n in costs[:i]) for i in range(1, len(costs) + 1)]
    first = mean([cost for cost, n in zip(costs, early, strict=True) if n <= EARLY] or costs[:1])
    settled = mean(until(costs[past:], THOUSAND)) * 1000 if past else float("nan")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = "pairs not compared"
    if made < MOST_COMPARED:
        precision, recall = pairs(stream.truth, linker.linking().incident_of())
        told = f"pairs P {precision:.3f} R {recall:.3f}"
    print(
        f"{made} reports, {observed} observations: {seconds:.1f} CPU s, {observed / seconds:.0f} observations/s, "
        f"{seconds / made * 1000:.2f} ms a report, in the first thousand {first * 1000:.2f}, with a past {settled:.2f}, in the last tenth {last * 1000:.2f}, peak {memory:.0f} MiB, {told}",
        flush=True,
    )


def until(costs, reports):
    """The first portions, up to so many reports."""
    found = []
    for cost, n in costs:
        if sum(n for _, n in found) < reports:
            found.append((cost, n))
    return found


def mean(costs):
    """CPU seconds a report, of portions (seconds a report, reports)."""
    return sum(c * n for c, n in costs) / sum(n for _, n in costs)


def pairs(truth, found):
    both = Counter((truth[o], i) for o, i in found.items())
    choose = lambda counter: sum(n * (n - 1) // 2 for n in counter.values())  # noqa: E731
    hit, said, true = choose(both), choose(Counter(found.values())), choose(Counter(truth[o] for o in found))
    return hit / max(1, said), hit / max(1, true)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--reports", default="1000,10000,100000")
    ap.add_argument("--per-day", type=int, default=500)
    ap.add_argument("--portion", type=int, default=500)
    a = ap.parse_args()
    with seldom_swept():
        run([int(size) for size in a.reports.split(",")], a.per_day, a.portion)


if __name__ == "__main__":
    main()
