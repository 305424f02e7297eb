-- Turns: what was asked, every event as it happened, and who is at it now. They go with their conversation.
-- Texts are JSON texts: type json keeps every character that a learner can send.
CREATE TABLE turns (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    conversation uuid NOT NULL,
    request json NOT NULL,                   -- text, region, model, language
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'done', 'stopped', 'failed')),
    lease uuid NOT NULL,                     -- changes hands with the turn: who does not hold it can store nothing
    lease_until timestamptz NOT NULL,
    takeovers smallint NOT NULL DEFAULT 0,
    stopping boolean NOT NULL DEFAULT false, -- the learner asked to stop
    edits json,                              -- all corrections of the text; NULL: nothing of this text may be kept
    reply json,
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    PRIMARY KEY (owner, id),
    FOREIGN KEY (owner, conversation) REFERENCES conversations (owner, id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX turns_running ON turns (owner, conversation) WHERE state = 'running';
CREATE INDEX turns_leased ON turns (lease_until) WHERE state = 'running';
CREATE INDEX turns_of_conversation ON turns (owner, conversation, begun_at);
CREATE INDEX turns_newest ON turns (owner, begun_at DESC);

CREATE TABLE turn_events (
    owner uuid NOT NULL,
    turn uuid NOT NULL,
    seq int NOT NULL,
    event json NOT NULL,                     -- the line as it is shown
    PRIMARY KEY (owner, turn, seq),
    FOREIGN KEY (owner, turn) REFERENCES turns (owner, id) ON DELETE CASCADE
);
