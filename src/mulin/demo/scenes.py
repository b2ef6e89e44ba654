"""What the town's pictures show: flat drawings of stairwells, streets and yards."""

from collections.abc import Callable
from random import Random
from typing import NamedTuple

from PIL import ImageDraw

WIDTH, HEIGHT = 640, 480


class Paper(NamedTuple):
    """What a scene draws with, and whether the matter is mended."""

    pen: ImageDraw.ImageDraw
    rng: Random
    mended: bool


Pen = ImageDraw.ImageDraw
Scene = Callable[[Paper], None]

WALLS = ("#d9d3c7", "#cfd6d2", "#e0d6c8", "#c9ced6")
GROUNDS = ("#8d8f92", "#9a948a", "#84898f")
GREENS = ("#6d9b57", "#7fa65f", "#5c8a55")


def room(pen: Pen, rng: Random) -> None:
    """A stairwell: wall, floor, door, steps."""
    pen.rectangle((0, 0, WIDTH, 330), fill=rng.choice(WALLS))
    pen.rectangle((0, 250, WIDTH, 330), fill="#9fb8a6")
    pen.polygon([(0, 330), (WIDTH, 330), (WIDTH, HEIGHT), (0, HEIGHT)], fill="#a7a29a")
    pen.rectangle((430, 90, 560, 330), fill="#7a5a43", outline="#5b4331", width=5)
    pen.ellipse((536, 205, 548, 217), fill="#d8c27a")
    for step in range(5):
        pen.rectangle(
            (0, 330 - step * 34, 150 - step * 26, 364 - step * 34), fill="#bdb8ae", outline="#8f8a82"
        )


def street(pen: Pen, rng: Random) -> None:
    """Sky, houses, kerb and road."""
    pen.rectangle((0, 0, WIDTH, 190), fill=rng.choice(("#bcd6e6", "#c9dce4", "#d6dfe2")))
    left = -20
    while left < WIDTH:
        wide, high = rng.randint(90, 150), rng.randint(80, 150)
        pen.rectangle((left, 190 - high, left + wide, 230), fill=rng.choice(WALLS), outline="#a9a397")
        for x in range(left + 12, left + wide - 18, 26):
            for y in range(200 - high, 190, 34):
                pen.rectangle((x, y, x + 14, y + 18), fill="#7f95a3")
        left += wide
    pen.rectangle((0, 230, WIDTH, 280), fill="#b9b3a8")
    pen.rectangle((0, 280, WIDTH, HEIGHT), fill=rng.choice(GROUNDS))
    for x in range(20, WIDTH, 120):
        pen.rectangle((x, 378, x + 60, 386), fill="#eceae2")


def yard(pen: Pen, rng: Random) -> None:
    """A compound's yard: house front, lawn, path."""
    pen.rectangle((0, 0, WIDTH, 250), fill=rng.choice(WALLS))
    for x in range(40, WIDTH - 60, 110):
        for y in (30, 130):
            pen.rectangle((x, y, x + 60, y + 62), fill="#8ba2b0", outline="#f1eee6", width=4)
    pen.rectangle((0, 250, WIDTH, 340), fill=rng.choice(GREENS))
    pen.rectangle((0, 340, WIDTH, HEIGHT), fill="#b3aca1")


