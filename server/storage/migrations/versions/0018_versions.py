"""Language versions and commitments"""

revision = '0018_versions'
down_revision = '0017_parties'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
