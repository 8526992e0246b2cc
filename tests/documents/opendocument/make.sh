#!/bin/sh
# Makes the documents of this folder anew from the bundled reports, with LibreOffice.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
for name in faulty markdown; do
    report=../../../examples/reports/$name.md
    nianbao export "$report" -o "$work/$name.docx"
    nianbao export "$report" --to html -o "$work/$name.html"
    soffice --headless --convert-to odt --outdir . "$work/$name.docx"
    soffice --headless --infilter="HTML (StarCalc)" --convert-to ods --outdir . "$work/$name.html"
    for made in "$name.odt" "$name.ods"; do
        # Pictures of the first page and settings of the program are not read.
        zip -qd "$made" 'Thumbnails/*' 'Configurations2/*' settings.xml manifest.rdf
    done
done
rm -r "$work"
