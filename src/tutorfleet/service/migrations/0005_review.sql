-- Words that a learner collects, and when each card is reviewed. A card is a notebook entry or a word: its text stays where it is.
CREATE TABLE words (
    owner uuid NOT NULL,
    id uuid NOT NULL,                        -- made by the client
    word text NOT NULL,
    sentence text NOT NULL,
    meaning text,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (owner, id)
);
CREATE INDEX words_newest ON words (owner, at DESC, id DESC);

-- What FSRS knows of a card, from its first review on. `id` is that of a notebook entry (mistakes.entry) or of a word.
CREATE TABLE cards (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    state smallint NOT NULL CHECK (state BETWEEN 1 AND 3), -- learning, review, relearning
    step smallint,                           -- of learning and relearning
    stability double precision NOT NULL,     -- days until the chance to know it has fallen to 90 %
    difficulty double precision NOT NULL,    -- 1 to 10
    due timestamptz NOT NULL,
    reviewed_at timestamptz NOT NULL,
    PRIMARY KEY (owner, id)
);

-- Every review, under the id that the client gave it: one that is sent twice counts once.
CREATE TABLE reviews (
    owner uuid NOT NULL,
    id uuid NOT NULL,
    card uuid NOT NULL,
    rating smallint NOT NULL CHECK (rating BETWEEN 1 AND 4), -- again, hard, good, easy
    at timestamptz NOT NULL,
    PRIMARY KEY (owner, id)
);
CREATE INDEX reviews_of_card ON reviews (owner, card);
CREATE INDEX reviews_newest ON reviews (owner, at DESC, id DESC);
