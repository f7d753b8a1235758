from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Đăng ký và giao ước"

    def ready(self):
        from auditlog.registry import auditlog  # models are ready only now

        from pledges import models

        for name in models.__all__:
            # never changed, a copy of what is written elsewhere, or not confirmed yet
            if name not in ("RegistrationEvent", "Revision", "WorkingCopy", "FilledWorkbook"):
                auditlog.register(getattr(models, name))
