"""The processes beside the web: recognition, translation, second readings, the clock, and the supervisor of all.

Must not know the database (but the clock) or the hall: workers are clients of ``/worker`` like any other program.
"""

import os

# numpy's threads wait busily for a while after each product of matrices, and take the cores from the model's: a third
# of a look's encoding on two cores. It reads this once, when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
