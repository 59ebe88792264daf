"""body_map.yaml: from where the body is drawn, and the regions that answers mark on it."""

from __future__ import annotations

from triage.knowledge.pack.file import PackFile
from triage.knowledge.pack.names import Names
from triage.knowledge.yaml.form import Entry
from triage.knowledge.yaml.shape import Field, Listing, Name, Number, Record, Text, one_of_values
from triage.model.body_map import BodyMap, MapView, Place, Region, SeenFrom
from triage.model.skeleton.standing import reach

_AHEAD, _LEFT, _UP = range(3)  # the axes of model/skeleton/body.py
VIEW = Record(
    "view",
    {
        "id": Field(one_of_values(SeenFrom), "from where the runner is seen"),
        "label": Field(Text(), "the word below it"),
    },
)
PLACE = Record(
    "place",
    {
        "view": Field(one_of_values(SeenFrom), "the view it is on"),
        "across": Field(
            Number(whole=False, least=-50, most=50),
            "from the middle of the body to the runner's left; on left and right, to what is ahead",
        ),
        "up": Field(Number(whole=False, least=0, most=100), "from the floor"),
        "wide": Field(Number(whole=False, least=1, most=50), "half its width"),
        "high": Field(Number(whole=False, least=1, most=50), "half its height"),
    },
)
REGION = Record(
    "region",
    {
        "id": Field(Name("a region"), "unique; how options of questions name it"),
        "places": Field(
            Listing(PLACE, least=1), "the ellipses it is, in hundredths of the body's height"
        ),
    },
)
FILE = PackFile(
    name="body_map.yaml",
    shape=Record(
        "body map",
        {
            "views": Field(Listing(VIEW, least=1), "the drawings of the body, from left to right"),
            "regions": Field(Listing(REGION, least=1), "what options can mark"),
        },
    ),
    defines={"view": "views", "region": "regions"},
)


def build(file: Entry, names: Names) -> BodyMap | None:
    """Return the map that a file describes, or None when there is none."""
    views = [entry for entry in file.get("views", ()) if entry.is_sound]
    regions = [entry for entry in file.get("regions", ()) if entry.is_sound]
    built = [_region(entry, names) for entry in regions]
    if not views:
        return None
    return BodyMap(
        views=tuple(
            MapView(seen_from=SeenFrom(str(view["id"])), label=str(view["label"])) for view in views
        ),
        regions=tuple(built),
    )


def _region(entry: Entry, names: Names) -> Region:
    return Region(
        id=str(entry["id"]),
        places=tuple(_place(place, str(entry["id"]), names) for place in entry["places"]),
    )


def _place(entry: Entry, region: str, names: Names) -> Place:
    names.refer([entry["view"]], "view")
    place = Place(
        view=SeenFrom(str(entry["view"])),
        across=float(entry["across"]),
        up=float(entry["up"]),
        wide=float(entry["wide"]),
        high=float(entry["high"]),
    )
    axis = _AHEAD if place.view.is_from_a_side else _LEFT
    _on_the_body(entry, ("across", "wide"), reach(axis), region, names)
    _on_the_body(entry, ("up", "high"), reach(_UP), region, names)
    return place


def _on_the_body(
    entry: Entry, keys: tuple[str, str], ends: tuple[float, float], region: str, names: Names
) -> None:
    at, half = (float(entry[key]) for key in keys)
    least, most = ends
    if at - half < least or at + half > most:
        names.fault(
            f"'{keys[0]}' and '{keys[1]}' take a place of {region} beyond the body",
            entry[keys[0]].where,
            f"keep the whole ellipse between {least:.1f} and {most:.1f}",
        )
