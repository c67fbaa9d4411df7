-- Messages are searched by their words, each by its stem (docs/decisions/033-message-search.md). PostgreSQL's own "russian"
-- leaves out the commonest words; here every word can be found.
CREATE TEXT SEARCH DICTIONARY "message_russian" (TEMPLATE = snowball, Language = russian);
CREATE TEXT SEARCH DICTIONARY "message_english" (TEMPLATE = snowball, Language = english);
CREATE TEXT SEARCH CONFIGURATION "message_words" (COPY = pg_catalog.russian);
ALTER TEXT SEARCH CONFIGURATION "message_words"
  ALTER MAPPING REPLACE pg_catalog.russian_stem WITH "message_russian";
ALTER TEXT SEARCH CONFIGURATION "message_words"
  ALTER MAPPING REPLACE pg_catalog.english_stem WITH "message_english";

-- One character for one, so that places in the plain text are places in the text: ё is е, and what is neither letter nor
-- digit parts words (the parser would take 12-34, a@b.c and a/b for words of their own kinds).
CREATE FUNCTION "plain_words"(content TEXT) RETURNS TEXT
  LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
  RETURN translate(content, 'ёЁ!"#$%&''()*+,-./:;<=>?@[\]^_`{|}~', 'еЕ                                ');

ALTER TABLE "messages" ADD COLUMN "words" tsvector
  GENERATED ALWAYS AS (to_tsvector('public.message_words'::regconfig, "plain_words"("content"))) STORED;

CREATE INDEX "messages_words" ON "messages" USING GIN ("words");

-- The newest messages of an organisation: where a common word is looked for first.
CREATE INDEX "messages_newest" ON "messages"("organization_id", "id" DESC);
