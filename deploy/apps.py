from django.apps import AppConfig


class DeployConfig(AppConfig):
    name = "deploy"
    verbose_name = "Deployment"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from deploy import checks, metrics  # registers both with Django and Prometheus

        assert checks
        metrics.register()
