"""Pictures of the rooms of a package and their imports: `python -m tests.project.rooms` draws them anew.

An arrow points from a room to one that it imports. Imports that follow from others are left out: a room that imports
another may use what that one imports. Modules at the top of a package that import no room are drawn as one box, `base`.
"""

from collections.abc import Mapping
from graphlib import TopologicalSorter
from html import escape

from tests.paths import ROOT
from tests.project.imports import child_imports, is_folder, modules

PICTURES = {package: f"docs/rooms-{package}.svg" for package in ("indexer", "search_api")}
BASE = "base"
WIDTH, HEIGHT, GAP_X, GAP_Y, MARGIN = 132, 34, 26, 58, 16
"""Of a box, between boxes, and around the picture, in pixels."""

Imports = Mapping[str, set[str]]


def room_imports(package: str) -> dict[str, set[str]]:
    """The rooms of a package and its modules that import rooms, each with what it imports; other modules are `base`."""
    known = modules()
    children = child_imports(package, known)
    rooms = {child for child in children if is_folder(f"{package}.{child}", known)}

    def reaches_room(child: str) -> bool:
        return child in rooms or any(reaches_room(target) for target in children[child])

    def box(child: str) -> str:
        return child if reaches_room(child) else BASE

    imports: dict[str, set[str]] = {}
    for child, targets in children.items():
        imports.setdefault(box(child), set()).update(box(target) for target in targets)
    return {name: targets - {name} for name, targets in imports.items()}


def levels(imports: Imports) -> dict[str, int]:
    """How far each box is from one that imports nothing, by the longest way."""
    found: dict[str, int] = {}
    for name in TopologicalSorter(imports).static_order():
        found[name] = max((found[target] + 1 for target in imports.get(name, ())), default=0)
    return found


def direct(imports: Imports) -> dict[str, set[str]]:
    """The imports that do not follow from others (the transitive reduction)."""
    reached: dict[str, set[str]] = {}
    for name in TopologicalSorter(imports).static_order():
        reached[name] = set().union(*({target} | reached[target] for target in imports.get(name, ())))
    return {
        name: {target for target in targets if not any(target in reached[via] for via in targets)}
        for name, targets in imports.items()
    }


def picture(package: str) -> str:
    """The rooms of a package as SVG, those that are imported by all at the bottom."""
    imports = room_imports(package)
    level = levels(imports)
    rows = [
        sorted(name for name in level if level[name] == number) for number in range(max(level.values()) + 1)
    ]
    arrows = direct(imports)
    widest = max(map(len, rows))
    total = 2 * MARGIN + widest * (WIDTH + GAP_X) - GAP_X, 2 * MARGIN + len(rows) * (HEIGHT + GAP_Y) - GAP_Y
    corner: dict[str, tuple[int, int]] = {}
    for number, row in enumerate(reversed(rows)):
        left = (total[0] - len(row) * (WIDTH + GAP_X) + GAP_X) // 2
        for place, name in enumerate(row):
            corner[name] = left + place * (WIDTH + GAP_X), MARGIN + number * (HEIGHT + GAP_Y)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {total[0]} {total[1]}">',
        "<style>text { font: 14px sans-serif }</style>",
        f"<title>The rooms of {escape(package)} and their imports</title>",
        '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">',
        '<path d="M0,0 L8,4 L0,8 z" fill="#667"/></marker>',
        f'<rect width="{total[0]}" height="{total[1]}" fill="#fff"/>',
    ]
    for name, targets in sorted(arrows.items()):
        for target in sorted(targets):
            (x, y), (to_x, to_y) = corner[name], corner[target]
            start, end = (x + WIDTH // 2, y + HEIGHT), (to_x + WIDTH // 2, to_y)
            bend = (end[1] - start[1]) // 2
            lines.append(
                f'<path d="M{start[0]},{start[1]} C{start[0]},{start[1] + bend} {end[0]},{end[1] - bend} '
                f'{end[0]},{end[1]}" fill="none" stroke="#99a" marker-end="url(#tip)"/>'
            )
    for name, (x, y) in sorted(corner.items()):
        lines += [
            f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="5" fill="#eef2f8" stroke="#446"/>',
            f'<text x="{x + WIDTH // 2}" y="{y + HEIGHT // 2 + 5}" text-anchor="middle">{escape(name)}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def main() -> None:
    """Draw all pictures."""
    for package, path in PICTURES.items():
        (ROOT / path).write_text(picture(package), "utf-8")


if __name__ == "__main__":
    main()
