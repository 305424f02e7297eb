-- What turns teach about a learner. `turn` names a turn and is no foreign key: a mistake outlives the conversation it was made in.

-- One row an occurrence; `entry` is the same for the same mistake, so a notebook groups by it.
CREATE TABLE mistakes (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    turn uuid NOT NULL,
    entry uuid NOT NULL,
    category text NOT NULL,
    rule text NOT NULL,
    original text NOT NULL,
    replacement text NOT NULL,
    sentence text NOT NULL,
    reason_en text NOT NULL,
    reason_id text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, id)
);
CREATE INDEX mistakes_newest ON mistakes (owner, at DESC, id DESC);
CREATE INDEX mistakes_of_entry ON mistakes (owner, entry);
CREATE INDEX mistakes_of_turn ON mistakes (owner, turn);

-- No vector index on purpose: exact search over one learner's rows is faster and finds what a filtered index loses.
CREATE TABLE memories (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    turn uuid NOT NULL,
    kind text NOT NULL,
    category text,                           -- of the mistake that it remembers, if it remembers one
    text text NOT NULL,
    detail json NOT NULL DEFAULT '{}',
    embedding halfvec(768),
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, id)
);
CREATE INDEX memories_newest ON memories (owner, at DESC, id DESC);
CREATE INDEX memories_of_turn ON memories (owner, turn);

CREATE TABLE scores (
    owner uuid NOT NULL,
    turn uuid NOT NULL,
    written_fluency smallint NOT NULL CHECK (written_fluency BETWEEN 0 AND 100),
    vocabulary smallint NOT NULL CHECK (vocabulary BETWEEN 0 AND 100),
    grammar smallint NOT NULL CHECK (grammar BETWEEN 0 AND 100),
    comprehension smallint NOT NULL CHECK (comprehension BETWEEN 0 AND 100),
    coherence smallint NOT NULL CHECK (coherence BETWEEN 0 AND 100),
    digital_etiquette smallint NOT NULL CHECK (digital_etiquette BETWEEN 0 AND 100),
    responsiveness smallint NOT NULL CHECK (responsiveness BETWEEN 0 AND 100),
    clarity smallint NOT NULL CHECK (clarity BETWEEN 0 AND 100),
    overall_communication smallint NOT NULL CHECK (overall_communication BETWEEN 0 AND 100),
    low text NOT NULL,                       -- CEFR range
    high text NOT NULL,
    sentences int NOT NULL,                  -- what the range rests on
    needed int NOT NULL,                     -- sentences until it narrows
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, turn)
);
CREATE INDEX scores_in_time ON scores (owner, at);

-- Every change of mind, never overwritten: the newest row holds.
CREATE TABLE consents (
    owner uuid NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    training boolean NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, id)
);
