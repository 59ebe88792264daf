"""What building the package does beyond setuptools; setup.cfg names it, no command loads it."""

from __future__ import annotations

import sys

from setuptools.command.build_py import build_py


class BuildCompiled(build_py):
    """Brings the default pack and the shipped templates along compiled: the first run is quick."""

    def run(self) -> None:
        """Build as usual, then let the package that was built compile what is its own."""
        super().run()
        if self.editable_mode:  # a checkout is edited: its packs are read every time
            return
        sys.path.insert(0, self.build_lib)
        sys.dont_write_bytecode = True  # our modules are compiled where they are installed
        from triage.store import packs, templates

        packs.compile_default()
        sys.dont_write_bytecode = False
        templates.compile_shipped()
