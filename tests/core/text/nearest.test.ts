import { describe, expect, it } from 'vitest';
import { findNearest } from '../../../src/core/text/nearest.ts';

describe('the nearest word', () => {
  const words = [
    'similar',
    'saved',
    'save',
    'PAPERBOY_PAGE_SIZE',
    'PAPERBOY_CORPUS',
    'SLACK_BOT_TOKEN',
    'PORT',
  ];

  it.each([
    ['simlar', 'similar'],
    ['SIMIALR', 'similar'],
    ['sav', 'saved'],
    ['save', 'save'],
    ['PAPERBOY_PAGESIZE', 'PAPERBOY_PAGE_SIZE'],
    ['PAPERBOY_PAGE_SISE', 'PAPERBOY_PAGE_SIZE'],
    ['SLACK_TOKEN', 'SLACK_BOT_TOKEN'],
    ['SLACK_APP_BOT_TOKEN', 'SLACK_BOT_TOKEN'],
  ])('to %s is %s', (typed, meant) => {
    expect(findNearest(typed, words)).toBe(meant);
  });

  it.each([
    '',
    ' ',
    'uncertainty',
    'PAPERBOY_COLOUR',
    'PAPERBOY_WIDGETS',
    'SLACK_COLOUR',
    'x'.repeat(10_000),
  ])('to %j is none of them', (typed) => {
    expect(findNearest(typed, words)).toBeUndefined();
  });
});
