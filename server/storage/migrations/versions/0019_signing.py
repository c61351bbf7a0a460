"""Signatures and publication"""

revision = '0019_signing'
down_revision = '0018_versions'
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass


def downgrade() -> None:
    pass
