"""Where a statement comes from"""

import sqlalchemy as sa
from alembic import op

revision = '0015_sources'
down_revision = '0014_voices'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('statements') as batch:
        batch.add_column(sa.Column('themes', sa.JSON(), nullable=True))
        batch.add_column(sa.Column('stance_table', sa.JSON(), nullable=True))
        batch.add_column(sa.Column('zero', sa.JSON(), nullable=True))
        batch.add_column(sa.Column('unplaced', sa.JSON(), nullable=True))
    with op.batch_alter_table('paragraphs') as batch:
        batch.add_column(sa.Column('origin', sa.Text(), nullable=False, server_default='minutes'))
        batch.add_column(sa.Column('support', sa.JSON(), nullable=True))
    op.create_table(
        'kept_faults',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('paragraph_id', sa.Text(), nullable=False),
        sa.Column('rev', sa.BigInteger(), nullable=False),
        sa.Column('fault', sa.Text(), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('why', sa.Text(), nullable=False),
        sa.Column('by', sa.Text(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'], ['paragraphs.id'], name=op.f('fk_kept_faults_paragraph_id_paragraphs'), ondelete='CASCADE'
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_kept_faults')),
    )
    op.create_index(op.f('ix_kept_faults_paragraph_id'), 'kept_faults', ['paragraph_id'])
    op.create_table(
        'translation_reviews',
        sa.Column('id', sa.Text(), nullable=False),
        sa.Column('paragraph_id', sa.Text(), nullable=False),
        sa.Column('segments', sa.JSON(), nullable=False),
        sa.Column('source', sa.Text(), nullable=False),
        sa.Column('wording', sa.Text(), nullable=False),
        sa.Column('by', sa.Text(), nullable=False),
        sa.Column('at', sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ['paragraph_id'],
            ['paragraphs.id'],
            name=op.f('fk_translation_reviews_paragraph_id_paragraphs'),
            ondelete='CASCADE',
        ),
        sa.PrimaryKeyConstraint('id', name=op.f('pk_translation_reviews')),
    )
    op.create_index(op.f('ix_translation_reviews_paragraph_id'), 'translation_reviews', ['paragraph_id'])


def downgrade() -> None:
    op.drop_table('translation_reviews')
    op.drop_table('kept_faults')
    with op.batch_alter_table('paragraphs') as batch:
        batch.drop_column('support')
        batch.drop_column('origin')
    with op.batch_alter_table('statements') as batch:
        batch.drop_column('unplaced')
        batch.drop_column('zero')
        batch.drop_column('stance_table')
        batch.drop_column('themes')
