"""What is asked, in what order, and how an answer is read: pure, synchronous, no I/O."""
