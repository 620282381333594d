import { describe, expect, it } from 'vitest';
import { anythingBroken, broken, fine, formatReport, size, warning } from '../../src/domain/diagnosis.ts';
import {
  clockFinding,
  lossRisks,
  type RedisFacts,
  redisFindings,
  type SqliteFacts,
  sqliteFindings,
} from '../../src/domain/store-diagnosis.ts';

const MB = 1024 ** 2;
const GOOD: RedisFacts = {
  version: '7.0.15',
  replica: false,
  appendOnly: true,
  appendFsync: 'everysec',
  diskWorks: true,
  policy: 'noeviction',
  evicted: 0,
  memory: { used: 10 * MB, limit: 0 },
  clockAhead: 0,
};

describe('a report', () => {
  const sections = [
    { title: 'One', findings: [fine('it works'), warning('it works, but', 'do this'), broken('it does not')] },
    { title: 'Empty', findings: [] },
  ];

  it('has one line for each finding, and below it what to do', () => {
    expect(formatReport(sections)).toBe(
      'One\n  ✓ it works\n  ! it works, but\n      do this\n  ✗ it does not\n\n1 to mend, 1 warning\n',
    );
  });

  it.each([
    [[fine('a')], false, 'All is well'],
    [[fine('a'), warning('b'), warning('c')], false, 'Nothing is broken, 2 warnings'],
    [[broken('a'), broken('b')], true, '2 to mend'],
  ])('says at its end how things stand: %j', (findings, bad, words) => {
    expect(anythingBroken([{ title: 'T', findings }])).toBe(bad);
    expect(
      formatReport([{ title: 'T', findings }])
        .split('\n')
        .at(-2),
    ).toBe(words);
  });

  it('keeps a server’s name from breaking lines, colouring the terminal or turning it around', () => {
    const name = 'Evil\n  ✗ forged\u001b[31m \u202etxt\u202c \u0007';
    expect(formatReport([{ title: 'T', findings: [fine(name)] }])).toBe(
      'T\n  ✓ Evil ✗ forged[31m txt\n\nAll is well\n',
    );
  });

  it.each([
    [0, '0 bytes'],
    [1023, '1023 bytes'],
    [1024, '1.0 KB'],
    [1.5 * MB, '1.5 MB'],
    [200 * MB, '200 MB'],
    [80 * 1024 ** 3, '80 GB'],
  ])('tells %d bytes as %s', (bytes, words) => {
    expect(size(bytes)).toBe(words);
  });
});

describe('a Redis', () => {
  it('that keeps everything risks nothing', () => {
    expect(lossRisks(GOOD)).toEqual([]);
    expect(redisFindings(GOOD).filter(({ level }) => level !== 'ok')).toEqual([]);
  });

  it.each<[Partial<RedisFacts>, RegExp]>([
    [{ appendOnly: false }, /append-only.*appendonly yes/],
    [{ appendFsync: 'no' }, /power cut.*appendfsync always/],
    [{ policy: 'allkeys-lru' }, /allkeys-lru.*noeviction/],
    [{ policy: 'volatile-ttl' }, /volatile-ttl.*noeviction/],
    [{ evicted: 3 }, /3 keys away.*backup/],
  ])('with %j risks check-ins, and is said to', (facts, words) => {
    const risks = lossRisks({ ...GOOD, ...facts });
    expect(risks.map(({ level, found, mend }) => `${level} ${found} ${mend}`)).toEqual([expect.stringMatching(words)]);
    expect(redisFindings({ ...GOOD, ...facts })).toEqual(expect.arrayContaining([...risks]));
    expect(redisFindings({ ...GOOD, ...facts }).map(({ found }) => found)).not.toContainEqual(
      expect.stringContaining('never throws'),
    );
  });

  it('is not blamed at start for what it does not tell', () => {
    expect(lossRisks({ ...GOOD, appendOnly: null, appendFsync: null, policy: null, evicted: null })).toEqual([]);
  });

  it.each<[Partial<RedisFacts>, 'ok' | 'warn' | 'bad', RegExp]>([
    [{ version: '6.2.1' }, 'warn', /older/],
    [{ version: '10.0.0' }, 'ok', /append-only/],
    [{ replica: true }, 'bad', /replica/],
    [{ diskWorks: false }, 'bad', /could not write/],
    [{ memory: { used: 79 * MB, limit: 100 * MB } }, 'ok', /79 MB of the 100 MB/],
    [{ memory: { used: 80 * MB, limit: 100 * MB } }, 'warn', /80 MB of the 100 MB/],
    [{ memory: { used: 95 * MB, limit: 100 * MB } }, 'bad', /95 MB of the 100 MB/],
    [{ appendFsync: null }, 'warn', /look at: appendfsync$/],
    [{ policy: null, appendOnly: null }, 'warn', /look at: appendonly, maxmemory-policy$/],
  ])('with %j is %s', (facts, level, words) => {
    const found = redisFindings({ ...GOOD, ...facts }).filter((finding) => words.test(finding.found));
    expect(found.map((finding) => finding.level)).toEqual([level]);
  });
});

describe('a SQLite file', () => {
  const file = { bytes: 3 * MB, writable: true, damage: [], journal: 'wal' };
  const good: SqliteFacts = { unwritable: null, free: 80_000 * MB, network: false, file };
  const levels = (facts: SqliteFacts) => sqliteFindings(facts, './data').map(({ level, found }) => `${level} ${found}`);

  it('that is sound is told with its size and the space left', () => {
    expect(levels(good)).toEqual(['ok The SQLite file in ./data is sound (3.0 MB)', 'ok 78 GB of disk space are free']);
  });

  it.each<[Partial<SqliteFacts>, string]>([
    [{ file: null }, 'ok Nothing is kept in ./data yet; the first start makes the file'],
    [{ unwritable: 'EACCES' }, 'bad The folder ./data cannot be written in (EACCES)'],
    [{ network: true }, 'warn The folder ./data lies on another machine, where SQLite can damage its file'],
    [{ free: 199 * MB }, 'warn 199 MB of disk space are free'],
    [{ free: 19 * MB }, 'bad 19 MB of disk space are free'],
    [{ file: { ...file, damage: ['a', 'b'] } }, 'bad The SQLite file in ./data is damaged: a; b'],
    [{ file: { ...file, writable: false } }, 'bad The SQLite file in ./data cannot be written to'],
    [{ file: { ...file, journal: 'delete' } }, 'warn Its journal is “delete” instead of WAL'],
    [{ file: { ...file, journal: null } }, 'warn The SQLite file in ./data is too busy to be checked'],
  ])('with %j is told as %s', (facts, line) => {
    expect(levels({ ...good, ...facts })).toContain(line);
  });
});

describe('a clock', () => {
  it.each([
    [0, 'ok', /agrees with Discord’s$/],
    [-5_000, 'ok', /agrees/],
    [5_001, 'warn', /5 s ahead of Discord’s$/],
    [-61_400, 'warn', /61 s behind Discord’s$/],
  ])('that is %d ms ahead is %s', (ahead, level, words) => {
    expect(clockFinding(ahead, 'Discord’s')).toMatchObject({ level, found: expect.stringMatching(words) });
  });
});
