S Yesterday I go to school with my two friend .
A 2 3|||R:VERB:TENSE|||went|||REQUIRED|||-NONE-|||0
A 8 9|||R:NOUN:NUM|||friends||mates|||REQUIRED|||-NONE-|||0

S We discuss about the plan .
A 2 3|||U:PREP||||||REQUIRED|||-NONE-|||0
A 1 3|||R:VERB|||talk about|||REQUIRED|||-NONE-|||1

S She is teacher in Solo .
A 2 2|||M:DET|||a|||REQUIRED|||-NONE-|||0

S I do n't like it , but he do n't mind .
A 8 9|||R:VERB:SVA|||does|||REQUIRED|||-NONE-|||0

S Everything is fine ( I think ) .
A -1 -1|||noop|||-NONE-|||REQUIRED|||-NONE-|||0

S This is strange writed .
A 2 4|||UNK|||-NONE-|||REQUIRED|||-NONE-|||0
