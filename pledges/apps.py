from django.apps import AppConfig

# Never changed, copies of what is written elsewhere, not confirmed yet, or noted by the receiver for itself.
UNWATCHED = ("FilledWorkbook", "PreparedDecision", "RegistrationEvent", "Remark", "Revision", "WorkingCopy")


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Đăng ký và giao ước"

    def ready(self):
        from auditlog.registry import auditlog  # models are ready only now

        from accounts import letters
        from pledges import chasing, models

        letters.objections.append(chasing.objection)

        for name in models.__all__:
            if name not in UNWATCHED:
                auditlog.register(getattr(models, name))
