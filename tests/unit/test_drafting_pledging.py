"""What is undertaken is told by all that is known of a sentence, not by one number of the learned reader."""

from __future__ import annotations

from server.core.drafting.acts import Act
from server.core.drafting.pledging import SEEN, WEIGHTS, seen, undertakes
from server.core.drafting.sense import UNREAD, Clause, Sense, Sensed
from server.core.drafting.weighing import weighed

PLAIN = "Panama has it from tomorrow, six inspectors and two boats for the night shift."
BEFORE = "We can open our yard to the others."
NOTHING: frozenset[Act] = frozenset({Act.INFORMATION})


def _sense(**likely: float) -> Sense:
    acts = {Act(name): value for name, value in likely.items()}
    return Sense(
        {PLAIN: Sensed(acts, (), (Clause(0, len(PLAIN), acts, ()),)), BEFORE: Sensed({Act.COMMITMENT: 0.9}, ())}
    )


def test_each_number_that_is_seen_has_a_weight() -> None:
    assert len(SEEN) == len(WEIGHTS) == len(seen(PLAIN, _sense(commitment=0.4), NOTHING))


def test_a_sentence_that_was_not_read_is_left_to_its_cues() -> None:
    assert undertakes(PLAIN, UNREAD, NOTHING) is None
    assert weighed(frozenset({Act.COMMITMENT}), {}, PLAIN) == {Act.COMMITMENT}


def test_a_promise_beside_it_and_words_of_later_make_a_promise_likelier() -> None:
    alone = undertakes(PLAIN, _sense(commitment=0.3), NOTHING)
    told_before = undertakes(PLAIN, _sense(commitment=0.3), NOTHING, (BEFORE,))
    assert alone is not None and told_before is not None and told_before > alone


def test_what_is_put_forward_is_less_likely_a_promise() -> None:
    plain = undertakes(PLAIN, _sense(commitment=0.3, proposal=0.4), NOTHING)
    proposed = undertakes(PLAIN, _sense(commitment=0.3, proposal=0.4), frozenset({Act.PROPOSAL}))
    assert plain is not None and proposed is not None and proposed < plain


def test_the_weighed_likelihood_decides_and_a_claim_stays_a_claim() -> None:
    likely = {Act.COMMITMENT: 0.2, Act.FACT: 0.3}
    assert Act.COMMITMENT in weighed(NOTHING, likely, PLAIN, promised=0.6)
    assert Act.COMMITMENT not in weighed(frozenset({Act.COMMITMENT}), likely, PLAIN, promised=0.1)
    assert Act.COMMITMENT not in weighed(frozenset({Act.CLAIM}), likely, PLAIN, is_chair=True, promised=0.9)
