-- What a learner's client stored. An id belongs to its owner: two learners may use the same one.
-- title and conversation are the JSON texts as they came: type json keeps every character, also \u0000 and half a
-- surrogate pair (the reference client cuts titles at 50 UTF-16 units), which jsonb and text would refuse.
CREATE SEQUENCE conversation_revisions;

CREATE TABLE conversations (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    title json NOT NULL CHECK (json_typeof(title) = 'string'),
    conversation json NOT NULL CHECK (json_typeof(conversation) = 'array'),
    messages int NOT NULL,                   -- length of conversation, for lists without bodies
    embedding vector(768),
    embed_after timestamptz,                 -- when an embedding is due; NULL: the one here is up to date
    embed_attempts smallint NOT NULL DEFAULT 0,
    revision bigint NOT NULL DEFAULT nextval('conversation_revisions'), -- new at every save; the ETag
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, id)
);
CREATE INDEX conversations_newest ON conversations (owner, created_at DESC, id DESC);
CREATE INDEX conversations_to_embed ON conversations (embed_after) WHERE embed_after IS NOT NULL;
