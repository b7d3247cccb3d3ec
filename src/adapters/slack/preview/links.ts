import { splitAtAddresses } from '../../../core/text/split-at-addresses.ts';
import { UNFURL_DOMAINS } from '../manifest.ts';

/** The links in what was typed that Slack tells the app of. */
export function findLinks(typed: string): readonly string[] {
  return splitAtAddresses(typed).filter((piece, at) => at % 2 === 1 && isOfPapers(piece));
}

function isOfPapers(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return UNFURL_DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
