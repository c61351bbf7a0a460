"""Lines that were split, merged, checked, or got another speaker"""

import sqlalchemy as sa
from alembic import op

revision = '0010_lines'
down_revision = '0009_shared_text'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
