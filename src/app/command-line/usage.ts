import { services } from '../configure.ts';
import { program } from './arguments.ts';

/** What the command `help` prints. */
export const usage = `Paperboy brings papers to where research groups already talk: ${services.join(', ')}, or this terminal.

Type ${program} and one of these, in Paperboy's folder:

  start                    run the bot; with no tokens in .env it opens here
  preview                  show on a page of this machine how everything looks, with lists of its own
  search QUERY...          search the papers
  search --batch FILE      search for each line { "id", "text" } of a file of JSON lines
  fetch                    ask the sources of papers for what is new
  check [FOLDER]           say what is wrong with the papers of a folder
  doctor                   say what is wrong with settings, papers, database, sources and digests
  backup FILE              write everything in the database to a file, while the bot runs
  restore FILE             fill an empty database from such a file
  export --all             print the same, as JSON lines
  forget PERSON            say what is stored about PLATFORM:WORKSPACE/ID, or about PLATFORM:ID everywhere
  forget WORKSPACE         say what is stored about PLATFORM:WORKSPACE/
  help                     print this
  --version                print the version

From another folder give the whole path of dist/cli.js. "npx paperboy" works in Paperboy's folder alone: anywhere else it
fetches somebody else's package of that name.

Options of search:
  --json          print one JSON object: query, total, hint, hits
  --limit N       at most N papers (10)

Options of fetch:
  --json          print one JSON object: sources, each with name, state, new, changed
  --since DATE    take everything since that day, such as 2026-08-01

Option of backup and restore:
  --force         overwrite an existing file; replace everything in the database

Option of forget:
  --yes           delete it for good, also while the bot runs

Options of all:
  --corpus FOLDER   the folder of papers to use
  --config FILE     the settings to use (config/paperboy.yaml)

A query is words, "a phrase", -word, title:word, author:name, category:cs.LG, venue:name, year:2020-2023, after:2021,
before:2022-06, has:code, id:2303.08010. Settings are explained in config/paperboy.yaml and .env.example.

Exit codes: 0 all is well, 1 something is wrong, 2 the command line was not understood.
`;
