"""Events and the work they cause, kept as rows: the database is the queue, the broker only a doorbell.

An event and its work rows are written in the transaction of the change that caused them (`recording`). The
dispatcher (`dispatcher`) asks what is due and rings a worker, who claims a row and runs its handler (`running`).
What follows what is one page: `deploy/subscriptions.py`, named in settings, never imported from here.
"""
