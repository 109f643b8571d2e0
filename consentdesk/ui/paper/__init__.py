"""What the program prints: pages drawn for a printer or a PDF file."""
