"""Minutes in, draft statement out: copied spans, template verbs, computed counts; every clause cites its segments."""
