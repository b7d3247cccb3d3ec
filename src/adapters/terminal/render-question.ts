import type { Field, Form } from '../../core/chat/contract.ts';
import { writeBreaks } from './ask-form.ts';
import { paint, type Screen, wrap } from './screen.ts';

/** What stands above the first question of a form. */
export function renderFormTitle({ title, fields }: Form, screen: Screen): string {
  const canEmpty = fields.some(({ required, value = '' }) => !required && value !== '');
  const how = `Enter keeps what is in brackets${canEmpty ? ', - empties it' : ''}; Ctrl-C or cancel leaves, with nothing changed.`;
  return `${wrap(screen, paint(screen, ['bold', 'magenta'], title), 0)}\n${wrap(screen, paint(screen, 'dim', how), 0)}\n`;
}

/** One question: its label with the present answer in brackets, what helps to answer it, the choices. */
export function renderQuestion(
  { label, hint, value = '', required, choices, long }: Field,
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
    ...(hints.length === 0 ? [] : [wrap(screen, paint(screen, 'dim', hints.join(' ')), 0)]),
    ...(choices ?? []).map((choice, index) => {
      const number = paint(screen, 'cyan', String(index + 1).padStart(3));
      return wrap(screen, paint(screen, undefined, choice.label), 5, `${number}  `);
    }),
  ];
  return `\n${lines.join('\n')}\n`;
}
