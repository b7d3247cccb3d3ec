/** Redirects lead to redirects; no deeper than so. */
const deepest = 3;

/**
 * The address that a redirect of a mail or chat service leads to (Outlook, Google, Slack, Proofpoint and their like carry it in
 * themselves), percent-encoded or not; the address itself where it is none.
 */
export function unwrapAddress(address: string, depth = deepest): string {
  if (depth === 0) return address;
  const inner = innerAddress(address);
  return inner === undefined ? address : unwrapAddress(inner, depth - 1);
}

function innerAddress(address: string): string | undefined {
  const parameters = URL.canParse(address) ? [...new URL(address).searchParams.values()] : [];
  const parameter = parameters.find((value) => /^https?:\/\//iu.test(value));
  if (parameter !== undefined) return parameter;
  const proofpoint = /[?&]u=(https?-3A__[^&#]+)/iu.exec(address)?.[1];
  if (proofpoint !== undefined)
    return decode(proofpoint.replace(/_/gu, '/').replace(/-(?=[0-9A-F]{2})/gu, '%'));
  const within = /(?<=.{8})https?(?::|%3a)(?:\/|%2f){1,2}[^\s/%].*/iu.exec(address)?.[0];
  return within === undefined ? undefined : decode(within).replace(/^(https?:\/)(?!\/)/iu, '$1/');
}

/** Percent-encoding taken off; what cannot be decoded stays as it is. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
