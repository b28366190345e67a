#!/bin/sh
# Cuts the six font files of this folder. Needs npm, and Python 3 with fonttools and brotli:
#   npm i @fontsource-variable/onest @fontsource-variable/literata
#   pip install fonttools brotli
# Run it in the folder that holds node_modules; the files are written to ./fonts-out.
set -eu

source=node_modules/@fontsource-variable
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir -p fonts-out

kazakh=U+0406,U+0456,U+0492-0493,U+049A-049B,U+04A2-04A3,U+04AE-04B1,U+04BA-04BB,U+04D8-04D9,U+04E8-04E9
russian=U+0401,U+0410-044F,U+0451,U+2116
text=U+0020-007E,U+00A0,U+00A7,U+00AB,U+00B0,U+00B7,U+00BB,U+00D7,U+2009,U+2011-2014,U+2018-201A,U+201C-201E,U+2026,U+202F,U+2190,U+2192,U+2212
headings=U+0020-0022,U+0025-0029,U+002B-003B,U+003F,U+0041-005A,U+0061-007A,U+00A0,U+00AB,U+00BB,U+2011,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D

for part in latin cyrillic cyrillic-ext; do
  fonttools varLib.instancer -q "$source/onest/files/onest-$part-wght-normal.woff2" wght=400:700 -o "$work/onest-$part.ttf"
  fonttools varLib.instancer -q "$source/literata/files/literata-$part-opsz-normal.woff2" opsz=36 wght=560 -o "$work/literata-$part.ttf"
done

cut() { # part, result, letters, features
  pyftsubset "$work/$1.ttf" --unicodes="$3" --layout-features="$4" --no-hinting --desubroutinize --flavor=woff2 --output-file="fonts-out/$2.woff2"
}

cut onest-latin onest-latin "$text" kern,tnum
cut onest-cyrillic onest-cyrillic "$russian,$kazakh" kern
cut onest-cyrillic-ext onest-kazakh "$kazakh" kern
cut literata-latin literata-latin "$headings" kern
cut literata-cyrillic literata-cyrillic "$russian,$kazakh" kern
cut literata-cyrillic-ext literata-kazakh "$kazakh" kern
ls -l fonts-out
