"""Reads lines and areas by their colour out of the SVG files that gnuplot, R (cairo) and matplotlib write,
and holds them against what should have been drawn."""
import re
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def color(text):
    """(r, g, b) of #rrggbb, rgb(1, 2, 3) or rgb(1%, 2%, 3%); None for anything else."""
    if not text:
        return None
    if re.fullmatch(r"#[0-9a-fA-F]{6}", text.strip()):
        return tuple(int(text.strip()[i:i + 2], 16) for i in (1, 3, 5))
    parts = re.findall(r"([\d.]+)\s*(%?)", text) if text.strip().startswith("rgb") else []
    return tuple(round(float(n) * (2.55 if percent else 1)) for n, percent in parts) if len(parts) == 3 else None


def styled(element, name):
    found = re.search(rf"(?:^|[;\s]){name}:\s*([^;]+)", element.get("style", ""))
    return color(found.group(1) if found else element.get(name))


def outlines(element):
    """The pieces of a path, polyline or polygon, as lists of points."""
    if element.get("points"):
        return [pairs(element.get("points"))]
    return [pairs(piece) for piece in re.split("[Mm]", element.get("d", "")) if piece.strip()]


def pairs(text):
    numbers = [float(n) for n in re.findall(r"-?[\d.]+(?:e-?\d+)?", text)]
    return list(zip(numbers[::2], numbers[1::2]))


class Picture:
    def __init__(self, file):
        root = ElementTree.parse(file).getroot()
        self.lines, self.areas = [], []  # (color, points)
        named = {"#" + e.get("id"): e for e in root.iter() if e.get("id")}
        for element in root.iter():
            shape, dx, dy = element, 0.0, 0.0
            if element.tag == SVG + "use" and element.get("transform") is None:
                shape = named.get(element.get(HREF), element)
                dx, dy = float(element.get("x", 0)), float(element.get("y", 0))
            for points in outlines(shape):
                moved = [(x + dx, y + dy) for x, y in points]
                self.lines.append((styled(element, "stroke"), moved))
                self.areas.append((styled(element, "fill"), moved))

    def line(self, wanted):
        """The longest line of a colour: short ones are of the legend."""
        return max((p for c, p in self.lines if near(c, wanted)), key=len)

    def all_lines(self, wanted):
        return [p for c, p in self.lines if near(c, wanted)]

    def outlines_of(self, wanted):
        """Of all areas of a colour, closed."""
        return [p + p[:1] for c, p in self.areas if near(c, wanted)]


def near(one, other):
    return one is not None and all(abs(a - b) <= 1 for a, b in zip(one, color(other)))


def distance(point, line):
    """Of a point from a line of points."""
    best = float("inf")
    (px, py) = point
    for (ax, ay), (bx, by) in zip(line, line[1:] or line):
        length = (bx - ax) ** 2 + (by - ay) ** 2
        t = 0 if length == 0 else max(0, min(1, ((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length))
        best = min(best, (ax + t * (bx - ax) - px) ** 2 + (ay + t * (by - ay) - py) ** 2)
    return best ** .5


class Scale:
    """From values to places, found from a line that is drawn through known values: its ends give the
    places of the dates, its lowest and highest points those of the values."""

    def __init__(self, drawn, days, values):
        xs, ys = [x for x, _ in drawn], [y for _, y in drawn]
        self.day, self.x, self.per_day = days[0], min(xs), (max(xs) - min(xs)) / (days[-1] - days[0])
        self.value, self.y = min(values), max(ys)
        self.per_value = (min(ys) - max(ys)) / (max(values) - min(values))

    def place(self, day, value):
        return self.x + (day - self.day) * self.per_day, self.y + (value - self.value) * self.per_value
