import { type Fields, isObject, jsonText, listAt, valueAt } from '../fields.ts';
import { entryOf, type Shape } from './shape.ts';

/** A submission of OpenReview (https://docs.openreview.net/reference/api-v2/entities/note), of its first API or its second. */
export const openReview: Shape = {
  recognises: (value) =>
    isObject(value.content) && ('forum' in value || 'invitation' in value || 'invitations' in value),
  read(value) {
    const { content, id, forum } = value;
    if (!isObject(content)) return undefined;
    // Reviews, decisions and comments answer a submission.
    if (forum !== undefined && id !== undefined && forum !== id) return undefined;
    const venue = read(content, 'venue');
    const isWithdrawn = venue !== undefined && /\bwithdrawn\b|\bdesk reject/i.test(venue);
    const date = dayOf(value.pdate) ?? dayOf(value.odate) ?? dayOf(value.tcdate) ?? dayOf(value.cdate);
    return {
      fields: {
        title: read(content, 'title'),
        abstract: read(content, 'abstract'),
        authors: listOf(content.authors).flatMap((name) => jsonText(name) ?? []),
        published: date,
        url:
          jsonText(id) === undefined
            ? undefined
            : `https://openreview.net/forum?id=${encodeURIComponent(jsonText(id) ?? '')}`,
        code: read(content, 'code') ?? read(content, 'code_link'),
        venue: isWithdrawn ? undefined : venue,
        keywords: listOf(content.keywords).flatMap((word) => jsonText(word) ?? []),
        gist: read(content, 'TLDR') ?? read(content, 'TL;DR') ?? read(content, 'one-sentence_summary'),
        withdrawn: isWithdrawn ? venue : undefined,
      },
      entry: entryOf('inproceedings', { fields: { booktitle: isWithdrawn ? undefined : venue } }),
    };
  },
};

/** A field as either API has it: bare, or its `value`. */
function read(content: Fields, name: string): string | undefined {
  return jsonText(content[name], 'value') ?? jsonText(content[name]);
}

function listOf(field: unknown): readonly unknown[] {
  return isObject(field) ? listAt(field, 'value') : Array.isArray(field) ? field : [];
}

/** The day of a time in milliseconds. */
function dayOf(time: unknown): string | undefined {
  const found = valueAt(time);
  if (typeof found !== 'number' || !Number.isFinite(found) || Math.abs(found) > 8e15) return undefined;
  return new Date(found).toISOString().slice(0, 10);
}
