"""The administration site: look-up tables only, and there are none yet.

Whatever grants a right or changes a record has a page of ours, so what other packages register is taken out.
The modules are imported first, because Django would otherwise register them after us.
"""

import allauth.account.admin
import allauth.mfa.admin
import allauth.socialaccount.admin
import allauth.usersessions.admin  # noqa: F401
import django.contrib.auth.admin  # noqa: F401
from allauth.account.decorators import secure_admin_login
from django.contrib import admin

OTHERS = ("account", "auth", "mfa", "socialaccount", "usersessions")

for model in list(admin.site._registry):
    if model._meta.app_label in OTHERS:
        admin.site.unregister(model)

# Its own sign-in page knows neither rate limits nor second factors; ours does.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
