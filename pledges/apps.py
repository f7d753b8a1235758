from auditlog.registry import auditlog
from django.apps import AppConfig


class PledgesConfig(AppConfig):
    name = "pledges"
    verbose_name = "Đăng ký và giao ước"

    def ready(self):
        from pledges import models  # the registry is ready only now

        for name in models.__all__:
            if name != "Revision":
                auditlog.register(getattr(models, name))
