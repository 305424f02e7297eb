"""What runs on Lambda: entry points around the service's own program. Nothing else imports them.

    conversations.handler   `/conversations`, buffered, through Mangum
    run.sh, turns.py        the whole service behind the Lambda Web Adapter, streamed
    migrate.handler         the deployer's: extension and tables

They are the only part of `cloud` that imports the service. Settings come from the environment (service/settings.py): the `DB_`
variables of the task, `PGSSLMODE` and `PGSSLROOTCERT`, and the pool whose tokens are believed. API Gateway has verified a token
already; the service does it again, with the keys that Cognito publishes, because it must know whose token it is and trusts no
header. A function in a private subnet reaches them through the NAT. While the NAT is away a new instance answers 503; one that has
the keys goes on for an hour.
"""
