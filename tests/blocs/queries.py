"""How many questions a page asks of the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def query_count(client, address):
    client.get(address)  # what is fetched once per process (content types, the site) is not the page's
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)
