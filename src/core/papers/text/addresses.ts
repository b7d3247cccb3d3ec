const ADDRESS = /https?:\/\/[^\s<>"{}|\\^`]+/gi;
const GLUED = /(?<=[\p{L}\p{N}])(?<!\/\S{0,80})(?=https?:\/\/)/giu;
const WITHOUT_SCHEME =
  /(?<=^|[\s([{])((?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|huggingface\.co)\/[\w.-]+)/gi;
const CODE_HOST = /(?:github|gitlab|bitbucket|huggingface)\./i;
const HIDDEN = /\ue000([\ue010-\ue019]+)\ue001/g;
/** Private characters that stand for addresses; no text keeps one of its own. */
const RESERVED = /[\ue000-\ue01f]/g;
const FULL_STOP_APART = /(?<=\ue001) \.(?= |$)/g;

/** An address stands apart from the word before it, and one of a known code host begins with `https://`. */
export function separateAddresses(text: string): string {
  let result = text;
  if (/[\p{L}\p{N}]https?:\/\//iu.test(result)) result = result.replace(GLUED, ': ');
  return CODE_HOST.test(result) ? result.replace(WITHOUT_SCHEME, 'https://$1') : result;
}

/** A text whose addresses are hidden from rules that would damage them, and those addresses. */
export function hideAddresses(text: string): {
  readonly text: string;
  readonly addresses: readonly string[];
} {
  const unused = text.replace(RESERVED, '');
  if (!/https?:\/\//i.test(unused)) return { text: unused, addresses: [] };
  const addresses: string[] = [];
  const hidden = unused.replace(ADDRESS, (address) => {
    addresses.push(address);
    return `\ue000${String(addresses.length - 1).replace(/\d/g, (digit) => String.fromCharCode(0xe010 + Number(digit)))}\ue001`;
  });
  return { text: hidden, addresses };
}

/** Puts the hidden addresses back; a full stop that stood apart after one is dropped, as it would join the link. */
export function restoreAddresses(text: string, addresses: readonly string[]): string {
  if (addresses.length === 0) return text;
  return text.replace(FULL_STOP_APART, '').replace(HIDDEN, (_, digits: string) => {
    const index = [...digits].map((digit) => digit.charCodeAt(0) - 0xe010).join('');
    return addresses[Number(index)] ?? '';
  });
}
