"""Summary records, decisions and action points"""

import sqlalchemy as sa
from alembic import op

revision = '0011_records'
down_revision = '0010_lines'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('record_items',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('drafted', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_record_items_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_record_items'))
    )
    with op.batch_alter_table('record_items', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_record_items_session_id'), ['session_id'], unique=False)
    op.create_table('record_versions',
    sa.Column('item_id', sa.Text(), nullable=False),
    sa.Column('rev', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('place', sa.BigInteger(), nullable=False),
    sa.Column('theme', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('owner', sa.Text(), nullable=False),
    sa.Column('due', sa.Text(), nullable=False),
    sa.Column('due_said', sa.Text(), nullable=False),
    sa.Column('notes', sa.JSON(), nullable=False),
    sa.Column('citations', sa.JSON(), nullable=False),
    sa.Column('worded_by', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['item_id'], ['record_items.id'], name=op.f('fk_record_versions_item_id_record_items'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_record_versions_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('item_id', 'rev', name=op.f('pk_record_versions'))
    )
    with op.batch_alter_table('record_versions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_record_versions_session_id'), ['session_id'], unique=False)
    op.create_table('attendances',
    sa.Column('session_id', sa.Text(), nullable=False),
    sa.Column('invitation', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('delegation', sa.Text(), nullable=True),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('first_at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['session_id'], ['sessions.id'], name=op.f('fk_attendances_session_id_sessions'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('session_id', 'invitation', name=op.f('pk_attendances'))
    )


def downgrade() -> None:
    op.drop_table('attendances')
    op.drop_table('record_versions')
    op.drop_table('record_items')
