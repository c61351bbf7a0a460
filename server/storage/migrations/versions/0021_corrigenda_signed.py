"""Corrigenda signed by the parties"""

import sqlalchemy as sa
from alembic import op

revision = '0021_corrigenda_signed'
down_revision = '0020_records_approved'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('statement_corrigenda') as batch:
        batch.add_column(sa.Column('parties', sa.JSON(), nullable=True))
    op.create_table(
        'corrigendum_signatures',
        sa.Column('statement_id', sa.Text(), nullable=False),
        sa.Column('number', sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column('delegation', sa.Text(), nullable=False),
        sa.Column('person', sa.Text(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('key_id', sa.Text(), nullable=False),
        sa.Column('value', sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ['statement_id'], ['statements.id'], name=op.f('fk_corrigendum_signatures_statement_id_statements'),
            ondelete='CASCADE',
        ),
        sa.ForeignKeyConstraint(
            ['key_id'], ['signing_keys.id'], name=op.f('fk_corrigendum_signatures_key_id_signing_keys')
        ),
        sa.PrimaryKeyConstraint('statement_id', 'number', 'delegation', name=op.f('pk_corrigendum_signatures')),
    )


def downgrade() -> None:
    op.drop_table('corrigendum_signatures')
    with op.batch_alter_table('statement_corrigenda') as batch:
        batch.drop_column('parties')
