from django.apps import AppConfig


class CeremoniesConfig(AppConfig):
    name = "ceremonies"
    verbose_name = "Lễ ký kết"

    def ready(self):
        from auditlog.registry import auditlog  # models are ready only now

        from ceremonies import models

        for model in (
            models.Ceremony,
            models.AgendaItem,
            models.Delegate,
            models.Adoption,
            models.Article,
            models.ItemStart,
        ):
            auditlog.register(model)
