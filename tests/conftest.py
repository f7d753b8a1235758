"""The cast: who takes part in every test."""

pytest_plugins = ["tests.plumbing"]