def clutter(paper: Paper) -> None:
    pen, rng, mended = paper
    room(pen, rng)
    if mended:
        pen.rectangle((190, 150, 330, 230), fill="#f6f2df", outline="#b8452f", width=4)
        pen.line((205, 175, 315, 175), fill="#b8452f", width=4)
        pen.line((205, 200, 285, 200), fill="#888888", width=3)
        return
    for _ in range(8):
        x, y, size = rng.randint(170, 400), rng.randint(250, 380), rng.randint(40, 90)
        box = (x, y, x + size, y + size * 3 // 4)
        pen.rectangle(box, fill=rng.choice(("#c89b62", "#b98a52", "#d7b27c", "#8f9aa6")), outline="#7d5d33")
        pen.line((x, y, x + size, y + size * 3 // 4), fill="#a87d45", width=2)


def lamp(paper: Paper) -> None:
    pen, rng, mended = paper
    street(pen, rng)
    if not mended:
        pen.rectangle((0, 0, WIDTH, HEIGHT), fill=(16, 21, 31, 175))
    pen.rectangle((318, 60, 328, 330), fill="#4a4f55")
    pen.line((323, 64, 400, 50), fill="#4a4f55", width=8)
    if mended:
        pen.polygon([(395, 58), (280, 330), (520, 330)], fill="#f7edc0")
        pen.rectangle((318, 60, 328, 330), fill="#4a4f55")
    pen.ellipse((380, 44, 424, 64), fill="#ffe68a" if mended else "#3a3a3a", outline="#2c2c2c")


def manhole(paper: Paper) -> None:
    pen, rng, mended = paper
    street(pen, rng)
    pen.ellipse((230, 320, 410, 430), fill="#4b4b4b" if mended else "#0d0d0d", outline="#2a2a2a", width=6)
    if mended:
        for x in range(255, 400, 24):
            pen.line((x, 340, x, 412), fill="#6c6c6c", width=4)
        return
    pen.line((330, 375, 380, 250), fill="#6b4a2b", width=8)
    pen.ellipse((350, 205, 420, 262), fill="#6d9b57")


def water(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    pen.rectangle((290, 352, 372, 402), fill="#5a5f63", outline="#3b3f42", width=4)
    if mended:
        return
    for _ in range(9):
        x, y = rng.randint(140, 420), rng.randint(360, 430)
        pen.ellipse((x, y, x + rng.randint(90, 180), y + rng.randint(22, 48)), fill="#6f7f86")
    for x in range(300, 370, 16):
        pen.arc((x, 330, x + 26, 372), 180, 360, fill="#7f9097", width=5)


def bins(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    for number, colour in enumerate(("#3f7d4f", "#8a8d90", "#3569a8")):
        x = 150 + number * 120
        pen.rectangle((x, 270, x + 86, 390), fill=colour, outline="#2d2d2d", width=3)
        pen.rectangle((x - 6, 256, x + 92, 276), fill=colour, outline="#2d2d2d", width=3)
    for _ in range(0 if mended else 14):
        x, y = rng.randint(120, 500), rng.randint(330, 420)
        pen.ellipse(
            (x, y, x + 54, y + 40), fill=rng.choice(("#2e2f31", "#e8e5dc", "#c65a4a")), outline="#555555"
        )


def firelane(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    pen.rectangle((120, 340, 520, HEIGHT), outline="#e0b93b", width=8)
    for x in range(140, 500, 60):
        pen.line((x, 350, x - 30, HEIGHT), fill="#e0b93b", width=5)
    for number in range(0 if mended else 2):
        x, colour = 170 + number * 175, rng.choice(("#b8433a", "#e7e4dd", "#3f5f86", "#555a60"))
        pen.rounded_rectangle((x, 350, x + 150, 420), 18, fill=colour, outline="#333333", width=3)
        pen.rounded_rectangle((x + 26, 318, x + 124, 362), 14, fill=colour, outline="#333333", width=3)
        pen.rectangle((x + 38, 326, x + 112, 352), fill="#a9c0cd")
        for wheel in (x + 22, x + 100):
            pen.ellipse((wheel, 402, wheel + 32, 434), fill="#222222")


def wire(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    if not mended:
        pen.line([(180, 60), (190, 160), (205, 260), (260, 385)], fill="#161616", width=5, joint="curve")
        pen.rectangle((246, 380, 300, 398), fill="#efefef", outline="#444444", width=3)
    x = 300 if not mended else 430
    pen.ellipse((x, 370, x + 62, 432), outline="#222222", width=7)
    pen.ellipse((x + 112, 370, x + 174, 432), outline="#222222", width=7)
    pen.line([(x + 31, 401), (x + 70, 345), (x + 143, 401)], fill="#b8433a", width=9)
    pen.line([(x + 143, 401), (x + 128, 320), (x + 104, 320)], fill="#333333", width=6)
    if mended:
        pen.rectangle((400, 290, 620, 300), fill="#3569a8")
        pen.rectangle((404, 300, 412, 430), fill="#3569a8")


def wall(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    if mended:
        pen.rectangle((200, 20, 430, 240), fill="#ddd6c8")
        return
    for _ in range(6):
        x, y = rng.randint(200, 380), rng.randint(30, 180)
        spots = [(x + rng.randint(-40, 40), y + rng.randint(-30, 30)) for _ in range(7)]
        pen.polygon(spots, fill=rng.choice(("#a8978a", "#8f7f72")))
    pen.line([(250, 0), (270, 60), (255, 130), (290, 240)], fill="#5e534a", width=4)


def road(paper: Paper) -> None:
    pen, rng, mended = paper
    street(pen, rng)
    if mended:
        pen.rectangle((210, 330, 430, 440), fill="#5f6265")
        return
    for _ in range(4):
        x, y = rng.randint(180, 380), rng.randint(320, 410)
        pen.ellipse(
            (x, y, x + rng.randint(70, 130), y + rng.randint(26, 50)), fill="#4c4a47", outline="#3a3835"
        )


def tree(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    pen.rectangle((300, 200, 326, 400), fill="#6b4a2b")
    spread = 70 if mended else 150
    for _ in range(16):
        x, y = 312 + rng.randint(-spread, spread), 150 + rng.randint(-90, 70)
        pen.ellipse((x - 46, y - 36, x + 46, y + 36), fill=rng.choice(GREENS))


def door(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    pen.rectangle((230, 90, 420, 360), fill="#3c4650", outline="#23292f", width=6)
    lean = 0 if mended else 70
    pen.polygon(
        [(236, 96), (414 - lean, 96 + lean // 3), (414 - lean, 354 - lean // 4), (236, 354)], fill="#566573"
    )
    pen.rectangle((436, 200, 470, 260), fill="#2f8f5b" if mended else "#8f8f8f", outline="#333333", width=3)


def extinguisher(paper: Paper) -> None:
    pen, rng, mended = paper
    room(pen, rng)
    pen.rounded_rectangle((240, 170, 310, 360), 24, fill="#c0392b", outline="#7b241c", width=4)
    pen.rectangle((262, 140, 288, 172), fill="#2d2d2d")
    pen.ellipse((246, 196, 304, 254), fill="#f5f1e6", outline="#333333", width=3)
    pen.line((275, 225, 292 if mended else 254, 208), fill="#2f8f5b" if mended else "#c0392b", width=5)


def stall(paper: Paper) -> None:
    pen, rng, mended = paper
    street(pen, rng)
    for number in range(1 if mended else 3):
        x, y = (40, 190) if mended else (90 + number * 180, 290)
        pen.rectangle((x, y + 40, x + 140, y + 92), fill="#a5713f", outline="#6b4a2b", width=3)
        pen.polygon([(x - 14, y), (x + 154, y), (x + 136, y - 36), (x + 4, y - 36)], fill="#c65a4a")
        for fruit in range(6):
            spot = x + 10 + fruit * 21
            pen.ellipse((spot, y + 26, spot + 18, y + 44), fill=rng.choice(("#e0903a", "#7fa65f", "#c0392b")))


def bikes(paper: Paper) -> None:
    pen, rng, mended = paper
    street(pen, rng)
    pen.rectangle((0, 300, WIDTH, 322), fill="#e0b93b")
    for number in range(7):
        x = 30 + number * 84
        y = 232 if mended else 250 + rng.randint(-10, 80)
        for wheel in (x, x + 46):
            pen.ellipse((wheel, y + 30, wheel + 40, y + 70), outline="#1f1f1f", width=5)
        pen.line([(x + 20, y + 50), (x + 42, y + 12), (x + 66, y + 50)], fill="#3f87b8", width=6)


def bench(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    if not mended:
        pen.rectangle((180, 330, 470, 352), fill="#a39d92", outline="#7d776c", width=3)
        return
    for y in (300, 318, 346):
        pen.rectangle((190, y, 460, y + 12), fill="#b0793f", outline="#6b4a2b", width=2)
    for x in (206, 432):
        pen.rectangle((x, 300, x + 12, 400), fill="#3a3f44")


def shed(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    if not mended:
        pen.rectangle((210, 160, 450, 340), fill="#b9c7d2", outline="#5f6f7a", width=5)
        pen.polygon([(196, 164), (464, 164), (430, 120), (230, 120)], fill="#4f7fb0")


def charger(paper: Paper) -> None:
    pen, rng, mended = paper
    yard(pen, rng)
    pen.rectangle((80, 120, 560, 134), fill="#3f6f9f")
    for number in range(4):
        x = 110 + number * 120
        pen.rectangle((x, 134, x + 8, 400), fill="#6d7780")
        pen.rounded_rectangle((x + 14, 200, x + 64, 290), 8, fill="#f0f0ea", outline="#555555", width=3)
        working = mended or number == 3
        pen.ellipse((x + 30, 214, x + 48, 232), fill="#2f8f5b" if working else "#c0392b")


SCENES: dict[str, Scene] = {
    "clutter": clutter,
    "lamp": lamp,
    "manhole": manhole,
    "water": water,
    "bin": bins,
    "firelane": firelane,
    "wire": wire,
    "wall": wall,
    "road": road,
    "tree": tree,
    "door": door,
    "extinguisher": extinguisher,
    "stall": stall,
    "bikes": bikes,
    "bench": bench,
    "shed": shed,
    "charger": charger,
}
