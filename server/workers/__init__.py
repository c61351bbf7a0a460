"""The processes beside the web: recognition, translation and what comes after a session."""

import os

# numpy's threads wait busily for a while after each product of matrices, and take the cores from the model's: a third
# of a look's encoding on two cores. It reads this once, when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
