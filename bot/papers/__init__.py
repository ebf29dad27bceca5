"""What is handed out as a file: the plan of a stay as a PDF, a meeting for the calendar, a group's weekly picture."""
