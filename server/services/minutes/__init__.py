"""Record: captions become minutes: corrected, checked, approved, summed up."""
