"""`python -m marsad` is the command line."""

from marsad.cli.main import run

run()
