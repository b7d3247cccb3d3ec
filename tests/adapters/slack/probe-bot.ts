import type { Bot, Reaction } from '../../../src/core/chat/bot.ts';
import type { Card } from '../../../src/core/chat/card.ts';
import type { Member, Posted } from '../../../src/core/chat/channel.ts';
import type { CommandDeclaration, Form, Invocation, Question } from '../../../src/core/chat/command.ts';

/** A bot that keeps what reaches it and answers as it is told. */
export type ProbeBot = Bot & {
  readonly invocations: Invocation[];
  readonly questions: Question[];
  readonly reactions: Reaction[];
  /** What the platform told of the messages it made of the answers. */
  readonly posted: Posted[];
  /** Tells that somebody's list has changed. */
  change(member: Member): void;
};

export type ProbeOptions = {
  readonly commands: readonly CommandDeclaration[];
  answer?(invocation: Invocation): readonly Card[] | Promise<readonly Card[]>;
  form?(question: Question): Form | undefined;
  suggest?: Bot['suggest'];
};

export function createProbeBot({ commands, answer, form, suggest }: ProbeOptions): ProbeBot {
  const listeners = new Set<(member: Member) => void>();
  const probe: ProbeBot = {
    commands,
    invocations: [],
    questions: [],
    reactions: [],
    posted: [],
    async onCommand(invocation) {
      probe.invocations.push(invocation);
      const { name, verb = '', text } = invocation.line;
      const cards = (await answer?.(invocation)) ?? [{ title: `${name} ${verb}: ${text}` }];
      probe.posted.push(...(await invocation.reply(cards)));
    },
    async onReaction(reaction) {
      probe.reactions.push(reaction);
    },
    async form(question) {
      probe.questions.push(question);
      return form?.(question);
    },
    suggest: suggest ?? (async () => []),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    change: (member) => {
      for (const listener of listeners) listener(member);
    },
  };
  return probe;
}
