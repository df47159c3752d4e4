"""The recipe of the embedded package: prepare, train, export, evaluate, pack. See README.md beside this file."""
