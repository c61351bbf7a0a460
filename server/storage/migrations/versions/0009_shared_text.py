"""The shared text of the minutes"""

import sqlalchemy as sa
from alembic import op

revision = '0009_shared_text'
down_revision = '0008_remarks'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
