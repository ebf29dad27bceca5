"""What coordinators do, as rules: who owns a case, what an alert says, what a press may change. No I/O."""
