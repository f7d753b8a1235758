"""The signed-in yardstick of pages.py: the least view that shows a table from one query."""

from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from blocs.models import Membership

TABLE = engines["django"].from_string("""<!doctype html>
<html lang="vi">
  <head><meta charset="utf-8"><title>{{ user }}</title></head>
  <body>
    <table>
      {% for row in rows %}
        <tr>
          <td>{{ row.order }}</td><td>{{ row.unit.slug }}</td><td>{{ row.role }}</td>
          <td>{{ row.signatory }}</td><td>{{ row.signatory_post }}</td>
        </tr>
      {% endfor %}
    </table>
  </body>
</html>
""")


def table(request, bloc, rows):
    """Five columns, as the year's page has."""
    found = Membership.objects.filter(bloc_year__bloc__slug=bloc).select_related("unit")[:rows]
    return HttpResponse(TABLE.render({"rows": found, "user": request.user}))


urlpatterns = [
    path("thuoc-do/bang/<slug:bloc>/<int:rows>/", table),
    path("", include("thiduakhoi.urls")),
]
