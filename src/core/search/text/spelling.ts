/** One difference between British and American spelling: what each side writes, and how the other writes that. */
type Difference = {
  readonly british: RegExp;
  readonly toAmerican: string;
  readonly american: RegExp;
  readonly toBritish: string;
};

const IZE = '(e|ed|es|er|ers|ing|able|ation|ations|ational|ationally)$';
/** What stands before `-ise` where both sides write it so: `noise`, `supervise`, `exercise`, `otherwise`. */
const KEEPS_ISE =
  '(?:^(?:an|chem|dem|v|val|(?:a|high|moon|sun|up)?r)|(?:ad|de|impro|pro|re|super|tele)v|(?:pre|pro|sur)m|desp|(?:circum|con|ex|exer|in|pre)c|(?:merchan|para)d|franch|(?:adver|exper|prac|trea)t|pr|w|o|a|[bg]u|[bc]ru)';
const OUR =
  '(arb|ard|arm|behavi|cand|clam|col|demean|endeav|fav|ferv|flav|harb|hon|hum|lab|neighb|od|parl|ranc|rig|rum|sav|splend|tum|val|vap|vig)';
const RE = '(calib|cent|fib|goit|lit|lust|maneuv|meag|met|mit|och|reconnoit|sab|somb|spect|theat|tit)';
const OGUE = '(anal|catal|dial|epil|homol|monol|prol|travel)og';
const DOUBLES_L =
  '(cancel|channel|counsel|dial|duel|equal|fuel|initial|jewel|label|level|libel|marshal|model|panel|parcel|pencil|ravel|revel|rival|shovel|signal|spiral|stencil|swivel|total|travel|tunnel)';

const patterns: readonly Difference[] = [
  differ(`(?<!${KEEPS_ISE})(?<=..)is${IZE}`, 'iz$1', `(?<=..)iz${IZE}`, 'is$1'),
  differ('lys(e|ed|er|ers|ing)$', 'lyz$1', 'lyz(e|ed|es|er|ers|ing)$', 'lys$1'),
  differ(`${OUR}our`, '$1or', `${OUR}or`, '$1our'),
  differ(`${OGUE}ue(s?)$`, '$1og$2', `${OGUE}(s?)$`, '$1ogue$2'),
  differ(`${RE}re(s?)$`, '$1er$2', `${RE}er(s?)$`, '$1re$2'),
  differ(`${RE}red$`, '$1ered', `${RE}ered$`, '$1red'),
  differ(`${RE}ring$`, '$1ering', `${RE}ering$`, '$1ring'),
  differ(`${DOUBLES_L}l(ed|er|ers|ing)$`, '$1$2', `${DOUBLES_L}(ed|er|ers|ing)$`, '$1l$2'),
  differ('^(bias|focus)s(ed|es|ing)$', '$1$2', '^(bias|focus)(ed|es|ing)$', '$1s$2'),
];

/** Parts of words with `ae` and `oe`, and words that follow no pattern; `^` and `$` for the ends of a word. */
const PAIRS =
  `aem/em aesthet/esthet aetio/etio amoeb/ameb anaesth/anesth archaeo/archeo caec/cec caesar/cesar coeli/celi
  faec/fec foet/fet gynaec/gynec homoeo/homeo hyaen/hyen manoeuv/maneuv mediaev/mediev naev/nev oedem/edem oesoph/esoph
  oestr/estr paed/ped palaeo/paleo rrhoea/rrhea
  acknowledgement/acknowledgment aeroplane/airplane ageing$/aging$ aluminium/aluminum artefact/artifact defence/defense ^disc$/^disk$
  ^discs$/^disks$ enrolment/enrollment ^fulfil$/^fulfill$ ^fulfils$/^fulfills$ fulfilment/fulfillment ^grey/^gray
  instalment/installment judgement/judgment licence/license ^mould/^mold
  offence/offense ^plough/^plow practise/practice pretence/pretense ^programme$/^program$ ^programmes$/^programs$
  sceptic/skeptic sizeable/sizable skilful/skillful sulph/sulf useable/usable wilful/willful`
    .split(/\s+/)
    .map((pair) => pair.split('/'));

/** Greek letters and their names. */
const GREEK =
  `α/alpha β/beta γ/gamma δ/delta ε/epsilon ζ/zeta η/eta θ/theta ι/iota κ/kappa λ/lambda μ/mu ν/nu ξ/xi
  ο/omicron π/pi ρ/rho σ/sigma ς/sigma τ/tau υ/upsilon φ/phi χ/chi ψ/psi ω/omega`
    .split(/\s+/)
    .map((pair) => pair.split('/').map((side) => `^${side}$`));

const differences: readonly Difference[] = [
  ...[...PAIRS, ...GREEK].map(([british = '', american = '']) =>
    differ(british, american.replace(/[$^]/g, ''), american, british.replace(/[$^]/g, '')),
  ),
  ...patterns,
];

const anyBritish = anyOf(differences.map(({ british }) => british));
const anyAmerican = anyOf(differences.map(({ american }) => american));

function anyOf(patterns: readonly RegExp[]): RegExp {
  return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'));
}

function differ(british: string, toAmerican: string, american: string, toBritish: string): Difference {
  return { british: new RegExp(british), toAmerican, american: new RegExp(american), toBritish };
}

/** A folded word as it is spelt in America, a Greek letter by its name. */
export function oneSpelling(word: string): string {
  if (!anyBritish.test(word)) return word;
  return differences.reduce((spelt, { british, toAmerican }) => spelt.replace(british, toAmerican), word);
}

/** All that a folded word may be spelt as, itself among them. Some are words that nobody writes. */
export function spellingsOf(word: string): ReadonlySet<string> {
  const spellings = new Set([word, oneSpelling(word)]);
  if (![...spellings].some((spelt) => anyAmerican.test(spelt))) return spellings;
  for (const { american, toBritish } of differences)
    for (const spelt of [...spellings]) spellings.add(spelt.replace(american, toBritish));
  return spellings;
}
