"""The name the program signs with where no person acted."""

PROGRAM = "ConsentDesk"
