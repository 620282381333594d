/** When and how a bot may answer: deadlines, deferrals, follow-ups, and Discord's refusals of what comes too late or twice. */
import { describe, expect, test } from 'vitest';
import { createPlayer } from '../../local-discord/play.ts';
import { readScript } from '../../local-discord/script.ts';
import { type Raw, stage } from './bot.ts';
import { COMMANDS, code, HASTY, scene } from './scene.ts';

const { on, original } = scene();
const label = (text: string) => ({
  type: 18,
  label: text,
  component: { type: 4, custom_id: 'link', style: 1, required: false },
});

describe('the time to answer', () => {
  test('that passes without an answer fails the interaction, and a late answer is 10062', async () => {
    let late: Raw | undefined;
    on().on(async (i) => {
      late = i;
    });
    const outcome = await on().people.slash('ana', 'study', 'phase', {}, HASTY);
    expect(outcome).toMatchObject({ status: 'failed', messages: [] });
    await on().people.until(async () => late !== undefined);
    expect(await code(on().callback(late as Raw, { type: 4, data: { content: 'x' } }))).toBe(10062);
  });

  test('is longer for whoever is patient, as those of a script are: a slow machine is no reason to end it', async () => {
    const hasty = await stage(COMMANDS, { timing: { answerWithinMs: 1 } });
    hasty.on(async (i) => {
      await new Promise((resolve) => setTimeout(resolve, 50));
      await hasty.callback(i, { type: 4, data: { content: 'at last', flags: 64 } });
    });
    const player = createPlayer({ ...hasty, moveClock: async () => {} }, 'study', 0);
    for (const step of readScript('ana> /phase 2')) expect(await player.play(step)).toEqual(['at last']);
    await hasty.stop();
  });

  test('is not shortened by moving the clock', async () => {
    on().on(async (i) => {
      await on().people.setClock(Date.now() + 86_400_000);
      await on().callback(i, { type: 4, data: { content: 'still in time', flags: 64 } });
    });
    expect((await on().people.slash('ana', 'study', 'phase')).status).toBe('answered');
    await on().people.setClock(Date.now());
  });

  test('a refused answer leaves the interaction unanswered', async () => {
    on().on((i) => on().callback(i, { type: 4, data: { content: 'x'.repeat(2001) } }));
    expect((await on().people.slash('ana', 'study', 'phase', {}, HASTY)).status).toBe('failed');
    const told = /data\.content BASE_TYPE_MAX_LENGTH/;
    await on().people.until(async () => (await on().people.problems()).some((problem) => told.test(problem)));
  });

  test('the loser of a race for one interaction gets 40060', async () => {
    const codes: unknown[] = [];
    on().on(async (i) => {
      codes.push(await code(on().callback(i, { type: 5, data: { flags: 64 } })));
      codes.push(await code(on().callback(i, { type: 4, data: { content: 'me too' } })));
      await on().rest.patch(original(i), { body: { content: 'done' }, auth: false });
    });
    await on().people.slash('ana', 'study', 'phase');
    expect(codes).toEqual(['accepted', 40060]);
  });
});

describe('a deferred answer', () => {
  test('shows "thinking" until the edit comes, and stays private', async () => {
    const flags: unknown[] = [];
    on().on(async (i) => {
      await on().callback(i, { type: 5, data: { flags: 64 } });
      flags.push(((await on().rest.get(original(i), { auth: false })) as { flags: number }).flags);
      const body = { flags: 1 << 15, components: [{ type: 10, content: 'Here it is' }] };
      flags.push(((await on().rest.patch(original(i), { body, auth: false })) as { flags: number }).flags);
    });
    const outcome = await on().people.slash('ana', 'study', 'phase');
    expect(outcome).toMatchObject({
      status: 'answered',
      deferred: true,
      messages: [{ private: true, edited_timestamp: null }],
    });
    // The member may see the edit before the bot hears that it was taken.
    await expect.poll(() => flags).toEqual([64 | 128, 64 | (1 << 15)]);
  });

  test('that nothing follows is reported as thinking', async () => {
    on().on((i) => on().callback(i, { type: 5 }));
    const outcome = await on().people.slash('ana', 'study', 'phase', {}, { patienceMs: 200 });
    expect(outcome).toMatchObject({ status: 'thinking', deferred: true, messages: [] });
  });

  test('is filled by the first follow-up, which keeps its visibility', async () => {
    on().on(async (i) => {
      await on().callback(i, { type: 5, data: { flags: 64 } });
      await on().rest.post(`/webhooks/${on().local.applicationId}/${i.token}`, {
        body: { content: 'first' },
        auth: false,
      });
    });
    expect((await on().people.slash('ana', 'study', 'phase')).messages).toMatchObject([
      { content: 'first', private: true },
    ]);
  });

  test('refuses the v2 flag on the deferral itself', async () => {
    const codes: unknown[] = [];
    on().on(async (i) => {
      codes.push(await code(on().callback(i, { type: 5, data: { flags: 64 | (1 << 15) } })));
      await on().callback(i, { type: 4, data: { content: 'x', flags: 64 } });
    });
    await on().people.slash('ana', 'study', 'phase');
    expect(codes).toEqual([50035]);
  });
});

describe('what comes after the first answer', () => {
  test('can be a private follow-up, an edit and a deletion', async () => {
    on().on(async (i) => {
      await on().callback(i, { type: 4, data: { content: 'public' } });
      const hook = `/webhooks/${on().local.applicationId}/${i.token}` as const;
      const private_ = (await on().rest.post(hook, { body: { content: 'private', flags: 64 }, auth: false })) as {
        id: string;
      };
      await on().rest.patch(`${hook}/messages/${private_.id}`, { body: { content: 'private, changed' }, auth: false });
      await on().rest.delete(original(i), { auth: false });
    });
    const { interaction } = await on().people.slash('ana', 'study', 'phase');
    const outcome = await on().people.until(async () => {
      const now = await on().people.outcome(interaction);
      return now.messages.length === 1 && now.messages[0]?.content === 'private, changed' ? now : undefined;
    });
    expect(outcome.messages).toMatchObject([{ private: true }]);
  });

  test('is 10015 before the first answer, 10008 where there is no message, 10015 for a token nobody gave out', async () => {
    const codes: unknown[] = [];
    on().on(async (i) => {
      codes.push(await code(on().rest.patch(original(i), { body: { content: 'x' }, auth: false })));
      await on().callback(i, { type: 9, data: { custom_id: 'm', title: 'T', components: [label('Link')] } });
      codes.push(await code(on().rest.get(original(i), { auth: false })));
      codes.push(await code(on().rest.get(original({ ...i, token: 'forged' }), { auth: false })));
    });
    await on().people.slash('ana', 'study', 'phase');
    await on().people.until(async () => codes.length === 3);
    expect(codes).toEqual([10015, 10008, 10015]);
  });

  test('is 50027 when the token has run out', async () => {
    const brief = await stage([COMMANDS[0] as object], { timing: { tokenLifeMs: 0 } });
    const seen = new Promise((resolve) => {
      brief.on(async (i) => {
        await brief.callback(i, { type: 4, data: { content: 'x' } });
        const path = `/webhooks/${brief.local.applicationId}/${i.token}/messages/@original` as const;
        resolve(await code(brief.rest.get(path, { auth: false })));
      });
    });
    await brief.people.slash('ana', 'study', 'phase');
    expect(await seen).toBe(50027);
    await brief.stop();
  });
});
