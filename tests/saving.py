"""Saving a page as it is saved by whoever has just opened it."""


def save(client, address, typed, **more):
    """Post ``typed`` with the token that the page shows now."""
    shown = client.get(address).context or {}
    return client.post(address, {"token": shown.get("token", "")} | typed, **more)
