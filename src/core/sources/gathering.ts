import { isDeepStrictEqual } from 'node:util';
import type { Breathe } from '../async/time-slices.ts';
import { groupRecords, namesOf, type PlacedPaper, titleName } from '../papers/deduplication/group-records.ts';
import { mergeGroups } from '../papers/deduplication/merge-papers.ts';
import type { Paper, PaperId } from '../papers/paper.ts';

/** What changed in a corpus, in terms of merged papers. */
export type Change = { readonly put: readonly Paper[]; readonly removed: readonly PaperId[] };

/** One record of a file and the paper it is part of. */
export type SourceRecord = PlacedPaper & {
  /** Replaced by an equal older one, so that no text is held twice. */
  paper: Paper;
  /** The merged paper. */
  shownAs: Paper | undefined;
  /** Whether it is the first of its paper in file order. */
  leads: boolean;
};

/** All records and the papers they make, kept up to date at the cost of what changes. */
export type Gathering = {
  get(id: PaperId): Paper | undefined;
  /** The papers with this title, compared by its folded words. */
  titled(title: string): readonly Paper[];
  readonly size: number;
  /** Takes members away and adds others; yields what that changes. One call at a time. */
  update(gone: readonly SourceRecord[], come: readonly SourceRecord[], breathe: Breathe): Promise<Change>;
};

/** A record of a file before it is gathered. */
export function createSourceRecord(paper: Paper, file: string, line: number): SourceRecord {
  return { paper, file, line, shownAs: undefined, leads: false };
}

export function createGathering(): Gathering {
  const papers = new Map<PaperId, Paper>();
  /** Who bears a name; most names are borne by one, and 100,000 arrays of one would cost more than the names. */
  const bearers = new Map<string, SourceRecord | SourceRecord[]>();

  function bearersOf(name: string): readonly SourceRecord[] {
    const found = bearers.get(name);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  }

  function addBearer(name: string, member: SourceRecord): void {
    const found = bearers.get(name);
    if (found === undefined) bearers.set(name, member);
    else if (Array.isArray(found)) found.push(member);
    else bearers.set(name, [found, member]);
  }

  function dropBearers(name: string, gone: ReadonlySet<SourceRecord>): void {
    const rest = bearersOf(name).filter((member) => !gone.has(member));
    const [only] = rest;
    if (only === undefined) bearers.delete(name);
    else bearers.set(name, rest.length === 1 ? only : rest);
  }

  /** All members connected by names, beginning with those that bear `name`. */
  function clusterOf(name: string, visited: Set<string>): readonly SourceRecord[] {
    const cluster = new Set<SourceRecord>();
    const names = [name];
    for (let next = names.pop(); next !== undefined; next = names.pop()) {
      if (visited.has(next)) continue;
      visited.add(next);
      for (const member of bearersOf(next)) {
        if (cluster.has(member)) continue;
        cluster.add(member);
        names.push(...namesOf(member.paper));
      }
    }
    return [...cluster];
  }

  /** Sets what the members of a group are shown as; yields the paper, the old object where it is equal. */
  function show(merged: Paper, group: readonly SourceRecord[]): Paper {
    const old = papers.get(merged.id);
    const paper = old !== undefined && isDeepStrictEqual(old, merged) ? old : merged;
    for (const [place, member] of group.entries()) {
      member.shownAs = paper;
      member.leads = place === 0;
      if (group.length === 1 && member.paper.id === paper.id) member.paper = paper;
    }
    return paper;
  }

  return {
    get: (id) => papers.get(id),
    titled: (title) => {
      const found = bearersOf(titleName({ title, abstract: '' })).flatMap((member) => member.shownAs ?? []);
      return [...new Set(found)];
    },
    get size() {
      return papers.size;
    },
    async update(gone, come, breathe) {
      const stale = new Set<PaperId>();
      const current = new Set<PaperId>();
      const visited = new Set<string>();
      const put: Paper[] = [];

      function settle(merged: Paper, group: readonly SourceRecord[]): void {
        const paper = show(merged, group);
        current.add(paper.id);
        if (papers.get(paper.id) === paper) return;
        papers.set(paper.id, paper);
        put.push(paper);
      }

      async function renew(cluster: readonly SourceRecord[]): Promise<void> {
        for (const { shownAs } of cluster) if (shownAs !== undefined) stale.add(shownAs.id);
        const groups = await groupRecords(cluster, breathe);
        const merged = await mergeGroups(groups, breathe);
        for (const [index, paper] of merged.entries()) {
          settle(paper, groups[index] ?? []);
          await breathe();
        }
      }

      const left = new Set<string>();
      const goneNow = new Set(gone);
      for (const member of gone) {
        if (member.shownAs !== undefined) stale.add(member.shownAs.id);
        for (const name of namesOf(member.paper)) left.add(name);
        await breathe();
      }
      for (const name of left) {
        dropBearers(name, goneNow);
        await breathe();
      }
      const names: (readonly string[])[] = [];
      for (const member of come) {
        const borne = namesOf(member.paper);
        for (const name of borne) addBearer(name, member);
        names.push(borne);
        await breathe();
      }
      for (const [index, member] of come.entries()) {
        const borne = names[index] ?? [];
        if (borne.every((name) => bearers.get(name) === member)) {
          settle(member.paper, [member]);
          for (const name of borne) if (left.has(name)) visited.add(name);
        } else {
          for (const name of borne) await renew(clusterOf(name, visited));
        }
        await breathe();
      }
      for (const name of left) {
        await renew(clusterOf(name, visited));
        await breathe();
      }
      const removed = [...stale].filter((id) => !current.has(id));
      for (const id of removed) papers.delete(id);
      return { put, removed };
    },
  };
}
