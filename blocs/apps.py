from django.apps import AppConfig

COMPUTED = ["search_key", "sort_key"]


class BlocsConfig(AppConfig):
    name = "blocs"
    verbose_name = "Khối thi đua"

    def ready(self):
        """Who changed what, for every record that rights, deadlines and papers rest on."""
        from auditlog.registry import auditlog  # the registry reads models, which are loaded only now

        for model in self.get_models():
            computed = [field.name for field in model._meta.fields if field.name in COMPUTED]
            auditlog.register(model, exclude_fields=computed)
