import { UNFURL_DOMAINS } from '../manifest.ts';

/** The links in what was typed that Slack tells the app of, without the sentence's own marks after them. */
export function findLinks(typed: string): readonly string[] {
  return (typed.match(/https?:\/\/[^\s<>|]*[^\s<>|.,;:!?'")\]]/giu) ?? []).filter(isOfPapers);
}

function isOfPapers(address: string): boolean {
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  return UNFURL_DOMAINS.some((domain) => host === domain || host.endsWith(`.${domain}`));
}
