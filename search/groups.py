"""What is looked for: for each typed word a group of alternatives, each with how sure it is that it was meant."""

from __future__ import annotations

from dataclasses import dataclass, field

AS_TYPED = 1.0


@dataclass(frozen=True)
class Alternative:
    """Stems that have to stand in an edition, all of them; `weight` is how sure it is that they were meant, up to 1."""

    stems: tuple[str, ...]
    weight: float = AS_TYPED


@dataclass
class Group:
    """What one typed word can mean. `tells` is how much it says about which page is meant.

    `is_guess`: no page and no synonym has the word, and what it may mean instead is no more than likely.
    """

    word: str
    alternatives: list[Alternative] = field(default_factory=list)
    tells: float = 0.0
    beginning: str = ""
    is_guess: bool = False

    @property
    def stems(self) -> set[str]:
        """The stems of all alternatives."""
        return {stem for alternative in self.alternatives for stem in alternative.stems}
