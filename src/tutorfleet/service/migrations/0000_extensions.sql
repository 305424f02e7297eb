-- pgvector for memories. On a managed database the extension may already be there.
CREATE EXTENSION IF NOT EXISTS vector;
