import { isDeepStrictEqual } from 'node:util';
import type { Breathe } from '../async/time-slices.ts';
import {
  groupRecords,
  namesOf,
  type PlacedPaper,
  type RecordOrigin,
  titleName,
} from '../papers/deduplication/group-records.ts';
import { mergeGroups } from '../papers/deduplication/merge-papers.ts';
import type { Paper, PaperId } from '../papers/paper.ts';

/** What changed in a corpus, in terms of merged papers. */
export type Change = { readonly put: readonly Paper[]; readonly removed: readonly PaperId[] };

/** One record of a source and the paper it is part of. */
export type GatheredRecord = PlacedPaper & {
  /** Replaced by an equal older one, so that no text is held twice. */
  paper: Paper;
  /** The merged paper. */
  shownAs: Paper | undefined;
  /** Whether it is the first of its paper, in order. */
  leads: boolean;
};

/** All records and the papers they make, kept up to date at the cost of what changes. */
export type Gathering = {
  get(id: PaperId): Paper | undefined;
  /** The papers with this title, compared by its folded words. */
  titled(title: string): readonly Paper[];
  readonly size: number;
  /** Takes records away and adds others; yields what that changes. One call at a time. */
  update(gone: readonly GatheredRecord[], come: readonly GatheredRecord[], breathe: Breathe): Promise<Change>;
};

/** A record before it is gathered. */
export function createRecord(paper: Paper, origin: RecordOrigin, line: number): GatheredRecord {
  return { paper, origin, line, shownAs: undefined, leads: false };
}

export function createGathering(): Gathering {
  const papers = new Map<PaperId, Paper>();
  /** Who bears a name; most names are borne by one, and 100,000 arrays of one would cost more than the names. */
  const bearers = new Map<string, GatheredRecord | GatheredRecord[]>();

  function bearersOf(name: string): readonly GatheredRecord[] {
    const found = bearers.get(name);
    return found === undefined ? [] : Array.isArray(found) ? found : [found];
  }

  function addBearer(name: string, record: GatheredRecord): void {
    const found = bearers.get(name);
    if (found === undefined) bearers.set(name, record);
    else if (Array.isArray(found)) found.push(record);
    else bearers.set(name, [found, record]);
  }

  function dropBearers(name: string, gone: ReadonlySet<GatheredRecord>): void {
    const rest = bearersOf(name).filter((record) => !gone.has(record));
    const [only] = rest;
    if (only === undefined) bearers.delete(name);
    else bearers.set(name, rest.length === 1 ? only : rest);
  }

  /** All records connected by names, beginning with those that bear `name`. */
  function clusterOf(name: string, visited: Set<string>): readonly GatheredRecord[] {
    const cluster = new Set<GatheredRecord>();
    const names = [name];
    for (let next = names.pop(); next !== undefined; next = names.pop()) {
      if (visited.has(next)) continue;
      visited.add(next);
      for (const record of bearersOf(next)) {
        if (cluster.has(record)) continue;
        cluster.add(record);
        names.push(...namesOf(record.paper));
      }
    }
    return [...cluster];
  }

  /** Sets what the records of a group are shown as; yields the paper, the old object where it is equal. */
  function show(merged: Paper, group: readonly GatheredRecord[]): Paper {
    const old = papers.get(merged.id);
    const paper = old !== undefined && isDeepStrictEqual(old, merged) ? old : merged;
    for (const [place, record] of group.entries()) {
      record.shownAs = paper;
      record.leads = place === 0;
      if (group.length === 1 && record.paper.id === paper.id) record.paper = paper;
    }
    return paper;
  }

  return {
    get: (id) => papers.get(id),
    titled: (title) => {
      const found = bearersOf(titleName({ title, abstract: '' })).flatMap((record) => record.shownAs ?? []);
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

      function settle(merged: Paper, group: readonly GatheredRecord[]): void {
        const paper = show(merged, group);
        current.add(paper.id);
        if (papers.get(paper.id) === paper) return;
        papers.set(paper.id, paper);
        put.push(paper);
      }

      async function renew(cluster: readonly GatheredRecord[]): Promise<void> {
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
      for (const record of gone) {
        if (record.shownAs !== undefined) stale.add(record.shownAs.id);
        for (const name of namesOf(record.paper)) left.add(name);
        await breathe();
      }
      for (const name of left) {
        dropBearers(name, goneNow);
        await breathe();
      }
      const names: (readonly string[])[] = [];
      for (const record of come) {
        const borne = namesOf(record.paper);
        for (const name of borne) addBearer(name, record);
        names.push(borne);
        await breathe();
      }
      for (const [index, record] of come.entries()) {
        const borne = names[index] ?? [];
        if (borne.every((name) => bearers.get(name) === record)) {
          settle(record.paper, [record]);
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
