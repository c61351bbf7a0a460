"""Amendments of one paragraph, and one by its sender's key, are found without reading all of a statement's"""

from alembic import op

revision = '0024_amendments_found'
down_revision = '0023_paragraph_suffix'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('amendments') as batch:
        batch.drop_index(op.f('ix_amendments_statement_id'))  # (statement_id, number) is unique, and finds them, too
        batch.create_index(op.f('ix_amendments_paragraph_id'), ['statement_id', 'paragraph_id'])
        batch.create_index(op.f('ix_amendments_key'), ['statement_id', 'key'])


def downgrade() -> None:
    with op.batch_alter_table('amendments') as batch:
        batch.drop_index(op.f('ix_amendments_key'))
        batch.drop_index(op.f('ix_amendments_paragraph_id'))
        batch.create_index(op.f('ix_amendments_statement_id'), ['statement_id'])
