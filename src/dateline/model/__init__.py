"""What a report, a claim, an incident *is*: frozen values without behaviour beyond their own arithmetic.

Nothing here reads a file, knows a word list or imports another part of dateline. Every value is an immutable
``msgspec.Struct``: hashable where its parts are, comparable by content, and written to JSON and back without loss.
Unknown is ``None`` or an empty tuple, a stated zero is ``0``. Offsets are half-open character offsets into
``Report.text``, the text exactly as it was received.
"""

from dateline.model.attribution import Attribution, Source
from dateline.model.card import ReportCard
from dateline.model.change import Change
from dateline.model.decision import Decision
from dateline.model.incident import FieldView, Incident, Link, Option
from dateline.model.media import Medium
from dateline.model.mention import (
    ActorMention,
    AttributionMention,
    CountMention,
    EventMention,
    MediaMention,
    Mention,
    PlaceMention,
    StatusMention,
    TimeMention,
)
from dateline.model.notice import Notice, Run
from dateline.model.observation import FIELDS, Claim, Observation
from dateline.model.report import Passage, Repair, Report
from dateline.model.span import Span
from dateline.model.values import Actor, Count, Label, Status, Value
from dateline.model.when import When
from dateline.model.where import Where

__all__ = [
    "FIELDS",
    "Actor",
    "ActorMention",
    "Attribution",
    "AttributionMention",
    "Change",
    "Claim",
    "Count",
    "CountMention",
    "Decision",
    "EventMention",
    "FieldView",
    "Incident",
    "Label",
    "Link",
    "MediaMention",
    "Medium",
    "Mention",
    "Notice",
    "Observation",
    "Option",
    "Passage",
    "PlaceMention",
    "Repair",
    "Report",
    "ReportCard",
    "Run",
    "Source",
    "Span",
    "Status",
    "StatusMention",
    "TimeMention",
    "Value",
    "When",
    "Where",
]
