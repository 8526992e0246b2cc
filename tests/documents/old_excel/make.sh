#!/bin/sh
# Makes the workbooks of this folder anew from the bundled reports, with LibreOffice.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
for name in faulty markdown; do
    nianbao export --isolated "../../../examples/reports/$name.md" --to html -o "$work/$name.html"
    soffice --headless "-env:UserInstallation=file://$work/profile" --infilter="HTML (StarCalc)" --convert-to xls --outdir . "$work/$name.html"
done
rm -r "$work"
