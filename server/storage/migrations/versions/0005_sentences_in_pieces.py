"""Which sentence a translation belongs to"""

import sqlalchemy as sa
from alembic import op

revision = '0005_sentences_in_pieces'
down_revision = '0004_glossary'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('translations') as batch:
        batch.add_column(sa.Column('led_by', sa.Text(), nullable=True))
