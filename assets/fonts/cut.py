"""Cuts the faces of assets/fonts to what the papers use; called by make.sh.

Usage: cut.py NOTO_REGULAR NOTO_BOLD HANA_A HANA_B OUT_DIR
"""
import sys
from fontTools import subset
from fontTools.ttLib import TTFont

regular, bold, hana_a, hana_b, out = sys.argv[1:6]

# Papers are set horizontally from the character map alone, so layout, vertical and hinting tables
# go. OS/2 stays: the PDF's font descriptor takes the weight from it.
DROP = ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx", "gasp", "prep", "fpgm", "cvt ", "FFTM", "VORG", "DSIG", "kern"]


def cut(source, wanted, name):
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.name_IDs = [0, 1, 2, 5, 6, 13, 14]
    options.drop_tables += DROP
    options.recalc_timestamp = False
    font = subset.load_font(source, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    subset.save_font(font, f"{out}/{name}", options)
    print(name, len(font.getBestCmap()), "characters")


def characters(path):
    return set(TTFont(path, lazy=True).getBestCmap())


noto = characters(regular)


def printable(c):
    """No private use, no controls, no invisible format characters: those are refused by name."""
    invisible = 0x200B <= c <= 0x200F or 0x2028 <= c <= 0x202E or 0x2060 <= c <= 0x206F
    return 0x20 <= c < 0xF0000 and not 0xE000 <= c <= 0xF8FF and not invisible


a = {c for c in characters(hana_a) - noto if printable(c)}
b = characters(hana_b) - noto - a
cut(regular, noto, "noto-sans-sc-regular.ttf")
cut(bold, noto, "noto-sans-sc-bold.ttf")
cut(hana_a, a, "hanazono-a.ttf")
cut(hana_b, b, "hanazono-b.ttf")
