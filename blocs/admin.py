"""Catalogues, units and blocs under /quan-tri/. What units hand in is not here: administrators read no drafts."""

from django.contrib import admin

from accounts.admin import AdministratorsOnly
from blocs.fields import DateField
from blocs.models import Bloc, BlocYear, Deadline, Honour, LegalBasis, Officer, Unit, UnitName, UnitSuccession
from blocs.text import search_key


class TypedDates(AdministratorsOnly):
    """Dates are typed as everywhere else, day first."""

    def has_add_permission(self, request, obj=None):
        return self.has_module_permission(request)  # an inline is asked with its parent

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.get_internal_type() == "DateField":
            return db_field.formfield(form_class=DateField)
        return super().formfield_for_dbfield(db_field, request, **kwargs)


class Kept(TypedDates):
    """Records that others stand on: changed, never deleted."""

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Honour)
class HonourAdmin(TypedDates, admin.ModelAdmin):
    list_display = ["name", "code", "kind", "for_collective", "for_individual", "valid_from", "valid_to", "order"]
    list_filter = ["kind", "for_collective", "for_individual"]
    search_fields = ["name", "code", "short_name"]


@admin.register(LegalBasis)
class LegalBasisAdmin(TypedDates, admin.ModelAdmin):
    list_display = ["title", "signed_on", "valid_from", "valid_to", "order"]
    search_fields = ["title", "citation"]


class UnitNameInline(TypedDates, admin.TabularInline):
    model = UnitName
    extra = 0
    min_num = 1
    validate_min = True


@admin.register(Unit)
class UnitAdmin(Kept, admin.ModelAdmin):
    list_display = ["__str__", "slug", "kind", "province"]
    list_filter = ["kind"]
    search_fields = ["slug"]
    search_help_text = "Tìm theo tên, có dấu hay không dấu đều được"
    inlines = [UnitNameInline]

    def get_queryset(self, request):
        return super().get_queryset(request).in_name_order()

    def get_ordering(self, request):
        return []

    def get_search_results(self, request, queryset, search_term):
        if not search_key(search_term):
            return queryset, False
        found = Unit.objects.search(search_term).values("pk")
        by_slug = Unit.objects.filter(slug__contains=search_term.strip()).values("pk")
        return queryset.filter(pk__in=found) | queryset.filter(pk__in=by_slug), False


@admin.register(UnitSuccession)
class UnitSuccessionAdmin(TypedDates, admin.ModelAdmin):
    list_display = ["from_unit", "kind", "to_unit", "on"]
    list_filter = ["kind"]
    autocomplete_fields = ["from_unit", "to_unit"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("from_unit__names", "to_unit__names")


@admin.register(Officer)
class OfficerAdmin(Kept, admin.ModelAdmin):
    list_display = ["user", "unit", "duty", "post", "may_submit", "starts_on", "ends_on"]
    list_filter = ["duty", "may_submit"]
    search_fields = ["user__full_name", "user__username", "unit__names__search_key"]
    autocomplete_fields = ["user", "unit"]

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("user").prefetch_related("unit__names")


@admin.register(Bloc)
class BlocAdmin(Kept, admin.ModelAdmin):
    list_display = ["name", "kind", "label", "organiser", "scope"]
    search_fields = ["name", "search_key"]
    autocomplete_fields = ["organiser"]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("organiser__names")


class DeadlineInline(TypedDates, admin.TabularInline):
    model = Deadline
    extra = 0


@admin.register(BlocYear)
class BlocYearAdmin(Kept, admin.ModelAdmin):
    """Years are made and moved on the site itself, where the transition table stands guard."""

    list_display = ["bloc", "year", "status", "is_sample"]
    list_filter = ["status", "year"]
    fields = ["bloc", "year", "status", "theme", "is_sample"]
    readonly_fields = ["bloc", "year", "status", "is_sample"]
    inlines = [DeadlineInline]

    def has_add_permission(self, request):
        return False
