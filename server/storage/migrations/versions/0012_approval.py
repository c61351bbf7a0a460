"""Approval of minutes"""

import sqlalchemy as sa
from alembic import op

revision = '0012_approval'
down_revision = '0011_records'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
