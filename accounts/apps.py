from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = "Tài khoản"

    def ready(self):
        from django.contrib.auth.signals import user_logged_in  # reads models, which are loaded only now

        from accounts.middleware import stamp

        user_logged_in.connect(stamp)
