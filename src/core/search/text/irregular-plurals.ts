/** Nouns whose plural no rule tells, each with its plural. */
const PAIRS =
  `man/men woman/women child/children person/people foot/feet tooth/teeth goose/geese mouse/mice louse/lice ox/oxen
  die/dice leaf/leaves life/lives knife/knives wife/wives half/halves self/selves shelf/shelves wolf/wolves thief/thieves
  calf/calves loaf/loaves hoof/hooves scarf/scarves elf/elves
  analysis/analyses axis/axes basis/bases crisis/crises diagnosis/diagnoses ellipsis/ellipses emphasis/emphases
  hypothesis/hypotheses metastasis/metastases neurosis/neuroses oasis/oases paralysis/paralyses parenthesis/parentheses
  prognosis/prognoses psychosis/psychoses synopsis/synopses synthesis/syntheses thesis/theses
  automaton/automata criterion/criteria ganglion/ganglia mitochondrion/mitochondria phenomenon/phenomena
  polyhedron/polyhedra taxon/taxa
  addendum/addenda bacterium/bacteria continuum/continua curriculum/curricula datum/data equilibrium/equilibria
  erratum/errata extremum/extrema maximum/maxima medium/media memorandum/memoranda millennium/millennia minimum/minima
  momentum/momenta optimum/optima ovum/ova quantum/quanta spectrum/spectra stratum/strata symposium/symposia
  apex/apices appendix/appendices codex/codices cortex/cortices helix/helices index/indices matrix/matrices
  simplex/simplices vertex/vertices vortex/vortices
  alumnus/alumni bacillus/bacilli cactus/cacti focus/foci fungus/fungi hippocampus/hippocampi locus/loci modulus/moduli
  nucleus/nuclei radius/radii stimulus/stimuli syllabus/syllabi thesaurus/thesauri torus/tori
  corpus/corpora genus/genera
  alga/algae antenna/antennae formula/formulae larva/larvae nebula/nebulae supernova/supernovae vertebra/vertebrae
  lemma/lemmata schema/schemata stigma/stigmata stoma/stomata`
    .split(/\s+/)
    .map((pair) => pair.split('/'));

/** Regular nouns that look like a plural themselves. */
const END_IN_S =
  `alias apparatus atlas bias bonus bus campus canvas census chorus circus consensus fetus focus gas iris lens octopus pancreas
  plus prospectus sinus status surplus terminus virus`.split(/\s+/);

const plurals = new Map(PAIRS.map(([singular = '', plural = '']) => [singular, plural]));
const singulars = new Map([
  ...PAIRS.map(([singular = '', plural = '']) => [plural, singular] as const),
  ...END_IN_S.map((noun) => [`${noun}es`, noun] as const),
]);

/** The irregular plural of a noun. */
export function irregularPlural(singular: string): string | undefined {
  return plurals.get(singular);
}

/** The noun that a plural is of, where no rule tells. */
export function singularOf(plural: string): string | undefined {
  return singulars.get(plural);
}
