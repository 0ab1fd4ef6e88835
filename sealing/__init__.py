"""What must not be readable in the database: sealed with AES-256-GCM, bound to its place. `sealing.ring` does it."""

from sealing.ring import Altered, KeyRing, SealingError, WrongKey, opened, seal

__all__ = ["Altered", "KeyRing", "SealingError", "WrongKey", "opened", "seal"]
