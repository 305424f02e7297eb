-- Accounts, what proves them, and what limits attempts on them.

CREATE TABLE accounts (
    uid             uuid PRIMARY KEY,
    email           text NOT NULL UNIQUE,               -- normalised: trimmed, NFC, lower case
    name            text NOT NULL,
    password        text NOT NULL,                      -- Argon2id, with its parameters and salt
    confirmed       boolean NOT NULL,
    email_verified  boolean NOT NULL DEFAULT false,
    groups          text[] NOT NULL DEFAULT '{}',
    created_at      timestamptz NOT NULL DEFAULT now()
);

-- One row a sign-in. Its id is the origin_jti of every token that came of it: deleting the row ends them all.
CREATE TABLE sessions (
    id              uuid PRIMARY KEY,
    uid             uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    refresh_hash    bytea NOT NULL UNIQUE,              -- SHA-256 of 256 random bits
    signed_in_at    timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL
);
CREATE INDEX sessions_of ON sessions (uid);

CREATE TABLE codes (
    uid             uuid NOT NULL REFERENCES accounts ON DELETE CASCADE,
    purpose         text NOT NULL CHECK (purpose IN ('confirm', 'reset')),
    hash            text NOT NULL,                      -- Argon2id: six digits would fall to anything faster
    expires_at      timestamptz NOT NULL,
    PRIMARY KEY (uid, purpose)
);

CREATE TABLE signing_keys (
    kid             text PRIMARY KEY,
    pem             text NOT NULL,                      -- PKCS 8
    published_at    timestamptz NOT NULL,
    signs_from      timestamptz NOT NULL                -- until the next key signs
);

CREATE TABLE attempts (
    key             bytea PRIMARY KEY,                  -- SHA-256 of limit, whom it counts and which: no name or address at rest
    count           int NOT NULL,
    ends_at         timestamptz NOT NULL
);
CREATE INDEX attempts_end ON attempts (ends_at);
