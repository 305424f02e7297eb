-- What a conversation plays: {"id", "level"}, as its learner chose it with the first turn; NULL: an ordinary talk.
ALTER TABLE conversations ADD COLUMN scenario json;
