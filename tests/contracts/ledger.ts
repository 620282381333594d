/** Promises of Ledger. */
import { describe, expect, test } from 'vitest';
import type { Claim, PostRecord, SlotKey } from '../../src/ports.ts';
import { anId, T } from './builders.ts';
import { opened } from './opened.ts';
import type { Open } from './stores.ts';

const LEASE = 120_000;

export function ledgerPromises(name: string, open: Open): void {
  describe(`${name}: the ledger`, () => {
    const store = opened(open);
    const claim = (slot: SlotKey, lease = LEASE, now = T) => store().ledger.claim(slot, lease, now);

    test('of twenty who claim at once, on two connections, one wins', async () => {
      const slot = aSlot();
      const other = await store().again();
      const claims = Array.from({ length: 20 }, (_, n) => (n % 2 ? other : store()).ledger.claim(slot, LEASE, T));
      const kinds = (await Promise.all(claims)).map(({ kind }) => kind).sort();
      await other.close();
      expect(kinds).toEqual(['claimed', ...Array<string>(19).fill('held')]);
    });

    test('a first claim is new; after a lease ran out the next one is told so', async () => {
      const slot = aSlot();
      expect(await claim(slot, 1)).toMatchObject({ kind: 'claimed', resumed: false, failures: 0 });
      await pass();
      expect(await claim(slot)).toMatchObject({ kind: 'claimed', resumed: true, failures: 0 });
      expect(await claim(slot)).toEqual({ kind: 'held' });
    });

    test('a settled slot stays settled, also for whoever held it', async () => {
      const slot = aSlot();
      const token = tokenOf(await claim(slot));
      await store().ledger.settle(token, aRecord(slot));
      await store().ledger.release(slot, token, T);
      expect(await claim(slot)).toEqual({ kind: 'settled' });
      const other = await store().again();
      expect(await other.ledger.claim(slot, LEASE, T)).toEqual({ kind: 'settled' });
      await other.close();
    });

    test('a released slot waits by the caller’s clock and counts its failures', async () => {
      const slot = aSlot();
      await store().ledger.release(slot, tokenOf(await claim(slot)), T + 1000);
      expect(await claim(slot, LEASE, T + 999)).toEqual({ kind: 'waiting', until: T + 1000, failures: 1 });
      const again = await claim(slot, LEASE, T + 1000);
      expect(again).toMatchObject({ kind: 'claimed', resumed: false, failures: 1 });
      await store().ledger.release(slot, tokenOf(again), T + 5000);
      expect(await claim(slot)).toEqual({ kind: 'waiting', until: T + 5000, failures: 2 });
    });

    test('a stale token releases nothing', async () => {
      const slot = aSlot();
      const stale = tokenOf(await claim(slot, 1));
      await pass();
      await claim(slot);
      await store().ledger.release(slot, stale, T);
      expect(await claim(slot)).toEqual({ kind: 'held' });
    });

    test('with a stale token a post that exists is recorded, a doubt is not', async () => {
      const slot = aSlot();
      const stale = tokenOf(await claim(slot, 1));
      await pass();
      await claim(slot);
      await store().ledger.settle(stale, aRecord(slot, { state: 'uncertain', messageId: null }));
      expect(await claim(slot)).toEqual({ kind: 'held' });
      await store().ledger.settle(stale, aRecord(slot));
      expect(await claim(slot)).toEqual({ kind: 'settled' });
      expect(await store().ledger.last(slot.guild)).toEqual([aRecord(slot)]);
    });

    test('a post that turns up settles what was uncertain, and is never overwritten', async () => {
      const slot = aSlot();
      const token = tokenOf(await claim(slot));
      for (const state of ['uncertain', 'posted', 'gone'] as const) {
        await store().ledger.settle(token, aRecord(slot, { state }));
      }
      expect(await store().ledger.last(slot.guild)).toEqual([aRecord(slot)]);
    });

    test('the last posts are the newest prompt and the newest challenge, news left out', async () => {
      const guild = anId();
      const records = [
        aRecord(aSlot({ guild, kind: 'prompt', id: '2026-W10' }), { at: T - 9000 }),
        aRecord(aSlot({ guild, kind: 'prompt', id: '2026-W11' }), { at: T - 2000 }),
        aRecord(aSlot({ guild, kind: 'challenge', id: '2026-W11' }), { at: T - 1000 }),
        aRecord(aSlot({ guild, kind: 'challenge', id: '2026-W09' }), { at: T - 9999 }),
        aRecord(aSlot({ guild, kind: 'news' }), { at: T }),
      ];
      for (const record of records) await store().ledger.settle(tokenOf(await claim(record.slot)), record);
      expect(await store().ledger.last(guild)).toEqual([records[2], records[1]]);
      expect(await store().ledger.last(anId())).toEqual([]);
    });

    test('slots of other servers, kinds and weeks are their own', async () => {
      const slot = aSlot();
      await claim(slot);
      for (const other of [{ guild: anId() }, { kind: 'challenge' as const }, { id: '2026-W33' }]) {
        expect(await claim({ ...slot, ...other })).toMatchObject({ kind: 'claimed', resumed: false });
      }
    });
  });
}

/** Long enough for a lease of a millisecond. */
const pass = () => new Promise((resolve) => setTimeout(resolve, 15));

const aSlot = (more: Partial<SlotKey> = {}): SlotKey => ({ guild: anId(), kind: 'prompt', id: '2026-W32', ...more });

const aRecord = (slot: SlotKey, more: Partial<PostRecord> = {}): PostRecord => ({
  slot,
  state: 'posted',
  channel: '7',
  messageId: '8',
  at: T,
  ...more,
});

function tokenOf(claim: Claim): string {
  if (claim.kind !== 'claimed') throw new Error(`not claimed but ${claim.kind}`);
  return claim.token;
}
