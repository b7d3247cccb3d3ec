/** What `paperboy help` prints. */
export const usage = `Paperboy brings papers to where research groups already talk: Discord, Slack, or this terminal.

  paperboy start                    run the bot; with no tokens in .env it opens here
  paperboy search QUERY...          search the papers
  paperboy search --batch FILE      search for each line { "id", "text" } of a file of JSON lines
  paperboy check [FOLDER]           say what is wrong with the papers of a folder
  paperboy help                     print this
  paperboy --version                print the version

Options of search:
  --json          print one JSON object: query, total, hint, hits
  --limit N       at most N papers (10)

Options of start, search and check:
  --corpus FOLDER   the papers to use
  --config FILE     the settings to use (config/paperboy.yaml)

A query is words, "a phrase", -word, title:word, author:name, category:cs.LG, venue:name, year:2020-2023, after:2021,
before:2022-06, has:code, id:2303.08010. Settings are explained in config/paperboy.yaml and .env.example.

Exit codes: 0 all is well, 1 something is wrong, 2 the command line was not understood.
`;
