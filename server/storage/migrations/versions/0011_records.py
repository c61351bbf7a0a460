"""Summary records, decisions and action points"""

import sqlalchemy as sa
from alembic import op

revision = '0011_records'
down_revision = '0010_lines'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
