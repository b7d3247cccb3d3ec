import type { Bot, Reaction } from '../../../src/core/chat/bot.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import type { Member, Posted } from '../../../src/core/chat/channel.ts';
import type { CommandDeclaration, Form, Invocation, Question } from '../../../src/core/chat/command.ts';
import type { ViewChange, ViewRequest } from '../../../src/core/chat/view.ts';

/** A bot that keeps what reaches it and answers as it is told. */
export type ProbeBot = Bot & {
  readonly invocations: Invocation[];
  readonly questions: Question[];
  /** Where the bot was told that it is, or is no more. */
  readonly workspaces: (readonly [workspace: string, isThere: boolean])[];
  readonly reactions: Reaction[];
  /** The workspaces where it was let into a channel. */
  readonly introduced: string[];
  /** What the platform told of the messages it made of the answers. */
  readonly posted: Posted[];
  /** The views it was asked for. */
  readonly shown: ViewRequest[];
  /** Tells that somebody's list has changed, or their subscriptions. */
  change(member: Member, of?: 'saved' | 'subscriptions'): void;
  /** Tells that the papers have changed. */
  changePapers(): void;
};

export type ProbeOptions = {
  readonly commands: readonly CommandDeclaration[];
  answer?(invocation: Invocation): readonly Card[] | Promise<readonly Card[]>;
  form?(question: Question): Form | undefined | Promise<Form | undefined>;
  suggest?: Bot['suggest'];
  introduceLinked?: Bot['introduceLinked'];
  show?(request: ViewRequest): readonly Card[];
  /** Whether there is nothing of the person's own in it. */
  isEmpty?(request: ViewRequest): boolean;
  /** How long what it shows holds (ms), from when it is asked; a minute unless told. */
  holds?(): number;
};

export function createProbeBot({
  commands,
  answer,
  form,
  suggest,
  introduceLinked = async () => new Map(),
  show,
  isEmpty = () => false,
  holds = () => 60_000,
}: ProbeOptions): ProbeBot {
  const listeners = new Set<(change: ViewChange) => void>();
  const probe: ProbeBot = {
    commands,
    invocations: [],
    questions: [],
    workspaces: [],
    reactions: [],
    introduced: [],
    posted: [],
    shown: [],
    async onCommand(invocation) {
      probe.invocations.push(invocation);
      const { name, verb = '', text } = invocation.line;
      const cards = (await answer?.(invocation)) ?? [{ title: `${name} ${verb}: ${text}` }];
      probe.posted.push(...(await invocation.reply(cards)));
    },
    async onReaction(reaction) {
      probe.reactions.push(reaction);
    },
    onCleared: async () => {},
    async introduce({ workspace }) {
      probe.introduced.push(workspace);
      return undefined;
    },
    async onWorkspace({ workspace }, isThere) {
      probe.workspaces.push([workspace, isThere]);
    },
    async form(question) {
      probe.questions.push(question);
      return form?.(question);
    },
    suggest: suggest ?? (async () => []),
    introduceLinked,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async show(request) {
      probe.shown.push(request);
      const cards = show?.(request) ?? [{ title: request.view }];
      const until = new Date(Date.now() + holds());
      return { cards, until, ...(isEmpty(request) && { isEmpty: true }) };
    },
    change: (member, of = 'saved') => {
      for (const listener of listeners) listener({ of, member });
    },
    changePapers: () => {
      for (const listener of listeners) listener({ of: 'papers' });
    },
  };
  return probe;
}
