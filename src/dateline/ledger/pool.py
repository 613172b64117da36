"""Reading batches in this process or in several, the results always in the order of the batches."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dateline.ledger.found import Found
from dateline.ledger.heap import SELDOM
from dateline.model import Report

if TYPE_CHECKING:  # loaded with the first batch: it takes a second
    from dateline.ledger.reader import Reader

BATCH = 64  # reports: what the parser goes through together, and the most reading that a crash can cost
BATCH_CHARS = 250_000  # characters of a batch, about: bounds what the language model holds in memory
WAITING = 3  # batches ready for each worker

Batch = list[Report]


class Readers(Protocol):
    """Something that reads reports: :class:`dateline.ledger.reader.Reader`, or a stand-in for tests."""

    def read(self, reports: Sequence[Report]) -> list[Found]:
        """What is found in each report, in their order."""
        ...


class Pool(Protocol):
    """Reads batches, somewhere."""

    def results(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Found]]]:
        """Each batch with what was found, in order."""
        ...

    def close(self) -> None:
        """Stop; batches in hand are finished and dropped."""
        ...


def readers(layers: Sequence[Path], workers: int, reader: Readers | None = None) -> Pool:
    """A pool of processes for two or more workers, else this process (or the reader given)."""
    return Processes(layers, workers) if workers > 1 and reader is None else Here(layers, reader)


class Here:
    """Reads in this process; the language model is loaded with the first batch."""

    def __init__(self, layers: Sequence[Path], reader: Readers | None) -> None:
        self.layers = layers
        self.reader = reader

    def results(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Found]]]:
        """Each batch with what was found, in order."""
        for batch in batches:
            self.reader = self.reader or _new_reader(self.layers)
            yield batch, self.reader.read(batch)

    def close(self) -> None:
        """Nothing to stop."""


class Processes:
    """Reads in worker processes. A worker that dies costs only the report that killed it."""

    def __init__(self, layers: Sequence[Path], workers: int) -> None:
        self.layers = layers
        self.workers = workers
        os.environ.setdefault("OMP_NUM_THREADS", "1")  # the workers share the cores as it is
        self.executor = self._start()

    def results(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, list[Found]]]:
        """Each batch with what was found, in order."""
        waiting: deque[tuple[Batch, Future[list[Found]]]] = deque()
        for batch in batches:
            waiting.append((batch, self._submit(batch)))
            if len(waiting) >= self.workers * WAITING:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def close(self) -> None:
        """Stop the workers; batches in hand are finished and dropped."""
        self.executor.shutdown(wait=True, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers, mp_context=get_context("spawn"), initializer=_begin, initargs=(tuple(self.layers),)
        )

    def _submit(self, batch: Batch) -> Future[list[Found]]:
        try:
            return self.executor.submit(_read, batch)
        except BrokenProcessPool:
            self._restart()
            return self.executor.submit(_read, batch)

    def _result(self, batch: Batch, future: Future[list[Found]]) -> tuple[Batch, list[Found]]:
        try:
            return batch, future.result()
        except (BrokenProcessPool, CancelledError):
            return batch, self._again(batch)

    def _again(self, batch: Batch) -> list[Found]:
        """Read a batch once more after a worker died; if that kills another, report by report."""
        self._restart()
        try:
            return self.executor.submit(_read, batch).result()
        except BrokenProcessPool:
            if len(batch) == 1:
                self._restart()
                return [Found(batch[0].id, "failed", error="the process that read it died (out of memory?)")]
            return [found for report in batch for found in self._again([report])]

    def _restart(self) -> None:
        self.executor.shutdown(wait=False, cancel_futures=True)
        self.executor = self._start()


def _new_reader(layers: Sequence[Path]) -> Reader:
    from dateline.ledger.reader import Reader  # noqa: PLC0415  (see above)

    return Reader(layers)


_reader: Reader | None = None


def _begin(layers: tuple[Path, ...]) -> None:
    """In a new worker: leave Ctrl-C to the main process, open the gazetteer."""
    global _reader  # noqa: PLW0603  (one reader a process is the point)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*SELDOM)
    _reader = _new_reader(layers)


def _read(batch: Batch) -> list[Found]:
    assert _reader is not None
    return _reader.read(batch)
