"""Rosters of any size for benchmarks: runners mixed from the vignettes of the shipped pack."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from triage.columnar.roster.encode import frame_of
from triage.model.pack import Pack
from triage.store.packs import load_vignettes

CHUNK = 500_000


def mixed(pack: Pack, rows: int, start: int = 0) -> pl.DataFrame:
    """Return a roster: each runner is a vignette's with every tenth answer taken from another's.

    The mixture is drawn by a hash of the row's number, so the same rows come out every time.
    """
    vignettes = load_vignettes(pack)
    pool = frame_of(pack, [s.sheet.answers for s in vignettes], [s.sheet.tried for s in vignettes])
    number = pl.int_range(start, start + rows, dtype=pl.UInt32, eager=True)
    own = number.hash(seed=0) % len(pool)
    columns = {"runner": pl.select(pl.format("R-{}", number)).to_series()}
    for seed, name in enumerate(pool.columns, start=1):
        drawn = number.hash(seed=seed)
        other = drawn // 10 % len(pool)
        taken = pl.select(pl.when(drawn % 10 == 0).then(other).otherwise(own)).to_series()
        columns[name] = pool[name].gather(taken)
    return pl.DataFrame(columns)


def write_roster(pack: Pack, rows: int, path: Path) -> None:
    """Write a roster as Parquet, a part at a time."""
    folder = path.with_suffix(".parts")
    folder.mkdir()
    for start in range(0, rows, CHUNK):
        part = mixed(pack, min(CHUNK, rows - start), start)
        part.write_parquet(folder / f"{start:09}.parquet")
    pl.scan_parquet(folder / "*.parquet").sink_parquet(path)
    for file in folder.iterdir():
        file.unlink()
    folder.rmdir()
