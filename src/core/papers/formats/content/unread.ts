/** Formats that are not read: how each begins, what it is called, and how to come by one that is. */
const UNREAD: readonly (readonly [RegExp, what: string, remedy: string])[] = [
  [/^PK[^\w\s]{2}/, 'an Excel, Word or zip file', 'save the table as CSV, or unpack the file'],
  [
    /^%PDF-/,
    'a PDF',
    'add the paper by its arXiv id or DOI, or export it from a reference manager as BibTeX or RIS',
  ],
  [
    /<xml>\s*<records>/i,
    'EndNote XML',
    'in EndNote, export with the style "BibTeX Export" or "RefMan (RIS) Export"',
  ],
  [/<modsCollection\b|<mods\b/i, 'MODS', 'export BibTeX or RIS instead, or convert it with xml2bib'],
  [/<PubmedArticleSet\b/, 'PubMed XML', 'in PubMed, choose Save and the format "PubMed"'],
  [
    /<rdf:RDF\b[^>]*(?:zotero|bibo|purl\.org\/net\/biblio)/i,
    'Zotero RDF',
    'in Zotero, export as BibTeX, RIS or CSL JSON',
  ],
  [/<(?:!DOCTYPE )?plist\b/i, 'a property list', 'export BibTeX, RIS or JSON instead'],
  [
    /^\s*(?:<!doctype html|<html|<head|<body)/i,
    'a web page',
    'save the citation that the page offers as BibTeX or RIS',
  ],
  [
    /\\begin\s*\{thebibliography\}|^\s*\\bibitem\b/m,
    'the bibliography of a LaTeX document',
    'put the .bib file there that it was made from',
  ],
  [/^cff-version:/m, 'a citation file of software', 'write the paper as BibTeX or JSON'],
];

/** What is wrong with a file that begins as one of a format that is not read; nothing for all others. */
export function describeUnread(head: string): { readonly what: string; readonly remedy: string } | undefined {
  const [, what, remedy] = UNREAD.find(([beginning]) => beginning.test(head)) ?? [];
  return what === undefined || remedy === undefined
    ? undefined
    : { what: `it looks like ${what}, which is not read`, remedy };
}
