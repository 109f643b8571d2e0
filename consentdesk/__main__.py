"""Lets ``python -m consentdesk`` start the program."""

import sys

from consentdesk.app.main import main

if __name__ == "__main__":
    sys.exit(main())
