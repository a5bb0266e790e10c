"""Django's admin, for technical staff, where DJANGO_ADMIN_PATH is set: look at people, name topics and departments.

Never deactivates anybody: duties have to be passed on first, which the Scheme pages do.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth import admin as auth_admin  # noqa: F401 registers Group, which is taken off below
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import Department, Topic, User

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.unregister(Group)


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    """People to look at; only who may come in here can be changed."""

    list_display = ("name", "email", "personnel_number", "department", "is_active", "is_admin")
    list_filter = ("is_active", "is_admin", "is_observer", "department")
    search_fields = ("name", "email", "personnel_number")
    exclude = ("password",)
    list_select_related = ("department",)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Everything but the one flag."""
        return tuple(f.name for f in User._meta.fields if f.name not in {"password", "is_staff"})

    def has_add_permission(self, request: HttpRequest) -> bool:
        """People are added on the Scheme pages."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People are never deleted."""
        return False


@admin.register(Department)
class DepartmentAdmin(admin.ModelAdmin[Department]):
    """Departments; the tree and its people are kept on the Scheme pages."""

    list_display = ("name", "parent", "decider", "time_zone", "takes_ideas", "is_office")
    readonly_fields = (
        *("parent", "decider", "is_office", "ancestors"),
        *("time_zone", "working_week", "holidays_in", "days_off", "days_worked", "limits"),
    )
    list_select_related = ("parent", "decider")
    search_fields = ("name",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Departments are added on the Scheme pages."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Departments are never deleted here."""
        return False


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin[Topic]):
    """Topics and their order."""

    list_display = ("name", "slug", "position")
    prepopulated_fields = {"slug": ("name",)}
