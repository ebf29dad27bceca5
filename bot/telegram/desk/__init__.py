"""The coordinators' desk in chat: one file a subject."""
