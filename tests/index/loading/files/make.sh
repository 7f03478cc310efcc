#!/bin/sh
# Makes the files beside it from source.md, with the tools that people have. On Debian:
#   apt-get install libreoffice-writer pandoc chromium
# The committed ones came from LibreOffice 7.4, pandoc 2.17 and Chromium 156.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
cd "$work"
cp "$here/source.md" .

for format in html docx epub odt rtf; do
    pandoc -s source.md -o "pandoc.$format"
done

# LibreOffice writes its own file first, and all others from that.
soffice --headless --convert-to odt:writer8 --outdir office pandoc.docx
mv office/pandoc.odt office/office.odt
for format in docx rtf pdf epub html txt; do
    soffice --headless --convert-to "$format" --outdir office office/office.odt
done

# A browser prints a small book, with a head and a foot of its own on every page, with
# indented first lines, hyphens, and no space between paragraphs.
cat > book.css <<'CSS'
@page { size: A5; margin: 18mm 15mm; }
body { font: 10pt serif; text-align: justify; max-width: 105mm !important; padding: 0; }
p { margin: 0 !important; text-indent: 1.5em; }
h1 { font-size: 16pt; text-align: left; }
CSS
pandoc -s source.md -o book.html -c book.css
sed -i -E '/<p>/,$ s/([a-z]{4,})([a-z]{4,})([ .,])/\1\&shy;\2\3/g' book.html
print() { chromium --headless --no-sandbox --disable-gpu --disable-pdf-tagging --print-to-pdf="$2" "file://$work/$1"; }

print book.html browser.pdf
chromium --headless --no-sandbox --disable-gpu --dump-dom "file://$work/pandoc.html" > browser.html

cp pandoc.* browser.* office/office.* "$here"
rm -r "$work"
