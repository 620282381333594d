/** A command with every way to answer, and dispatch around it; Discord is played, and what it was told is kept. */
import { type APIInteractionResponseCallbackData, InteractionResponseType as Type } from 'discord-api-types/v10';
import { expect } from 'vitest';
import { type Answered, createDispatch } from '../../src/bot/dispatch.ts';
import { type Command, defineCommand, type Reply, reply, type Services } from '../../src/command.ts';
import { NewerDocument, StoreOutage } from '../../src/outage.ts';
import type { Responder } from '../../src/ports.ts';
import { aRoadmap } from '../support/builders.ts';

const said = (words: string): Reply => reply({ components: [{ type: 10, content: words }] });
const aside = (words: string): Reply => ({ kind: 'aside', message: { components: [{ type: 10, content: words }] } });

/** `later`: not before Discord was told something else. */
const commandWith = (later: (answer: Reply) => Promise<Reply>) =>
  defineCommand({
    definition: { name: 'try', description: 'For tests', contexts: [0] },
    run: () => said('at once'),
    autocomplete: {
      many: () => Array.from({ length: 40 }, (_, n) => ({ name: `c${n}`, value: `${n}` })),
      broken: () => {
        throw new Error('a bug');
      },
    },
    actions: {
      slow: { answers: 'reply', run: () => later(said('late')) },
      update: { answers: 'update', run: () => said('redrawn') },
      'slow-update': { answers: 'update', run: () => later(said('redrawn late')) },
      aside: { answers: 'update', run: () => aside('no') },
      'slow-aside': { answers: 'update', run: () => later(aside('no, late')) },
      redraw: { answers: 'redraw', run: () => said('drawn anew') },
      'slow-redraw': { answers: 'redraw', run: () => later(said('drawn anew, late')) },
      'redraw-aside': { answers: 'redraw', run: () => aside('beside') },
      'slow-redraw-aside': { answers: 'redraw', run: () => later(aside('beside, late')) },
      'redraw-outage': { answers: 'redraw', run: () => Promise.reject(new StoreOutage('frozen')) },
      'slow-redraw-broken': {
        answers: 'redraw',
        run: () => later(said('never')).then(() => Promise.reject(new Error('a bug'))),
      },
      form: { answers: 'modal', run: () => ({ kind: 'modal', modal: { custom_id: 'x', title: 'x', components: [] } }) },
      modal: {
        answers: 'modal',
        run: () => later({ kind: 'modal', modal: { custom_id: 'x', title: 'x', components: [] } }),
      },
      share: {
        answers: 'reply',
        run: () => ({
          kind: 'message',
          message: { components: [] },
          share: { components: [{ type: 10, content: 'all' }] },
        }),
      },
      'slow-share': {
        answers: 'reply',
        run: () =>
          later({
            kind: 'message',
            message: { components: [], files: [{ name: 'f.json', data: new Uint8Array(), type: 'application/json' }] },
            share: { components: [{ type: 10, content: 'all' }] },
          }),
      },
      'bad-plan': {
        answers: () => {
          throw new Error('a bug');
        },
        run: () => said('never'),
      },
      newer: { answers: 'reply', run: () => Promise.reject(new NewerDocument('v 2')) },
      board: { answers: 'reply', run: () => ({ kind: 'message', message: { components: [] }, shown: ['7', '8'] }) },
      'slow-board': {
        answers: 'reply',
        run: () => later({ kind: 'message', message: { components: [] }, shown: ['7', '8'] }),
      },
      look: { answers: 'reply', onlyReads: true, run: () => said('seen') },
      liar: {
        answers: 'reply',
        onlyReads: true,
        run: (call, { guilds }) =>
          guilds.update(call.guild ?? '', () => ({ document: null, outcome: said('written') })),
      },
      'form-liar': {
        answers: 'modal',
        run: (call, { guilds }) =>
          guilds.update(call.guild ?? '', () => ({ document: null, outcome: said('written') })),
      },
      poster: {
        answers: 'reply',
        onlyReads: true,
        run: async (call, { channels }) => {
          await channels.post(call.channel, { components: [] }, 'n');
          return said('posted');
        },
      },
      outage: { answers: 'reply', run: () => Promise.reject(new StoreOutage('frozen')) },
    },
  });

