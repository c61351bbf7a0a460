"""Summary records and decisions, approved"""

import sqlalchemy as sa
from alembic import op

revision = '0020_records_approved'
down_revision = '0019_signing'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'record_approvals',
        sa.Column('session_id', sa.String(), nullable=False),
        sa.Column('language', sa.String(), nullable=False),
        sa.Column('number', sa.Integer(), autoincrement=False, nullable=False),
        sa.Column('canonical', sa.String(), nullable=False),
        sa.Column('sha256', sa.String(), nullable=False),
        sa.Column('by', sa.String(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.Column('reopened_by', sa.String(), nullable=True),
        sa.Column('reopened_at', sa.BigInteger(), nullable=True),
        sa.Column('why', sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ['session_id'], ['sessions.id'], name=op.f('fk_record_approvals_session_id_sessions'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('session_id', 'language', 'number', name=op.f('pk_record_approvals')),
    )


def downgrade() -> None:
    op.drop_table('record_approvals')
