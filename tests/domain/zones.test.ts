/** Local dates, also where the offset of an hour is remembered. */
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { localDate } from '../../src/domain/zones.ts';

const MINUTE = 60_000;

test.each([
  ['Europe/Berlin', '2026-10-25T01:00Z'],
  ['America/St_Johns', '2010-11-07T02:31Z'],
  ['Pacific/Apia', '2011-12-30T10:00Z'],
  ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
  ['America/Havana', '2026-11-01T05:00Z'],
  ['Africa/Monrovia', '1972-01-07T00:44:30Z'],
  ['UTC', '2026-12-31T24:00Z'],
])('in %s each minute around %s has the date that its clocks show, whichever was asked before', (zone, change) => {
  const at = Temporal.Instant.from(change.replace('T24:00', 'T23:59')).epochMilliseconds;
  const minutes = Array.from({ length: 3_001 }, (_, n) => at + (n - 1_500) * MINUTE);
  const asked = minutes.map((_, n) => minutes[(n * 1_009) % minutes.length] ?? at);
  const shown = (each: number) =>
    Temporal.Instant.fromEpochMilliseconds(each).toZonedDateTimeISO(zone).toPlainDate().toString();
  const wrong = [...minutes, ...asked].filter((each) => localDate(zone, each) !== shown(each));
  expect(wrong).toEqual([]);
});