interface Sent {
  readonly what: 'callback' | 'edit' | 'follow-up';
  readonly type?: Type;
  readonly flags?: number;
  readonly words: string;
  readonly files?: number;
}

interface Options {
  /** Somebody else has answered. */
  readonly taken?: boolean;
  /** Discord takes no first answer at all. */
  readonly refused?: boolean;
  readonly refuseShares?: boolean;
  readonly storeAwayAfterwards?: boolean;
}

export function stage(options: Options = {}) {
  const afterwards: Answered[] = [];
  /** "try answered", and how much had been sent when it was counted. */
  const counted: (readonly [what: string, sent: number])[] = [];
  const sent: Sent[] = [];
  const choices: unknown[] = [];
  const waiting: (() => void)[] = [];
  const later = (answer: Reply) => new Promise<Reply>((resolve) => waiting.push(() => resolve(answer)));
  const record = (what: Sent['what'], data: unknown, type?: Type, files?: readonly unknown[]) => {
    for (const goOn of waiting.splice(0)) goOn();
    const {
      flags,
      components = [],
      attachments,
      ...more
    } = (data ?? {}) as Partial<APIInteractionResponseCallbackData>;
    if (components.length) expect(more.allowed_mentions).toEqual({ parse: [] });
    // What stands there is put right as a whole, its files too.
    if (type === Type.UpdateMessage || what === 'edit') expect(attachments).toHaveLength(files?.length ?? 0);
    if ('choices' in more) choices.push(...((more.choices ?? []) as unknown[]));
    const words = JSON.stringify(components).match(/"content":"([^"]*)"/)?.[1] ?? '';
    sent.push({
      what,
      words,
      ...(type !== undefined && { type }),
      ...(flags !== undefined && { flags }),
      ...(files?.length && { files: files.length }),
    });
  };
  const responder: Responder = {
    async callback(_to, type, data) {
      if (options.refused) throw new Error('400');
      record('callback', data, type);
      return !options.taken;
    },
    async editOriginal(_to, data, files) {
      record('edit', data, undefined, files);
    },
    async followUp(_to, data) {
      if (options.refuseShares && !((data.flags ?? 0) & 64)) throw new Error('403');
      record('follow-up', data);
    },
  };
  const logged: string[] = [];
  const log = (_facts: object, words: string) => logged.push(words);
  const dispatch = createDispatch({
    commands: [commandWith(later) as Command],
    services: { roadmap: aRoadmap() } as Services,
    responder,
    now: () => 0,
    newErrorId: () => 'id',
    log: { error: log, warn: log },
    afterwards: async (_interaction, answered) => {
      if (options.storeAwayAfterwards) throw new StoreOutage('frozen');
      afterwards.push(answered);
    },
    observe: ({ command, outcome }) => counted.push([`${command} ${outcome}`, sent.length]),
  });
  return { dispatch, sent, choices, logged, afterwards, counted };
}

export const PRIVATE_V2 = 64 | (1 << 15);
export const from = {
  application_id: '1',
  token: 't',
  guild_id: '9',
  channel: { id: '8' },
  member: { user: { id: '7', username: 'u' }, permissions: '0' },
};
export const slash = (name = 'try') => ({ ...from, id: '1', type: 2, data: { name } });
export const typing = (option: string) => ({
  ...from,
  id: '1',
  type: 4,
  data: { name: 'try', options: [{ name: option, type: 3, value: '', focused: true }] },
});
export const press = (customId: string, flags = 64) => ({
  ...from,
  id: '1',
  type: 3,
  data: { custom_id: customId },
  message: { id: '2', flags },
});
/** A form that was opened from the command line, and so sits on no message. */
export const submitted = (customId: string) => ({
  ...from,
  id: '1',
  type: 5,
  data: { custom_id: customId, components: [] },
});
