/** What `paperboy help` prints. */
export const usage = `Paperboy brings papers to where research groups already talk: Discord, Slack, or this terminal.

  paperboy start                    run the bot; with no tokens in .env it opens here
  paperboy search QUERY...          search the papers
  paperboy search --batch FILE      search for each line { "id", "text" } of a file of JSON lines
  paperboy check [FOLDER]           say what is wrong with the papers of a folder
  paperboy doctor                   say what is wrong with settings, papers, database and digests
  paperboy backup FILE              write all that the database holds into a file, while the bot runs
  paperboy restore FILE             fill an empty database from such a file
  paperboy export --all             print the same, as JSON lines
  paperboy help                     print this
  paperboy --version                print the version

Options of search:
  --json          print one JSON object: query, total, hint, hits
  --limit N       at most N papers (10)

Option of backup and restore:
  --force         write over a file that is there; replace all that the database holds

Options of all:
  --corpus FOLDER   the papers to use, where there are papers in it
  --config FILE     the settings to use (config/paperboy.yaml)

A query is words, "a phrase", -word, title:word, author:name, category:cs.LG, venue:name, year:2020-2023, after:2021,
before:2022-06, has:code, id:2303.08010. Settings are explained in config/paperboy.yaml and .env.example.

Exit codes: 0 all is well, 1 something is wrong, 2 the command line was not understood.
`;
