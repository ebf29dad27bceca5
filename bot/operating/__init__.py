"""What the operator does in the terminal, beside the running bot: groups, coordinators, the doctor."""
