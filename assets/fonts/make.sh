#!/bin/sh
# Makes the .ttf.zst files of this folder again. Needs npm, python3, zstd and Debian's fonts-hanazono.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm pack --silent @expo-google-fonts/noto-sans-sc@0.4.3 >/dev/null
tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
python3 -m venv venv
venv/bin/pip -q install fonttools==4.60.1
mkdir out
hana=/usr/share/fonts/truetype/hanazono
venv/bin/python "$here/cut.py" package/400Regular/NotoSansSC_400Regular.ttf \
  package/700Bold/NotoSansSC_700Bold.ttf "$hana/HanaMinA.ttf" "$hana/HanaMinB.ttf" out
# No --long: the window then never passes the file's own size, well under ruzstd's limit of 100 MB.
for face in out/*.ttf; do
  zstd -q -f --ultra -22 "$face" -o "$here/$(basename "$face").zst"
done
cp package/LICENSE_FONT "$here/LICENSE-noto-sans-sc.txt"
cp /usr/share/doc/fonts-hanazono/copyright "$here/LICENSE-hanazono.txt"
ls -l "$here"
