"""All properties, in the order in which they are proved and reported."""

from __future__ import annotations

from triage.assurance.proofs.properties import (
    alone_is_enough,
    emergencies_come_up_early,
    every_disposition_can_be_reached,
    every_exercise_can_be_free,
    every_grade_can_be_reached,
    every_promise_can_apply,
    every_question_can_matter,
    greater_numbers_never_calm,
    no_cliff,
    no_contradiction,
    no_gate_hides_a_sign,
    no_held_exercise_is_offered,
    no_rule_is_dead,
    no_rule_repeats_a_gate,
    no_rule_says_what_another_says,
    no_rules_contradict,
    not_sure_lies_between,
    stopping_early_is_safe,
    unanswered_is_never_clear,
    what_the_pack_promises,
    worse_answers_never_calm,
)
from triage.assurance.proofs.properties.shape import Property

PROPERTIES: tuple[Property, ...] = (
    no_rule_is_dead.PROPERTY,
    no_rule_says_what_another_says.PROPERTY,
    no_rules_contradict.PROPERTY,
    unanswered_is_never_clear.PROPERTY,
    stopping_early_is_safe.PROPERTY,
    worse_answers_never_calm.PROPERTY,
    greater_numbers_never_calm.PROPERTY,
    no_held_exercise_is_offered.PROPERTY,
    every_disposition_can_be_reached.PROPERTY,
    every_question_can_matter.PROPERTY,
    every_grade_can_be_reached.PROPERTY,
    every_exercise_can_be_free.PROPERTY,
    every_promise_can_apply.PROPERTY,
    no_contradiction.PROPERTY,
    alone_is_enough.PROPERTY,
    no_gate_hides_a_sign.PROPERTY,
    no_rule_repeats_a_gate.PROPERTY,
    no_cliff.PROPERTY,
    not_sure_lies_between.PROPERTY,
    emergencies_come_up_early.PROPERTY,
    what_the_pack_promises.PROPERTY,
)
