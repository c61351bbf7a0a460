"""Record: captions become minutes: corrected, checked, written together, approved, summed up.

Must not change what was heard: whatever is done to a line is a version beside it.

- lines: ``record``, ``lines``, ``words``, ``attribute``, ``retraction``, ``as_written``, ``sound``;
- split and merged: ``recut``, ``carry``, ``lineage``;
- written together: ``coedit``, ``editors``, ``settle``;
- approved: ``approval``, ``approve``, ``steps``, ``doubts``, ``dossier``, ``propose``, ``sign``, ``rectify``
  (corrigenda);
- summed up: ``records``, ``record_drafts``, ``recorded``, ``seal``.
"""
