import { quote } from '../cards/plain-words.ts';
import type { Card } from '../chat/card.ts';
import type { Digest } from '../store/digests.ts';
import type { Request, Services } from './command.ts';
import { findNamedDigest, type NamedDigest } from './named-digest.ts';

/** The digest meant, where it may be changed from here; else the card that says why not. */
export async function findOwnDigest(
  request: Pick<Request, 'channel'>,
  typed: string,
  services: Pick<Services, 'store' | 'typed'>,
): Promise<NamedDigest> {
  const named = await findNamedDigest(request, typed, services);
  return named.digest?.declaredAs === undefined ? named : { card: explainDeclared(named.digest) };
}

function explainDeclared({ id, declaredAs = '' }: Digest): Card {
  return {
    title: `Digest ${id} is declared in the bot's configuration`,
    text: `It cannot be changed from here. Whoever runs the bot finds it in config/paperboy.yaml under the name ${quote(declaredAs)}; a change there takes effect when the bot starts again.`,
  };
}

/** Said where a digest was there a moment ago. */
export function explainGone(id: number): Card {
  return { title: `Digest ${id} is not there any more`, text: 'Somebody removed it meanwhile.' };
}
