"""The scenes of those who mean harm. They come last: whoever is signed in may change what the others look at."""

from __future__ import annotations

import json
from collections.abc import Callable

from faults.hostile import attack
from faults.installation import Installation
from faults.loading import Loaded
from faults.reading import answered
from faults.wire_cases import CASES, Doors, attack_everywhere


class HostileScenes:
    """Each method is a scene, through the front where there is one."""

    def __init__(self, site: Installation, *, count: int, seed: int) -> None:
        self.site, self.count, self.seed = site, count, seed

    def all(self) -> list[tuple[str, Callable[[], Loaded]]]:
        """In order."""
        return [
            (f"{len(CASES)} hostile cases at every address, as visitor and as staff", self.every_case),
            (f"{self.count:,} hostile inputs", self.dice),
        ]

    def every_case(self) -> Loaded:
        return self._from_inside(attack_everywhere)

    def dice(self) -> Loaded:
        return self._from_inside(lambda port, doors: attack(port, self.count, doors, seed=self.seed))

    def _from_inside(self, attack: Callable[[int, Doors], Loaded]) -> Loaded:
        """Attack, and look whether what was tried as staff was tried as staff to the end."""
        doors = Doors(**json.loads(self.site.python("-m", "faults.inside")))
        found = attack(self.site.front.port if self.site.front else self.site.port, doors)
        found.notes.append(f"{len(doors.addresses)} addresses")
        if answered(self.site.port, "/staff/", {"Cookie": doors.cookies})[0] != 200:
            found.gave_up.append("the session of staff ended meanwhile")
        return found
