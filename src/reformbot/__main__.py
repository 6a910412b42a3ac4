"""`python -m reformbot`: the command line."""

from reformbot.cli import main

if __name__ == "__main__":
    main()
