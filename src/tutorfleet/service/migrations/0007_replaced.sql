-- The ids of the turns that a turn replaced, and of those that they had replaced: one that a client sends again late is not run anew.
ALTER TABLE turns ADD COLUMN replaced uuid[] NOT NULL DEFAULT '{}';
