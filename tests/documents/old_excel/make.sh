#!/bin/sh
# Makes the workbooks of this folder anew from the bundled reports, with LibreOffice.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
for name in faulty markdown; do
    nianbao export --isolated "../../../examples/reports/$name.md" --to html -o "$work/$name.html"
    soffice --headless "-env:UserInstallation=file://$work/profile" --infilter="HTML (StarCalc)" --convert-to xls --outdir . "$work/$name.html"
done
# A text box over the sheet.
office="soffice --headless -env:UserInstallation=file://$work/profile"
$office --convert-to fods --outdir "$work" markdown.xls
shape='<draw:custom-shape svg:width="4cm" svg:height="1cm" svg:x="1cm" svg:y="1cm"><text:p>联系人另附 7<\/text:p><\/draw:custom-shape>'
sed "0,/<table:table-column/s//<table:shapes>$shape<\/table:shapes>&/" "$work/markdown.fods" > "$work/boxed.fods"
$office --convert-to xls --outdir . "$work/boxed.fods"
rm -r "$work"
