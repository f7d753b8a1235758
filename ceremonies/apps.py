from auditlog.registry import auditlog
from django.apps import AppConfig


class CeremoniesConfig(AppConfig):
    name = "ceremonies"
    verbose_name = "Lễ ký kết"

    def ready(self):
        from ceremonies import models  # the registry is ready only now

        for model in (models.Ceremony, models.Delegate, models.Adoption, models.Article):
            auditlog.register(model)
