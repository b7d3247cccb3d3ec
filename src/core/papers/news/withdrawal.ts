import { clipText } from '../../text/clip-text.ts';

const shown = 200;

/** `Withdrawn: error in Theorem 2`, `Retracted`; what says so by itself is not said twice. */
export function tellWithdrawal(words: string): string {
  const [, how, ...rest] =
    /^(?:this \w+ (?:has been|was|is) )?(withdrawn|retracted)\b[:,.\s]*(.*)$/isu.exec(words) ?? [];
  const name = how?.toLowerCase() === 'retracted' ? 'Retracted' : 'Withdrawn';
  const why = how === undefined ? words : rest.join('');
  return why === '' ? name : `${name}: ${clipText(why, shown)}`;
}
