"""More time for one unit: granted, and its people told."""

from blocs import clock, notifications
from blocs.models import Extension


def grant(extension: Extension, by) -> Extension:
    """Keep ``extension``, in place of an earlier one of the same unit and step."""
    earlier = Extension.objects.filter(membership=extension.membership, step=extension.step).first()
    if earlier:  # kept as the same record, so that its history stays together
        earlier.due, earlier.reason = extension.due, extension.reason
        extension = earlier
    extension.granted_at, extension.granted_by = clock.now(), by
    extension.save()
    notifications.extension_granted(extension, by)
    return extension
