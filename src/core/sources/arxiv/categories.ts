/** Nothing as long is a category: the longest are `cond-mat.supr-con` and the like. */
const longest = 30;

/**
 * A category or a whole archive as arXiv writes it (`cs.LG`, `hep-th`), whatever the case of what was typed; undefined for what
 * cannot be one. Whether it exists is arXiv's to say.
 */
export function readCategory(text: string): string | undefined {
  if (text.length > longest) return undefined;
  const [, archive, subject] =
    /^([a-z]+(?:-[a-z]+)*)(?:\.([a-z]{2}|[a-z]+(?:-[a-z]+)*))?$/iu.exec(text.trim()) ?? [];
  if (archive === undefined) return undefined;
  if (subject === undefined) return archive.toLowerCase();
  // Subjects of two letters are in capitals, longer ones are not: cs.LG, physics.optics.
  return `${archive.toLowerCase()}.${subject.length === 2 ? subject.toUpperCase() : subject.toLowerCase()}`;
}
