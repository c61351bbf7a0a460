"""Paragraphs between two numbers"""

import sqlalchemy as sa
from alembic import op

revision = '0023_paragraph_suffix'
down_revision = '0022_symbols'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('paragraphs') as batch:
        batch.add_column(sa.Column('suffix', sa.Text(), nullable=False, server_default=''))


def downgrade() -> None:
    with op.batch_alter_table('paragraphs') as batch:
        batch.drop_column('suffix')
