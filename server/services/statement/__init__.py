"""Agree: minutes become a shared statement: drafted, negotiated, translated, adopted, signed, published.

Must not write in lines of the minutes, nor in what adoption has fixed.

- stored and shown: ``statements``, ``parties``, ``show``, ``views``, ``answers``, ``told`` and ``following`` (who is
  told of a change), ``beside`` (many in one instant), ``symbols``, ``ledger``;
- drafted: ``draft``, ``sensed``, ``nearby``, ``stances``, ``suggest``, ``zero`` (from a text that somebody brought),
  ``render``;
- rests on: ``grounds``, ``sources``, ``reviews``, ``kept``, ``corrected``;
- worded: ``negotiate`` (made and opened), ``reword``, ``brackets``, ``bracketed``, ``revisions``;
- amended: ``amendments``, ``proposed``, ``amended``, ``decisions``;
- agreed: ``positions``, ``consensus``, ``silence``, ``silences``, ``reminders``, ``explanations``, ``explained``,
  ``convert``;
- in languages: ``versions``, ``version_rows``, ``revise``, ``checked``;
- adopted: ``sheet`` (the last look), ``adopt``, ``adopted``, ``commitments``, ``emend`` (corrigenda), ``succession``;
- signed: ``keys``, ``enrol``, ``signatures``, ``proof``, ``proven``;
- given out: ``proclaim``, ``printed``, ``archived``.
"""
