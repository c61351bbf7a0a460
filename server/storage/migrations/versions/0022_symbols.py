"""Symbols of statements"""

import datetime

import sqlalchemy as sa
from alembic import op

revision = '0022_symbols'
down_revision = '0021_corrigenda_signed'
branch_labels = None
depends_on = None

# When a statement was begun: when its first words were written; without any, when it was adopted.
BEGUN = """
SELECT s.id, coalesce(min(v.at), s.adopted_at) AS at FROM statements s
LEFT JOIN paragraphs p ON p.statement_id = s.id LEFT JOIN paragraph_versions v ON v.paragraph_id = p.id
GROUP BY s.id, s.adopted_at ORDER BY at, s.id
"""


def upgrade() -> None:
    with op.batch_alter_table('statements') as batch:
        batch.add_column(sa.Column('filed_year', sa.BigInteger(), nullable=True))
        batch.add_column(sa.Column('filed_number', sa.BigInteger(), nullable=True))
    op.create_index(op.f('ix_statements_filed_year'), 'statements', ['filed_year', 'filed_number'], unique=True)
    connection = op.get_bind()
    last: dict[int, int] = {}
    for name, at in connection.execute(sa.text(BEGUN)).all():
        moment = datetime.datetime.fromtimestamp(at / 1000, datetime.UTC) if at else datetime.datetime.now(datetime.UTC)
        last[moment.year] = last.get(moment.year, 0) + 1
        filed = {'id': name, 'year': moment.year, 'number': last[moment.year]}
        connection.execute(
            sa.text('UPDATE statements SET filed_year = :year, filed_number = :number WHERE id = :id'), filed
        )


def downgrade() -> None:
    op.drop_index(op.f('ix_statements_filed_year'), table_name='statements')
    with op.batch_alter_table('statements') as batch:
        batch.drop_column('filed_number')
        batch.drop_column('filed_year')
