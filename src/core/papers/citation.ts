import type { Paper } from './paper.ts';
export function citeBibtex(p: Paper): string {
  return `@article{x,\n  title = {${p.title}}\n}`;
}
export function citePlain(p: Paper): string {
  return p.title;
}
