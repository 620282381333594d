import { describe, expect, test } from 'vitest';
import { parseDate, parseTime, parseWeekday, parseZone, zoneChoices } from '../../src/domain/schedule-input.ts';
import { isZone, localDate } from '../../src/domain/zones.ts';
import { utc } from '../support/settings.ts';

const NOW = utc('2026-07-01 16:42');
const first = (query: string) => zoneChoices(query, NOW)[0];

describe('the suggestions of zones', () => {
  test('say what time it is there', () => {
    expect(first('berlin')).toEqual({ name: 'Europe/Berlin · now 18:42', value: 'Europe/Berlin' });
  });

  test.each([
    ['a city', 'new york', 'America/New_York'],
    ['the beginning of a city', 'syd', 'Australia/Sydney'],
    ['a city with its accents', 'são paulo', 'America/Sao_Paulo'],
    ['a city with its country', 'Paris, France', 'Europe/Paris'],
    ['a country', 'germany', 'Europe/Berlin'],
    ['a country in its own language', 'deutschland', 'Europe/Berlin'],
    ['a country’s code', 'jp', 'Asia/Tokyo'],
    ['what people call the time', 'pacific time', 'America/Los_Angeles'],
    ['an abbreviation', 'CET', 'Europe/Berlin'],
    ['a continent', 'africa', 'Africa/Cairo'],
    ['a city’s former name', 'calcutta', 'Asia/Kolkata'],
    ['UTC itself', 'utc', 'UTC'],
  ])('find by %s: %s', (_how, query, zone) => {
    expect(first(query)?.value).toBe(zone);
  });

  test.each(['utc+2', 'UTC +2', 'gmt+02:00', '+2'])('find by the offset that is now: %s', (query) => {
    const zones = zoneChoices(query, NOW);
    expect(zones.map(({ value }) => value)).toContain('Europe/Berlin');
    expect(zones.every(({ name }) => name.endsWith('now 18:42'))).toBe(true);
  });

  test.each(['', 'a', 'america', 'zzz', '🦀'])('are at most 25, each once, for “%s”', (query) => {
    const values = zoneChoices(query, NOW).map(({ value }) => value);
    expect(values.length).toBeLessThanOrEqual(25);
    expect(new Set(values).size).toBe(values.length);
  });

  test('are taken back as they are shown', () => {
    for (const { name, value } of [
      ...zoneChoices('', NOW),
      ...zoneChoices('utc+5:45', NOW),
      ...zoneChoices('us', NOW),
    ]) {
      expect(parseZone(name)).toBe(value);
    }
  });
});

test.each([
  ['europe/berlin', 'Europe/Berlin'],
  ['New_York', 'America/New_York'],
  ['germany', 'Europe/Berlin'],
  ['US/Pacific', 'America/Los_Angeles'],
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['usa', null],
  ['EST', null],
  ['utc+2', null],
  ['', null],
  ['__proto__', null],
])('a typed zone “%s” is %s', (typed, zone) => {
  expect(parseZone(typed)).toBe(zone);
});

test('a zone is a name, not an offset', () => {
  expect(['Europe/Berlin', 'Asia/Kolkata', 'UTC', '+02:00', 'Mars/Olympus', ''].map(isZone)).toEqual([
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a local date is that of the place', () => {
  const at = utc('2026-08-01 23:30');
  expect(['UTC', 'Europe/Berlin', 'America/New_York'].map((zone) => localDate(zone, at))).toEqual([
    '2026-08-01',
    '2026-08-02',
    '2026-08-01',
  ]);
});

test.each([
  ['18:00', '18:00'],
  ['6pm', '18:00'],
  ['6:30 PM', '18:30'],
  ['12am', '00:00'],
  ['12 p.m.', '12:00'],
  ['18', '18:00'],
  ['18.30', '18:30'],
  ['18h30', '18:30'],
  ['18 Uhr', '18:00'],
  [' 9:05 ', '09:05'],
  ['24:00', null],
  ['18:60', null],
  ['13pm', null],
  ['0am', null],
  ['noonish', null],
  ['', null],
])('the time “%s” is %s', (typed, time) => {
  expect(parseTime(typed)).toBe(time);
});

test.each([
  ['2026-08-03', '2026-08-03'],
  ['2026/8/3', '2026-08-03'],
  ['3.8.2026', '2026-08-03'],
  ['2028-02-29', '2028-02-29'],
  ['2026-02-29', null],
  ['2026-13-01', null],
  ['3/8/2026', null],
  ['1000-01-01', '1000-01-01'],
  ['2999-12-31', '2999-12-31'],
  ['0001-01-01', null],
  ['31.12.9999', null],
  ['tomorrow', null],
])('the date “%s” is %s', (typed, date) => {
  expect(parseDate(typed)).toBe(date);
});

test.each([
  ['Monday', 1],
  ['mon', 1],
  ['THURS', 4],
  ['sundays', 7],
  ['7', 7],
  ['8', null],
  ['s', null],
  ['', null],
])('the weekday “%s” is %s', (typed, day) => {
  expect(parseWeekday(typed)).toBe(day);
});
