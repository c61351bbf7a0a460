"""Hear: microphones, leases of workers, captions and translations on their way to every reader.

The hall and what it joins are of the hub's thread; the others are units of work. Must not know pages.

- microphones: ``hear``, ``session_time``, ``microphones``, ``floor``, ``spoken``;
- recognised: ``leases``, ``lease``, ``speech_workers``, ``admission``; again: ``readers``, ``reread``,
  ``suggestions``;
- translated: ``translate``, ``group``, ``interim``, ``engines``; by persons: ``interpret``, ``interpreted``,
  ``interpreters``, ``holdings``;
- joined and told: ``hall``, ``publish``, ``audience``, ``pulse``, ``stages``, ``together``.
"""
