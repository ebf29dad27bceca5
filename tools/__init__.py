"""What developers run through make: the catalogues and the documents that are made from the code."""
