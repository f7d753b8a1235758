from blocs.models.catalogues import Honour, LegalBasis
from blocs.models.units import Officer, Unit, UnitName, UnitSuccession
from blocs.models.years import (
    Bloc,
    BlocYear,
    CommonTarget,
    Deadline,
    Extension,
    Goal,
    Membership,
    Step,
    TargetKind,
    default_due,
    members_of,
)

__all__ = [
    "Bloc",
    "BlocYear",
    "CommonTarget",
    "Deadline",
    "Extension",
    "Goal",
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
