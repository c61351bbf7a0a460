"""Parties, silence and explanations"""

import sqlalchemy as sa
from alembic import op

revision = '0017_parties'
down_revision = '0016_amendments'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('delegations') as batch:
        batch.add_column(sa.Column('time_zone', sa.Text(), nullable=False, server_default='UTC'))
    with op.batch_alter_table('statements') as batch:
        batch.add_column(sa.Column('observers', sa.JSON(), nullable=False, server_default='[]'))
        batch.add_column(sa.Column('visibility', sa.Text(), nullable=False, server_default='table'))
        batch.add_column(sa.Column('kind', sa.Text(), nullable=False, server_default='statement'))
        batch.add_column(sa.Column('derived_from', sa.Text(), nullable=True))
        batch.add_column(sa.Column('ad_referendum_until', sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column('lapsed_counts_as', sa.Text(), nullable=False, server_default='no_reply'))
    with op.batch_alter_table('positions') as batch:
        batch.add_column(sa.Column('until', sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column('told_by', sa.Text(), nullable=False, server_default=''))
    op.create_table('silences',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('opened_at', sa.BigInteger(), nullable=False),
    sa.Column('opened_by', sa.Text(), nullable=False),
    sa.Column('expires_at', sa.BigInteger(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('text_sha256', sa.Text(), nullable=False),
    sa.Column('revision', sa.BigInteger(), nullable=True),
    sa.Column('parties', sa.JSON(), nullable=False),
    sa.Column('reminders', sa.JSON(), nullable=False),
    sa.Column('broken_at', sa.BigInteger(), nullable=True),
    sa.Column('withdrawn_at', sa.BigInteger(), nullable=True),
    sa.Column('withdrawn_by', sa.Text(), nullable=True),
    sa.Column('withdrawn_why', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_silences_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_silences'))
    )
    op.create_index(op.f('ix_silences_statement_id'), 'silences', ['statement_id'], unique=False)
    op.create_table('silence_words',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('silence_id', sa.Text(), nullable=False),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('what', sa.Text(), nullable=False),
    sa.Column('effect', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('told_by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['silence_id'], ['silences.id'], name=op.f('fk_silence_words_silence_id_silences'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_silence_words'))
    )
    op.create_index(op.f('ix_silence_words_silence_id'), 'silence_words', ['silence_id'], unique=False)
    op.create_table('silence_reminders',
    sa.Column('silence_id', sa.Text(), nullable=False),
    sa.Column('before_ms', sa.BigInteger(), autoincrement=False, nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['silence_id'], ['silences.id'], name=op.f('fk_silence_reminders_silence_id_silences'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('silence_id', 'before_ms', name=op.f('pk_silence_reminders'))
    )
    op.create_table('explanations',
    sa.Column('id', sa.Text(), nullable=False),
    sa.Column('statement_id', sa.Text(), nullable=False),
    sa.Column('delegation', sa.Text(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('paragraph_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('by', sa.Text(), nullable=False),
    sa.Column('told_by', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('withdrawn_at', sa.BigInteger(), nullable=True),
    sa.Column('withdrawn_by', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['statement_id'], ['statements.id'], name=op.f('fk_explanations_statement_id_statements'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_explanations'))
    )
    op.create_index(op.f('ix_explanations_statement_id'), 'explanations', ['statement_id'], unique=False)
    op.create_table('explanation_translations',
    sa.Column('explanation_id', sa.Text(), nullable=False),
    sa.Column('language', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('engine', sa.Text(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['explanation_id'], ['explanations.id'], name=op.f('fk_explanation_translations_explanation_id_explanations'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('explanation_id', 'language', name=op.f('pk_explanation_translations'))
    )


def downgrade() -> None:
    op.drop_table('explanation_translations')
    op.drop_table('explanations')
    op.drop_table('silence_reminders')
    op.drop_table('silence_words')
    op.drop_table('silences')
    with op.batch_alter_table('positions') as batch:
        batch.drop_column('told_by')
        batch.drop_column('until')
    with op.batch_alter_table('statements') as batch:
        batch.drop_column('lapsed_counts_as')
        batch.drop_column('ad_referendum_until')
        batch.drop_column('derived_from')
        batch.drop_column('kind')
        batch.drop_column('visibility')
        batch.drop_column('observers')
    with op.batch_alter_table('delegations') as batch:
        batch.drop_column('time_zone')
