"""How hard a pack is to read, measured with textstat (extra `readability`).

Targets: a Flesch-Kincaid grade of 8 or lower for each text, and at most 25 words in a question.
The grade is a formula over words, syllables and sentences (Kincaid et al., 1975); it knows nothing
of meaning, so a hard word that has its plain synonym beside it may be listed in reading.yaml.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator

from triage.assurance.checks.remarks import Remark, Topic, sentence
from triage.model.pack import Pack

HIGHEST_GRADE = 8.0
MOST_WORDS = 25
FEWEST_WORDS = 6
"""A text shorter than this says too little for the formula: one long word would decide it."""


def unreadable(pack: Pack) -> Iterator[Remark]:
    """Find texts that are too hard or too long for a reader of 10 to 12 years.

    Where textstat is not installed, the only remark is that this was left out.
    """
    try:
        with warnings.catch_warnings():  # of its authors' to them: it uses pkg_resources
            warnings.simplefilter("ignore")
            import textstat
    except ImportError:
        yield Remark(
            Topic.LEFT_OUT,
            pack.id,
            "how hard the texts are to read was not measured: textstat is not installed",
            "install it with: pip install 'runner-triage[readability]'",
        )
        return
    hard_words = [
        (re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE), plain)
        for word, plain in pack.reading_exceptions.items()
    ]
    for name, text in texts_of(pack):
        plain_text = text
        for hard, plain in hard_words:
            plain_text = hard.sub(plain, plain_text)
        words = len(plain_text.split())
        if words >= FEWEST_WORDS:
            grade = float(textstat.flesch_kincaid_grade(sentence(plain_text)))
            if grade > HIGHEST_GRADE:
                yield Remark(
                    Topic.UNREADABLE,
                    name,
                    f"reading grade {grade:.1f}, more than {HIGHEST_GRADE:.0f}: {text!r}",
                    "use shorter words and sentences, or list a hard word in reading.yaml",
                )
        if name.endswith(".text") and name.split(".")[0] in pack.question and words > MOST_WORDS:
            yield Remark(
                Topic.UNREADABLE,
                name,
                f"{words} words, more than {MOST_WORDS}",
                "split the question, or move the detail to 'help'",
            )


def texts_of(pack: Pack) -> Iterator[tuple[str, str]]:
    """Return every text a runner or a coach reads, with a name for it."""
    for question in pack.questions:
        yield f"{question.id}.text", question.text
        if question.help:
            yield f"{question.id}.help", question.help
        if question.span:
            yield f"{question.id}.says", question.span.says
        for option in question.options:
            yield f"{question.id}.{option.id}.label", option.label
            yield f"{question.id}.{option.id}.says", option.says
            if option.denies:
                yield f"{question.id}.{option.id}.denies", option.denies
    for rule in pack.rules:
        yield f"{rule.id}.because", rule.because
    for finding in pack.findings:
        yield f"{finding.id}.says", finding.says or ""
        yield f"{finding.id}.denies", finding.denies or ""
    for suspect in pack.suspects:
        yield f"{suspect.id}.explain", suspect.explain or ""
    for cause in pack.causes:
        yield f"{cause.id}.explain", cause.explain
    for score in pack.scores:
        for band in score.bands:
            yield f"{score.id}.{band.points}.label", band.label
            yield f"{score.id}.{band.points}.says", band.says
    for item in pack.advice:
        yield f"{item.id}.text", item.text
        if item.unless:
            yield f"{item.id}.unless", item.unless
    for exercise in pack.exercises:
        yield f"{exercise.id}.aim", exercise.aim
        yield f"{exercise.id}.stop_rule", exercise.stop_rule
        for place, cue in enumerate(exercise.cues, start=1):
            yield f"{exercise.id}.cue {place}", cue
    for use in pack.uses:
        yield f"{use.id}.way", use.way
    if pack.dosage and pack.dosage.first_says:
        yield "programme.first_says", pack.dosage.first_says
    yield "if_not_assessed", pack.if_not_assessed
    for disposition, wording in pack.wordings.items():
        for part in ("do_first", "contact", "how_soon", "check_again"):
            yield f"{disposition.id}.{part}", getattr(wording, part)
    for disposition, coaching in pack.coaching.items():
        yield f"{disposition.id}.coach", coaching.finished.action
        yield f"{disposition.id}.coach.unfinished", coaching.unfinished.action
