"""Sessions brought in from elsewhere"""

import sqlalchemy as sa
from alembic import op

revision = '0013_brought_in'
down_revision = '0012_approval'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
