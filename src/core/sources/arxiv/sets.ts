/** Archives that OAI-PMH puts under `physics`: https://info.arxiv.org/help/oa/index.html */
const physics =
  /^(?:astro-ph|cond-mat|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math-ph|nlin|nucl-ex|nucl-th|physics|quant-ph)$/u;

/** The set of a category: `cs:cs:LG`, `physics:hep-th`, `physics:astro-ph:GA`; of a whole archive: `cs`. */
export function setOfCategory(category: string): string {
  const [archive = '', subject] = category.split('.');
  const group = physics.test(archive) ? 'physics' : archive;
  if (subject !== undefined) return `${group}:${archive}:${subject}`;
  // `physics` alone is the group, all of astronomy in it; the archive of that name is a part of it.
  return group === archive && archive !== 'physics' ? archive : `${group}:${archive}`;
}
