import type { Card, CommandLine } from '../chat/card.ts';
import type { CommandDeclaration } from '../chat/contract.ts';
import type { Corpus } from '../papers/corpus.ts';
import type { PaperId } from '../papers/paper.ts';
import type { Search } from '../search/hit.ts';

/** One command: what platforms announce of it, and what it answers. It returns cards and sends nothing. */
export type Command = CommandDeclaration & {
  /** Arguments that give an answer on the loaded papers; `''` for none. */
  examples(services: Services): readonly string[];
  /** One line that the help adds: how the answer comes about. */
  readonly explanation?: string;
  run(request: Request, services: Services): readonly Card[] | Promise<readonly Card[]>;
};

/** What a person asked of a command. */
export type Request = {
  readonly line: CommandLine;
  /** The papers of the last list this person saw in this channel, by their numbers there. */
  readonly lastList: ReadonlyMap<number, PaperId>;
  /** The name that people see of whoever asks; '' where the platform does not tell. */
  readonly memberName: string;
};

/** What commands work with. */
export type Services = {
  readonly corpus: Corpus;
  readonly search: Search;
  /** Papers on one page of a list. */
  readonly pageSize: number;
  readonly commands: readonly Command[];
  /** The present moment. */
  now(): Date;
  /** A command as a person here types it, the configured prefix included. */
  typed(name: string, verb?: string, text?: string): string;
};
