"""What is kept about signing in, under one name."""

from staff.models.access_link import AccessLink
from staff.models.kept_save import KeptSave
from staff.models.sign_in import SignIn
from staff.models.tries import Tries

__all__ = ["AccessLink", "KeptSave", "SignIn", "Tries"]
