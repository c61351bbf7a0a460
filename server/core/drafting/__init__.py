"""Minutes in, draft statement out: copied spans, template verbs, computed counts; every clause cites its segments.

Must not know storage, or which model read the sentences (``sense`` is a port). In the order of work:

- given: ``evidence``, ``sense``; sentences: ``sentences``, ``remarks``, ``turns``, ``bilingual``, ``naming``,
  ``subjects``, ``words_shared``;
- what a sentence does: ``acts``, ``classify``, ``cues``, ``needles``, ``negation``, ``assent``, ``weighing``,
  ``unclear``;
- figures: ``figures``, ``numerals``, ``scripts``, ``measures``; put right: ``slips``, ``corrections``, ``restated``,
  ``revisions``; in dispute: ``disputes``, ``conflicts``;
- proposals and their answers: ``clusters``, ``unheard``, ``proposition``, ``placing``, ``targets``, ``following``,
  ``agreeing``, ``yeses``, ``stances``, ``themes``;
- undertakings: ``promises``, ``pledging``, ``pledges``, ``undertakings``;
- written: ``compose``, ``paragraphs``, ``writer``, ``clauses``, ``clip``, ``shortening``, ``cuts``, ``asides``,
  ``copies``, ``templates``, ``wording``, ``notes``, ``experiences``, ``omitted``;
- verified: ``check``, ``verify``, ``claims``, ``translated``, ``quotations``, ``faults``, ``portable``.
"""

from server.core.drafting.check import check
from server.core.drafting.compose import Draft, Theme, draft
from server.core.drafting.evidence import Evidence, Segment, from_records
from server.core.drafting.faults import Fault, Problem
from server.core.drafting.notes import is_note, note_naming, quoted_in_note
from server.core.drafting.omitted import Omitted
from server.core.drafting.remarks import english
from server.core.drafting.sense import UNREAD, NoReader, Reader, Sense
from server.core.drafting.templates import LANGUAGES, is_opening
from server.core.drafting.translated import verify_translations
from server.core.drafting.verify import verify

__all__ = [
    "LANGUAGES",
    "UNREAD",
    "Draft",
    "Evidence",
    "Fault",
    "NoReader",
    "Omitted",
    "Problem",
    "Reader",
    "Segment",
    "Sense",
    "Theme",
    "check",
    "draft",
    "english",
    "from_records",
    "is_note",
    "is_opening",
    "note_naming",
    "quoted_in_note",
    "verify",
    "verify_translations",
]
