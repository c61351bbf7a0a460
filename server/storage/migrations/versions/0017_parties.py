"""Parties, silence and explanations"""

revision = '0017_parties'
down_revision = '0016_amendments'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
