"""The tables from their first form to today's, by Alembic; only ``flask --app server migrate`` runs them."""
