"""An app for tests of the outbox's workers: it notes down what it is asked to deliver."""
