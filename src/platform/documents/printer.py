"""Makes PDF and Word files from HTML, one request at a time, for Tarn, which starts this and writes to its input.

A request is a letter (P for PDF, W for Word), four bytes of length (big-endian) and the HTML. The answer is a letter
(D done, M a program is missing, F failed), four bytes of length, and the file or why there is none. Nothing is
fetched, neither files nor addresses. Memory is limited here; how long an answer may take is for Tarn to say.
"""
import io
import json
import logging
import re
import resource
import struct
import subprocess
import sys
import zipfile

PANDOC = sys.argv[2]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MARGIN = 680  # twentieths of a point: 12 mm
WIDTH = 16838 - 2 * MARGIN


class Missing(Exception):
    """A program is not installed."""


def fetch_nothing(url, *_, **__):
    raise ValueError("nothing is fetched for a document")


def untagged_claim(_, pdf):
    """The file is tagged like PDF/UA. No validator has seen it, so the statement that it is PDF/UA goes."""
    metadata = pdf.catalog.pop("Metadata", None)
    if metadata:
        pdf.objects[int(metadata.split()[0])].stream = []


def pdf_of(page):
    try:
        import weasyprint
    except ImportError as why:
        raise Missing("weasyprint") from why
    document = weasyprint.HTML(string=page, url_fetcher=fetch_nothing)
    return document.write_pdf(variant="pdf/ua-1", finisher=untagged_claim)


def pandoc(*words, given):
    command = [PANDOC, *words]
    try:
        made = subprocess.run(command, input=given, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except OSError as why:
        raise Missing("pandoc") from why
    if made.returncode != 0:
        raise ValueError("pandoc failed")  # its words can quote the page, and they go into a log
    return made.stdout


def without_images(node):
    """A picture becomes its words, for what writes Word files would fetch it."""
    if isinstance(node, list):
        kept = []
        for one in node:
            if isinstance(one, dict) and one.get("t") == "Image":
                kept += without_images(one["c"][1])
            else:
                kept.append(without_images(one))
        return kept
    if isinstance(node, dict):
        return {name: without_images(value) for name, value in node.items()}
    return node


def footer_of(page):
    found = re.search(r'<html[^>]* data-foot="([^"]*)"', page)
    words = found.group(1) if found else ""

    def field(name):
        return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{name}</w:instrText></w:r>' \
               f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'

    def text(said):
        return f'<w:r><w:t xml:space="preserve">{said}</w:t></w:r>'

    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:ftr {W}><w:p><w:pPr><w:tabs>' \
           f'<w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs></w:pPr>{text(words)}<w:r><w:tab/></w:r>' \
           f'{text("Page ")}{field("PAGE")}{text(" of ")}{field("NUMPAGES")}</w:p></w:ftr>'


SECTION = f'<w:sectPr><w:footerReference xmlns:r="{RELATIONS}" w:type="default" r:id="tarnFooter"/>' \
          f'<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="{MARGIN}" w:right="{MARGIN}" ' \
          f'w:bottom="{MARGIN}" w:left="{MARGIN}" w:header="300" w:footer="300" w:gutter="0"/></w:sectPr>'
LINE = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="909090"/>'
BORDERS = "<w:tblBorders>" + "".join(LINE.format(side) for side in ("top", "bottom", "insideH")) + "</w:tblBorders>"
SMALL = '<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="18"/>' \
        '<w:szCs w:val="18"/><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'


def dressed(name, text):
    """Landscape A4 with the footer, lines between the rows and small type, in place of what pandoc gives."""
    if name == "word/document.xml":
        text = re.sub(r"<w:sectPr\s*/>|<w:sectPr\b.*?</w:sectPr>", SECTION, text, flags=re.S)
        text = text.replace('<w:tblW w:type="auto" w:w="0" />', '<w:tblW w:type="pct" w:w="5000"/>')
        return text.replace("<w:tblLook", BORDERS + "<w:tblLook")
    if name == "[Content_Types].xml":
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
        return text.replace("</Types>", f'<Override PartName="/word/tarn_footer.xml" ContentType="{kind}"/></Types>')
    if name == "word/_rels/document.xml.rels":
        return text.replace("</Relationships>", f'<Relationship Id="tarnFooter" Type="{RELATIONS}/footer" '
                                                f'Target="tarn_footer.xml"/></Relationships>')
    if name == "word/styles.xml":
        return re.sub(r"<w:rPrDefault>.*?</w:rPrDefault>", SMALL, text, flags=re.S)
    if name == "docProps/core.xml":  # the moment of writing would make each file another
        return re.sub(r"<dcterms:(created|modified).*?</dcterms:\1>", "", text, flags=re.S)
    return text


def docx_of(page):
    # The sandbox of this version reads, and cannot write Word files. So it reads; what is written fetches images
    # alone, and those are taken out between.
    read = json.loads(pandoc("--sandbox", "--from=html-native_divs-native_spans", "--to=json", given=page.encode()))
    # The title is written from the head of the page.
    read["blocks"] = [block for block in read["blocks"] if block["t"] != "Header" or block["c"][0] != 1]
    written = pandoc("--from=json", "--to=docx", "--output=-", given=json.dumps(without_images(read)).encode())
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written)) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name.endswith((".xml", ".rels")):
                part = dressed(name, part.decode()).encode()
            after.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
        after.writestr(zipfile.ZipInfo("word/tarn_footer.xml"), footer_of(page), zipfile.ZIP_DEFLATED)
    return made.getvalue()


def answered(kind, page):
    try:
        return b"D", pdf_of(page) if kind == b"P" else docx_of(page)
    except Missing as why:
        return b"M", str(why).encode()
    except Exception as why:  # also MemoryError; whatever it is, the next request is answered
        # Its kind alone: what parsers say quotes the page, and this goes into a log.
        return b"F", type(why).__name__.encode()


def main():
    limit = int(sys.argv[1]) << 20
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    logging.disable(logging.CRITICAL)
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(5)) == 5:
        page = source.read(struct.unpack(">I", head[1:])[0]).decode("utf-8", "replace")
        word, answer = answered(head[:1], page)
        sink.write(word + struct.pack(">I", len(answer)) + answer)
        sink.flush()


main()
