"""`triage ask` in a real terminal."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pexpect

DOWN, ENTER, SPACE = "\x1b[B", "\r", " "
CALM = {
    "Is the foot cold": "n",
    "Where does it hurt?": "1",
    "Could you take four steps": "y",
    "Does it hurt to press": "n",
    "How old are you": "30",
    "Have you rolled this ankle": "y",
}
BACK_PAIN = str(Path(__file__).parents[3] / "rules" / "runner_back_pain")
LOWER_BACK = Path(__file__).parents[3] / "examples" / "lower_back.yaml"
OTTAWA = str(Path(__file__).parents[2] / "packs" / "ottawa_ankle")


class Terminal:
    """One `triage ask` in a terminal of some width."""

    def __init__(
        self, folder: Path, *arguments: str, columns: int = 80, pack: str = OTTAWA
    ) -> None:
        self.child = pexpect.spawn(
            sys.executable,
            ["-m", "triage", "ask", "--pack", pack, *arguments],
            cwd=str(folder),
            env={**os.environ, "PROMPT_TOOLKIT_NO_CPR": "1"},  # pexpect does not report the cursor
            dimensions=(60, columns),
            encoding="utf-8",
            timeout=600,  # of a terminal that does not respond; a slow machine is not a fault
        )
        self.seen = ""

    def expect(self, text: str) -> None:
        self.child.expect_exact(text)
        self.seen += self.child.before + self.child.after

    def answer(self, *replies: str) -> None:
        for reply in replies:
            self.expect("Your answer: ")
            self.child.sendline(reply)

    def answer_all(self, replies: dict[str, str]) -> None:
        """Reply to each question by its text, until the answers are to be checked.

        What is offered is accepted, unless the replies say otherwise.
        """
        replies = {"Do you want to answer them?": "y", **replies}
        texts = [*replies, "see your advice"]
        while (place := self.child.expect_exact(texts)) < len(replies):
            self.answer(replies[texts[place]])

    def interrupt(self) -> None:
        """Press Ctrl-C at a prompt."""
        self.expect("Your answer: ")
        self.press_ctrl_c()

    def press_ctrl_c(self) -> None:
        """Press Ctrl-C once the process waits: Python's readline misses one that comes before."""
        state = Path(f"/proc/{self.child.pid}/stat")
        if not state.exists():
            time.sleep(0.3)  # not Linux, where alone a process's state can be read
        while state.exists() and state.read_text().rpartition(")")[2].split()[0] == "R":
            time.sleep(0.01)
        self.child.sendintr()

    def end(self) -> str:
        """Return all that was seen, not keeping the answers where that is offered."""
        if self.child.expect([pexpect.EOF, "File: "]) == 1:
            self.seen += self.child.before
            self.child.sendline("")
            self.child.expect(pexpect.EOF)
        self.seen += self.child.before
        self.child.close()
        return self.seen

    def leave(self) -> None:
        """Stop as a runner does, by Ctrl-C: closing the terminal would not let it end well."""
        self.press_ctrl_c()
        self.end()
