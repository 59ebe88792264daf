"""Thin shell: packs, sheets, templates and drafts on disk."""
