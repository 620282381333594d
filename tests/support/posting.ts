/** A bot's jobs over a real SQLite file and a Discord that does as it is told, with a clock that the test moves. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deletionKeyFrom } from '../../src/adapters/deletion-key.ts';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import type { Settings } from '../../src/domain/guild.ts';
import type { News } from '../../src/domain/news.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import { nextDueAt } from '../../src/domain/schedule.ts';
import { createPosts, type Posts, type PostsParts } from '../../src/jobs/posts.ts';
import type { Pictures, Stores } from '../../src/ports.ts';
import { aRoadmap } from './builders.ts';
import { FakeChannels } from './channels.ts';
import { someSettings, utc } from './settings.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** Long enough for a busy machine; tests of interrupted posts make it short. */
const LEASE_MS = 20_000;

const key = deletionKeyFrom('a-token');

export class Bench {
  readonly channels = new FakeChannels();
  readonly log: { readonly facts: object; readonly words: string }[] = [];
  now = utc('2026-08-01 12:00');
  #leaseMs = LEASE_MS;
  readonly #folder: string;
  readonly #opened: Stores[] = [];
  readonly roadmap: Roadmap;
  readonly stores: Stores;

  private constructor(folder: string, stores: Stores, roadmap: Roadmap) {
    this.#folder = folder;
    this.stores = stores;
    this.#opened.push(stores);
    this.roadmap = roadmap;
  }

  static async open(roadmap: Roadmap = aRoadmap({ phases: 3 })): Promise<Bench> {
    const folder = await mkdtemp(join(tmpdir(), 'cairn-jobs-'));
    return new Bench(
      folder,
      await openSqliteStore({ file: join(folder, 'cairn.sqlite'), log: () => {}, key }),
      roadmap,
    );
  }

  /** Another process's view of the same file. */
  async anotherStore(): Promise<Stores> {
    const stores = await openSqliteStore({ file: join(this.#folder, 'cairn.sqlite'), log: () => {}, key });
    this.#opened.push(stores);
    return stores;
  }

  async close(): Promise<void> {
    for (const stores of this.#opened) await stores.close();
    await rm(this.#folder, { recursive: true });
  }

  bot(parts: { stores?: PostsParts['stores']; channels?: FakeChannels; pictures?: Pictures } = {}): Posts {
    const { stores = this.stores, channels = this.channels, pictures = { draw: async () => null } } = parts;
    return createPosts({
      roadmap: this.roadmap,
      stores,
      channels,
      pictures,
      clock: { now: () => this.now },
      applicationId: '1',
      hash: (words) => createHash('sha256').update(words).digest('base64url'),
      log: {
        error: (facts, words) => this.log.push({ facts, words }),
        warn: (facts, words) => this.log.push({ facts, words }),
      },
      leaseMs: this.#leaseMs,
    });
  }

  /** From now on claims end soon, so that an interrupted one can be taken over. */
  shortLeases(): void {
    this.#leaseMs = 40;
  }

  /** Real time, by which the store's leases end. */
  async leaseEnds(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#leaseMs + 20));
  }

  /** Saves settings as `/setup` does. */
  async setUp(guild: string, choice: Parameters<typeof someSettings>[0] = {}): Promise<Settings> {
    const settings = someSettings({ channel: `7${guild}`, ...choice }, this.now);
    await this.save(guild, settings);
    return settings;
  }

  async save(guild: string, settings: Settings): Promise<void> {
    const dueAt = nextDueAt(settings, this.roadmap.phases.length, this.now);
    await this.stores.guilds.update(guild, () => ({
      document: { settings, notices: [], pauses: [] },
      dueAt,
      outcome: null,
    }));
  }

  /** A check-in as `/done` records it, with its news. */
  async checkIn(guild: string, name: string, phase = '1', more: Partial<News> = {}): Promise<News> {
    const id = `5${String(this.#checkIns++).padStart(17, '0')}`;
    const day = new Date(this.now).toISOString().slice(0, 10);
    const user = `user-${name}`;
    const news: News = { id, user, name, phase, at: this.now, channel: '42', ...more };
    await this.stores.progress.update({ guild, user, name }, (document) => ({
      events: [...(document?.events ?? []), { kind: 'done', phase, at: this.now, by: id, day, gday: day }],
      news,
      outcome: null,
    }));
    return news;
  }

  #checkIns = 1;

  async notices(guild: string) {
    return (await this.stores.guilds.get(guild))?.notices ?? [];
  }
}
