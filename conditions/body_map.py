"""The drawing of the body: a figure seen from the back, whose regions lead to their pages.

One table holds every region's shape, so that what is drawn, what is a link and what is listed cannot differ. A unit of the
drawing is a CSS pixel at the smallest size in which it is shown, 288 wide: a label is a target of 44 by 44 units or more.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from conditions.a_to_z import Listed
from conditions.section_kinds import Region

LABEL_WIDTH = 13
"""How many characters of a label fit beside the figure in one line."""


@dataclass(frozen=True)
class Shape:
    """A region as it is drawn. `path` is the `d` of an SVG path, `leader` another from the region to its label,
    `label_y` the middle of the label. `reach` is what can be pressed where the shape itself is thin."""

    region: Region
    path: str
    leader: str
    label_y: int
    reach: str = ""

    @property
    def name(self) -> str:
        """The region in the names of classes and anchors."""
        return self.region.value.replace("_", "-")

    @property
    def is_part(self) -> bool:
        """Whether the figure lacks something without it; what marks the whole body is drawn only as a link."""
        return self.region != Region.WHOLE_BODY


def _vertebrae() -> str:
    """Twelve bones, wider towards the foot."""
    widths = [14 + 2 * (place // 5) for place in range(12)]
    return "".join(f"M{76 - width // 2} {94 + 12 * place}h{width}v8h-{width}Z" for place, width in enumerate(widths))


@dataclass(frozen=True)
class Drawn:
    """A shape with what it leads to. `anchor` is "" where the region has no pages: then it is no link."""

    shape: Shape
    label: str
    anchor: str = ""

    @property
    def lines(self) -> list[tuple[int, str]]:
        """The label in lines that fit beside the figure, each with the height of its baseline."""
        lines = textwrap.wrap(self.label, LABEL_WIDTH)
        first = self.shape.label_y + 6 - 10 * (len(lines) - 1)
        return [(first + 20 * place, line) for place, line in enumerate(lines)]


TORSO = "M54 90H98Q112 93 122 104H30Q40 93 54 90ZM60 100H92V266H60Z"
"""The shoulders, and what lies behind the spine: it closes the gaps between the regions."""

SHAPES = (
    Shape(
        Region.HEAD,
        "M76 12C91 12 99 23 98 39C97 54 89 67 76 67C63 67 55 54 54 39C53 23 61 12 76 12Z",
        "M86 34L145 30",
        30,
    ),
    Shape(
        Region.NECK,
        "M64 65Q76 73 88 65V79Q88 86 98 89H54Q64 86 64 79Z",
        "M82 79L145 78",
        78,
        reach="M54 62H98V90H54Z",
    ),
    Shape(
        Region.CHEST,
        "M56 92H96Q110 95 113 104L108 170Q76 175 44 170L39 104Q42 95 56 92Z",
        "M100 116L145 126",
        126,
    ),
    Shape(
        Region.SPINE,
        _vertebrae() + "M66 239H86L81 257Q76 264 71 257Z",
        "M83 158L145 174",
        174,
        reach="M54 92H98V262H54Z",
    ),
    Shape(
        Region.ABDOMEN,
        "M44 173Q54 176 63 176V222Q52 221 42 219Q47 207 46 191Z"
        "M108 173Q98 176 89 176V222Q100 221 110 219Q105 207 106 191Z",
        "M98 201L145 222",
        222,
    ),
    Shape(
        Region.PELVIS,
        "M41 222Q52 225 63 225V267Q48 268 35 262Q34 238 41 222ZM111 222Q100 225 89 225V267Q104 268 117 262Q118 238 111 222Z",
        "M104 245L145 270",
        270,
    ),
    Shape(
        Region.ARMS,
        "M38 97C26 100 22 110 21 124C20 146 20 162 18 180C15 200 14 214 12 232C9 246 10 258 14 264C18 270 24 266 25 258C28 246 28 240 29 230C31 212 33 198 35 182C38 164 40 150 41 134C42 118 42 106 38 97Z"
        "M114 97C126 100 130 110 131 124C132 146 132 162 134 180C137 200 138 214 140 232C143 246 142 258 138 264C134 270 128 266 127 258C124 246 124 240 123 230C121 212 119 198 117 182C114 164 112 150 111 134C110 118 110 106 114 97Z",
        "M133 250L145 318",
        318,
    ),
    Shape(
        Region.LEGS,
        "M35 266Q54 276 74 268C74 300 71 315 71 332C73 356 71 372 68 388C66 410 66 425 66 442C67 454 64 460 55 460H45C39 458 44 450 47 444C47 420 45 405 43 386C40 368 40 352 41 338C36 310 35 290 35 266Z"
        "M117 266Q98 276 78 268C78 300 81 315 81 332C79 356 81 372 84 388C86 410 86 425 86 442C85 454 88 460 97 460H107C113 458 108 450 105 444C105 420 107 405 109 386C112 368 112 352 111 338C116 310 117 290 117 266Z",
        "M101 366H145",
        366,
    ),
    Shape(Region.WHOLE_BODY, "M10 12H3V470H100", "M98 470H145", 450),
)
"""From head to foot, as they are reached with the keyboard. The spine lies on the chest and between belly and hips."""


def drawn(listed: list[Listed]) -> list[Drawn]:
    """The whole figure, from head to foot, with links for the regions that have any pages."""
    anchors = {each.region: each.anchor for each in listed}
    return [Drawn(shape, str(shape.region.label), anchors.get(shape.region, "")) for shape in SHAPES]
