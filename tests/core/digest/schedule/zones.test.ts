import { describe, expect, it } from 'vitest';
import { findCities } from '../../../../src/core/digest/schedule/cities.ts';
import { findZones, readZone, zones } from '../../../../src/core/digest/schedule/zones.ts';

describe('a time zone as people type it', () => {
  it.each([
    ['Europe/Berlin', 'Europe/Berlin'],
    ['europe/berlin', 'Europe/Berlin'],
    ['Berlin', 'Europe/Berlin'],
    ['new york', 'America/New_York'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['US/Eastern', 'America/New_York'],
    ['EST', 'America/New_York'],
    ['pst', 'America/Los_Angeles'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Kiev', 'Europe/Kyiv'],
    ['boston', 'America/New_York'],
    ['München', 'Europe/Berlin'],
    ['san francisco', 'America/Los_Angeles'],
    ['Beijing', 'Asia/Shanghai'],
  ])('“%s” is %s', (typed, zone) => {
    expect(readZone(typed)).toMatchObject({ zone });
  });

  it.each([
    ['GMT+2', /“GMT\+2” does not say whether it has summer time/u],
    ['+05:30', /summer time/u],
    ['Europe/Berlim', /Did you mean Europe\/Berlin\?/u],
    ['Cambridge', /may be in America\/New_York or Europe\/London\. Which is it\?/u],
    ['IST', /may be Asia\/Kolkata, Asia\/Jerusalem or Europe\/Dublin/u],
    ['Atlantis', /“Atlantis” is not a time zone\. Use one like/u],
    ['', /Use one like/u],
    ['<@U123>'.repeat(1000), /not a time zone/u],
  ])('refuses “%.20s” and says why', (typed, reason) => {
    expect(readZone(typed)).toMatchObject({ problem: expect.stringMatching(reason) });
  });

  it('reads every zone it offers as itself', () => {
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter((zone) => JSON.stringify(readZone(zone)) !== JSON.stringify({ zone }))).toEqual([]);
  });

  it('says what a name was taken for that is no zone’s own', () => {
    expect(readZone('CET')).toEqual({
      zone: 'Europe/Berlin',
      remark: '“CET” is read as the clocks of Europe/Berlin, summer time included.',
    });
    expect(readZone('boston')).toEqual({
      zone: 'America/New_York',
      remark: '“boston” is read as America/New_York.',
    });
    expect(readZone('berlin')).toEqual({ zone: 'Europe/Berlin' });
  });

  it('knows cities by zones that there are', () => {
    for (const letter of 'abcdefghijklmnopqrstuvwxyz')
      for (const zone of findCities(letter)) expect(zones, zone).toContain(zone);
  });

  it('completes cities, regions, abbreviations and near misses', () => {
    expect(findZones('ber', 2)).toEqual(['Atlantic/Bermuda', 'Europe/Berlin']);
    expect(findZones('berk', 5)).toEqual(['America/Los_Angeles']);
    expect(findZones('new y', 5)).toEqual(['America/New_York']);
    expect(findZones('boston', 5)).toEqual(['America/New_York']);
    expect(findZones('calc', 5)).toEqual(['Asia/Kolkata']);
    expect(findZones('pst', 5)).toEqual(['America/Los_Angeles']);
    expect(findZones('berln', 5)).toEqual(['Europe/Berlin']);
    expect(findZones('europe', 25)).toHaveLength(25);
    expect(findZones('', 3)).toEqual(['UTC', 'Europe/London', 'Europe/Berlin']);
    expect(findZones('qqqqqqqq', 5)).toEqual([]);
  });
});
