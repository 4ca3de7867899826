"""What a person decides about providers, done: the same for the shell's commands and for the desk."""
