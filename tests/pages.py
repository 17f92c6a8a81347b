"""Reads the pages that `cadre report` makes, for the scripted tests: figures with their tables, and
their pictures as XML."""
import datetime
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

SVG = ""  # the elements of pictures in a page have no namespace written
EPOCH = datetime.date(1970, 1, 1)


class Figure:
    def __init__(self, identity):
        self.id, self.title, self.tables, self.pictures = identity, "", [], []

    def rows(self, table=0):
        """The table's rows as dicts; numbers as float, empty as None."""
        head, *rows = self.tables[table]
        return [dict(zip(head, [row[0]] + [number(cell) for cell in row[1:]])) for row in rows]

    def column(self, name, table=0):
        return [row[name] for row in self.rows(table)]


def number(text):
    try:
        return float(text) if text else None
    except ValueError:
        return text


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.figures, self.loose, self.text, self.inside = [], [], None, None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        if tag == "figure":
            self.inside = Figure(attributes["id"])
            self.figures.append(self.inside)
        elif tag == "table":
            (self.inside.tables if self.inside else self.loose).append([])
        elif tag == "tr":
            self.tables()[-1].append([])
        elif tag in ("th", "td", "h3"):
            self.text = ""

    def tables(self):
        return self.inside.tables if self.inside else self.loose

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "figure":
            self.inside = None
        elif tag == "h3":
            self.inside.title, self.text = self.text, None
        elif tag in ("th", "td"):
            self.tables()[-1][-1].append(self.text)
            self.text = None


def make(folder, *options):
    """The page of a folder of results, as text."""
    subprocess.run([os.environ["CADRE"], "report", folder, "-q", "-o", f"{folder}.html", *options],
                   check=True, stdout=subprocess.DEVNULL)
    with open(f"{folder}.html", encoding="utf-8") as file:
        return file.read()


def read(page):
    """Figures of a page by title, and its tables that belong to none. A title that comes again has
    its place behind it: "mean 2"."""
    reader = Reader()
    reader.feed(page)
    figures = {}
    for part, figure in zip(re.findall(r"<figure.*?</figure>", page, re.S), reader.figures):
        figure.pictures = [ElementTree.fromstring(svg)
                           for svg in re.findall(r"<svg.*?</svg>", part, re.S)]
        title, count = figure.title, 1
        while title in figures:
            count += 1
            title = f"{figure.title} {count}"
        figures[title] = figure
    return figures, reader.loose


def day(text):
    return (datetime.date.fromisoformat(text) - EPOCH).days


def rounded(x):
    """As the page writes numbers: four digits, whole ones from 1,000 on."""
    return None if x is None else round(x) if abs(x) >= 999.95 else float(f"{x:.4g}")


def scale_y(picture):
    """What a height in the picture means: from its grid lines and their labels."""
    ticks = [(float(text.get("y")) - 4, float(text.text)) for text in picture.iter(f"{SVG}text")
             if text.get("class") == "tick end"]
    (y1, v1), (y2, v2) = ticks[0], ticks[-1]
    return lambda y: v1 + (y - y1) * (v2 - v1) / (y2 - y1)


def scale_x(picture):
    left, right, x0, x1 = (float(picture.get(f"data-{name}")) for name in
                           ("left", "right", "x0", "x1"))
    return lambda x: x0 + (x - left) * (x1 - x0) / (right - left)


def points(picture, kind, which=0):
    """Corners of the which-th path of a kind, as values."""
    paths = [path for path in picture.iter(f"{SVG}path") if path.get("class").split()[0] == kind]
    x, y = scale_x(picture), scale_y(picture)
    pairs = re.findall(r"[ML]([-\d.]+) ([-\d.]+)", paths[which].get("d"))
    return [(x(float(a)), y(float(b))) for a, b in pairs]
