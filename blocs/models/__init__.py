from blocs.models.catalogues import Honour, LegalBasis
from blocs.models.deadlines import OWN_STEPS, Deadline, Extension, Step, default_due
from blocs.models.goals import CommonTarget, Goal, TargetKind
from blocs.models.holds import Hold
from blocs.models.units import Officer, Unit, UnitName, UnitSuccession
from blocs.models.years import (
    Bloc,
    BlocYear,
    Membership,
    members_of,
)

__all__ = [
    "OWN_STEPS",
    "Bloc",
    "BlocYear",
    "CommonTarget",
    "Deadline",
    "Extension",
    "Goal",
    "Hold",
    "Honour",
    "LegalBasis",
    "Membership",
    "Officer",
    "Step",
    "TargetKind",
    "Unit",
    "UnitName",
    "UnitSuccession",
    "default_due",
    "members_of",
]
