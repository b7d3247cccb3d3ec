import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Bot } from '../../../core/chat/bot.ts';
import { findDeclaration } from '../../../core/chat/command-line.ts';
import { answerForm } from '../../../core/chat/options.ts';
import type { Act, ActAnswer } from './acts.ts';
import type { Doing } from './run.ts';

export type OpenForm = Doing & {
  readonly form: object;
  /** It has one input alone, for the words of a search. */
  readonly isSearch?: true;
};

/** Who at the window, and in which service. */
export type Who = { readonly service: string; readonly person: string };

/** Forms that people have open. */
export type Forms = {
  open(form: OpenForm): ActAnswer;
  /** Undefined for one that is closed, or somebody else's. */
  find(id: string, who: Who): OpenForm | undefined;
  /** Runs what was asked for with the answers; tells what is wrong with them where the service would. */
  submit(act: Act<'submit'>): Promise<ActAnswer | undefined>;
  suggest(act: Act<'suggest'>): Promise<ActAnswer | undefined>;
};

/** Forms open at a time, and choices offered. */
const MOST = 100;
const OFFERED = 20;

export function createForms(bot: Bot, run: (doing: Doing) => Promise<void>): Forms {
  const forms = new LRUCache<string, OpenForm>({ max: MOST });

  function find(id: string, { service, person }: Who): OpenForm | undefined {
    const form = forms.get(id);
    return form?.preview.name === service && form.person.id === person ? form : undefined;
  }

  return {
    find,

    open(form) {
      const id = randomUUID();
      forms.set(id, form);
      return { form: { id, payload: form.form } };
    },

    async submit(act) {
      const asked = find(act.form, act);
      const declaration = asked && findDeclaration(asked.line, bot.commands);
      if (asked === undefined || declaration === undefined) return undefined;
      const { preview, speaker, form } = asked;
      const [words = ''] = Object.values(act.texts);
      const line = asked.isSearch
        ? { ...asked.line, text: words }
        : answerForm(asked.line, declaration, preview.readAnswers(form, act.texts));
      const again = preview.placeProblems && (await bot.form({ ...speaker, line }));
      const placed = again === undefined ? {} : (preview.placeProblems?.(again) ?? {});
      const problems = Object.entries(placed).filter(([control]) => control in act.texts);
      if (problems.length > 0) return { problems: Object.fromEntries(problems) };
      forms.delete(act.form);
      await run({ ...asked, line });
      return {};
    },

    async suggest(act) {
      const asked = find(act.form, act);
      if (asked === undefined) return undefined;
      const { preview, line, speaker } = asked;
      const field = preview.fieldOf(act.control);
      const isArgument = asked.isSearch || findDeclaration(line, bot.commands)?.argument?.name === field;
      const option = isArgument ? undefined : field;
      return { choices: await bot.suggest({ ...line, text: act.text }, OFFERED, option, speaker) };
    },
  };
}
