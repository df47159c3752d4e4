"""What must stand in the English (terms, names, figures, addresses), and whether it does. Imports numbers and text."""
