import type { Form, FormField } from '../../../core/chat/command.ts';
import { counted } from '../../../core/text/counted.ts';
import { paint, type Screen, wrap } from '../render/screen.ts';

export type Answers = Readonly<Record<string, string>>;

/** What is asked and told while a form is filled in. */
export type Dialogue = {
  /** The line typed for a field; undefined where the person leaves. */
  ask(field: FormField): Promise<string | undefined>;
  tell(text: string): Promise<void>;
  /** The fields of the form with what is wrong with these answers; none where nothing is. */
  check(answers: Answers): Promise<readonly FormField[]>;
  /** Whether to ask again after an answer that will not do; a pipe has its next answer where its next line is. */
  readonly patient: boolean;
};

type Answer = { readonly value: string } | { readonly fault: string };

/** The answers by the names of the fields, every field in them; undefined where the form was left or filled in wrongly. */
export async function askForm({ fields }: Form, dialogue: Dialogue): Promise<Answers | undefined> {
  const { check, tell, patient } = dialogue;
  // What is not answered yet stands as it is shown.
  const answers: Record<string, string> = Object.fromEntries(
    fields.map(({ name, value = '' }) => [name, value]),
  );
  const left: FormField[] = [...fields];
  const answered = new Set<string>();
  let isWrong = false;
  const findWrong = async () =>
    (await check(answers)).filter(({ name, problem }) => problem !== undefined && answered.has(name));
  for (let field = left.shift(); field !== undefined; field = left.shift()) {
    const answer = await askField(field, dialogue);
    if (answer === undefined) return undefined;
    if ('fault' in answer) isWrong = true;
    else answers[field.name] = answer.value;
    answered.add(field.name);
    const [wrong] = patient ? await findWrong() : [];
    if (wrong === undefined) continue;
    const { problem, ...again } = wrong;
    await tell(`${wrong.label}: ${problem}`);
    left.unshift(wrong.name === field.name ? field : again);
  }
  const wrong = patient || isWrong ? [] : await findWrong();
  for (const { label, problem } of wrong) await tell(`${label}: ${problem}`);
  return isWrong || wrong.length > 0 ? undefined : answers;
}

async function askField(field: FormField, { ask, tell, patient }: Dialogue): Promise<Answer | undefined> {
  for (;;) {
    const typed = await ask(field);
    if (typed === undefined || /^\/?cancel$/iu.test(typed.trim())) return undefined;
    const answer = readAnswer(typed.trim(), field);
    if ('value' in answer) return answer;
    await tell(`${field.label}: ${answer.fault}`);
    if (!patient) return answer;
  }
}

/** Reads one line: nothing keeps the value, `-` empties it, a choice goes by its number, value or label. */
function readAnswer(typed: string, { value = '', required, choices, long }: FormField): Answer {
  if (typed === '' || typed === '-') {
    const kept = typed === '' ? value : '';
    return kept === '' && required ? { fault: 'this cannot be empty' } : { value: kept };
  }
  if (choices === undefined) return { value: long === true ? readBreaks(typed) : typed };
  const wanted = typed.toLowerCase();
  const choice =
    choices.find((one) => one.value.toLowerCase() === wanted || one.label.toLowerCase() === wanted) ??
    (/^\d{1,3}$/u.test(typed) ? choices[Number(typed) - 1] : undefined);
  if (choice !== undefined) return { value: choice.value };
  return { fault: `“${typed}” is none of ${choices.map(({ label }) => label).join(', ')}` };
}

/** A text of several lines on one: `\n` for a break, `\\` for a backslash. */
function writeBreaks(text: string): string {
  return text.replace(/\\(?=[n\\])/gu, '\\\\').replace(/\r\n|[\n\r]/gu, '\\n');
}

function readBreaks(typed: string): string {
  return typed.replace(/\\([n\\])/gu, (_, letter: string) => (letter === 'n' ? '\n' : '\\'));
}

/** How a form is filled in from a pipe, where its questions are not shown. */
export function tellQuestions({ title, fields }: Form): string {
  const labels = fields.map(({ label }) => label).join(', ');
  return `${title}: give ${counted(fields.length, 'line')} after the command, one each for ${labels}. An empty line keeps the usual value.`;
}

/** What stands above the first question of a form. */
export function renderFormTitle({ title, fields }: Form, screen: Screen): string {
  const canEmpty = fields.some(({ required, value = '' }) => !required && value !== '');
  const how = `Enter keeps what is in brackets${canEmpty ? ', - empties it' : ''}; Ctrl-C or “cancel” leaves without changing anything.`;
  return `${wrap(screen, paint(screen, ['bold', 'magenta'], title), 0)}\n${wrap(screen, paint(screen, 'dim', how), 0)}\n`;
}

/** One question: its label with the present answer in brackets, what helps to answer it, the choices. */
export function renderQuestion(
  { label, hint, value = '', required, choices, long, problem }: FormField,
  screen: Screen,
): string {
  const present = choices?.find((choice) => choice.value === value)?.label ?? value;
  const brackets =
    present === '' ? (required ? '' : ' [nothing]') : ` [${long ? writeBreaks(present) : present}]`;
  const hints = [hint, long === true ? '\\n begins a new line.' : undefined].filter(
    (one) => one !== undefined,
  );
  const lines = [
    wrap(screen, `${paint(screen, 'bold', label)}${paint(screen, 'green', brackets)}`, 0),
    ...(problem === undefined ? [] : [wrap(screen, paint(screen, 'yellow', problem), 0)]),
    ...(hints.length === 0 ? [] : [wrap(screen, paint(screen, 'dim', hints.join(' ')), 0)]),
    ...(choices ?? []).map((choice, index) => {
      const number = paint(screen, 'cyan', String(index + 1).padStart(3));
      return wrap(screen, paint(screen, undefined, choice.label), 5, `${number}  `);
    }),
  ];
  return `\n${lines.join('\n')}\n`;
}
