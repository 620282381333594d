/** What the check-up tells of each server's weekly posts: channel, permissions, role, pause, what is late. */
import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import { scheduleFindings } from '../../src/cli/doctor/schedule-findings.ts';
import type { Notice, Settings, Weekday } from '../../src/domain/guild.ts';
import { about, checkUps, saving, settleOne } from '../support/check-up.ts';
import { someSettings } from '../support/settings.ts';
import { DAY, HOUR } from '../support/stage.ts';

const { aServer, doctor, file, withStore, world } = checkUps();

describe('what is wrong with a server’s weekly posts', () => {
  test('each with the way out, the worst first', async () => {
    const groups = { gone: await aServer(), hidden: await aServer(), mute: await aServer(), part: await aServer() };
    const { gone, hidden, mute, part } = groups;
    const [left, removed] = [await aServer(), await aServer()];
    const now = Date.now();
    await withStore(async (stores) => {
      for (const { id, study } of [...Object.values(groups), left, removed])
        await saving(id, someSettings({ channel: study, role: id === part.id ? '123' : null }, now))(stores);
      const mark = { guild: removed.id, first: '2026-12-20', last: '2026-12-21', removed: true };
      await stores.absences.change(null, mark);
    });
    const { change } = world().people;
    const deny = (guild: string, ...names: string[]) =>
      change({ kind: 'overwrite', guild, channel: 'study', for: 'bot', deny: names });
    await change({ kind: 'delete-channel', guild: gone.name, channel: 'study' });
    await deny(hidden.name, 'VIEW_CHANNEL');
    await deny(mute.name, 'SEND_MESSAGES');
    await deny(part.name, 'CREATE_PUBLIC_THREADS');
    for (const { name } of [left, removed]) await change({ kind: 'remove-bot', guild: name });

    const done = await doctor();
    expect(about(done, gone.name)).toEqual([`✗ its study channel (${gone.study}) is gone`]);
    expect(about(done, hidden.name).join('\n')).toMatch(/^✗ .*(may not see its study channel|lacks View Channel)/);
    expect(about(done, mute.name)[0]).toBe('✗ in #study the bot lacks Send Messages');
    expect(about(done, part.name)).toEqual([
      '! in #study the bot lacks Create Public Threads',
      '! the role that posts mention is gone',
      expect.stringMatching(/^✓ Mondays at 18:00 \(UTC\) in #study; next /),
    ]);
    expect(about(done, `Server ${left.id}`)[0]).toMatch(/^! the bot is not there any more/);
    expect(about(done, `Server ${removed.id}`)[0]).toBe(
      '! it has removed the bot, and its data is deleted on 2027-01-19',
    );
    const order = [gone.name, part.name].map((name) => done.out.indexOf(`${name}:`));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(done.code).toBe(1);
  });

  test('paused and why, what was noticed, and what became of the last post', async () => {
    const now = Date.now();
    const [failing, resting, lost] = [await aServer(), await aServer(), await aServer()];
    const paused = (reason: 'owner' | 'failing', channel: string): Settings => ({
      ...someSettings({ channel }, now),
      paused: { at: now - DAY, reason },
    });
    const notice: Notice = {
      id: 'n',
      at: now,
      kind: 'cannot-post',
      channel: failing.study,
      what: 'week 3’s prompt',
      code: 50013,
    };
    await withStore(async (stores) => {
      await saving(failing.id, paused('failing', failing.study), [notice])(stores);
      await saving(resting.id, paused('owner', resting.study))(stores);
      await saving(lost.id, someSettings({ channel: lost.study }, now))(stores);
      await settleOne(stores, lost.id, 'uncertain');
    });
    const done = await doctor();
    expect(about(done, failing.name)).toEqual([
      expect.stringMatching(/^✗ paused since .*, because four tries to post failed$/),
      expect.stringMatching(/^! the bot says: I could not post week 3’s prompt in #study: I lack Send Messages\. /),
    ]);
    expect(about(done, resting.name)).toEqual([
      expect.stringMatching(/^✓ .*; paused by its owner since .*; nothing posted yet$/),
    ]);
    expect(about(done, lost.name)[0]).toMatch(/^! the last prompt may or may not have been posted/);
  });

  test('a post that is due and not there', async () => {
    const { name, id, study } = await aServer();
    const due = new Date(Date.now() - 2 * HOUR);
    const day = (((due.getUTCDay() + 6) % 7) + 1) as Weekday;
    const choices = {
      channel: study,
      day,
      challengeDay: ((day % 7) + 1) as Weekday,
      time: due.toISOString().slice(11, 16),
    };
    await withStore(saving(id, someSettings(choices, Date.now() - DAY)));
    const done = await doctor();
    expect(about(done, name)[0]).toMatch(/^! the prompt of .* was due .* and is not there$/);
    expect(done.out).toContain('Is the bot running, on this very store?');
    expect(done.code).toBe(0);
  });

  test('a document that a newer version wrote: said, and the others are looked at', async () => {
    const [newer, other] = [await aServer(), await aServer()];
    await withStore(saving(other.id, someSettings({ channel: other.study }, Date.now())));
    const database = new Database(file());
    const value = JSON.stringify({ value: { v: 9, rev: 'x' } });
    database.prepare('INSERT INTO kv (key, value) VALUES (?, ?)').run([`cairn::{${newer.id}}:settings`, value]);
    database.close();
    const done = await doctor();
    expect(about(done, newer.name)).toEqual([expect.stringMatching(/^✗ .* was written by a newer Cairn/)]);
    expect(about(done, other.name)).toEqual([expect.stringMatching(/^✓ /)]);
  });

  test.each([
    ['silent', '! the role that posts mention notifies nobody'],
    ['loud', undefined],
  ] as const)('a role that is %s', (role, words) => {
    const settings = someSettings({ role: '9' }, Date.now());
    const place = { kind: 'there', channel: 'study', permissions: ~0n, role } as const;
    const server = { name: 'G', settings, notices: [], records: [], place };
    const found = scheduleFindings(server, { now: Date.now(), roadmap: null }).filter(({ level }) => level !== 'ok');
    expect(found.map((finding) => `! ${finding.found.replace('G: ', '')}`)).toEqual(words ? [words] : []);
  });

  test('no more than a hundred servers are looked up at Discord, and the rest is said', async () => {
    const guilds = Array.from({ length: 105 }, (_, n) => ({ id: String(6_000_000 + n), name: `Many ${n}` }));
    await world().people.fault({ path: '^/users/@me/guilds$', status: 200, body: guilds });
    await withStore(async (stores) => {
      for (const { id } of guilds) await saving(id, someSettings({}, Date.now()))(stores);
    });
    const before = (await world().people.wire()).length;
    const { out } = await doctor();
    const asked = (await world().people.wire(before)).filter(({ path }) => /^\/guilds\/6\d+$/.test(path ?? ''));
    expect(asked).toHaveLength(100);
    expect(out).toContain('✓ Of 5 servers only what is stored was checked');
  });

  test('of many servers the troubled ones are told, fifty at most, and the rest is counted', async () => {
    const now = Date.now();
    await withStore(async (stores) => {
      for (let n = 0; n < 70; n++) {
        const settings: Settings = { ...someSettings({}, now), paused: n < 55 ? { at: now, reason: 'failing' } : null };
        await saving(String(5_000_000 + n), settings)(stores);
      }
    });
    const { out, code } = await doctor({ DISCORD_TOKEN: undefined });
    expect(out.match(/✗ Server \d+: paused since/g)).toHaveLength(50);
    expect(out).toContain('✗ … and 5 more servers with trouble');
    expect(out.match(/✓ Server \d+: /g)).toHaveLength(10);
    expect(out).toContain('✓ … and 5 more as they should be');
    expect(code).toBe(1);
  });
});
