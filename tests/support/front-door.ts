/** Commands as members meet them: raw interactions in, payloads out, a real SQLite file behind. Only Discord is played. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../../commands/index.ts';
import { checkSchema } from '../../local-discord/schema.ts';
import { deletionKeyFrom } from '../../src/adapters/deletion-key.ts';
import { openSqliteStore } from '../../src/adapters/sqlite-store.ts';
import { createDispatch } from '../../src/bot/dispatch.ts';
import type { Services } from '../../src/command.ts';
import type { Roadmap } from '../../src/domain/roadmap.ts';
import type { Responder } from '../../src/ports.ts';
import { aRoadmap } from './builders.ts';
import { FakeChannels } from './channels.ts';
import { Seen } from './seen.ts';

export const GUILD = '900000000000000001';
const CHANNEL = '900000000000000002';
const MANAGE_SERVER = '32';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly permissions: string;
  /** The ids of their roles. */
  readonly roles?: readonly string[];
}
export const ana: Person = { id: '100000000000000001', name: 'Ana', permissions: '0' };
export const ben: Person = { id: '100000000000000002', name: 'Ben', permissions: '0' };
export const owner: Person = { id: '100000000000000009', name: 'Olga', permissions: MANAGE_SERVER };

/** Discord's schema for each kind of answer (InteractionResponseType). */
const SCHEMAS: Readonly<Record<number, string>> = {
  4: 'CreateMessageInteractionCallbackRequest',
  7: 'UpdateMessageInteractionCallbackRequest',
  8: 'ApplicationCommandAutocompleteCallbackRequest',
  9: 'ModalInteractionCallbackRequest',
};

interface Setting {
  readonly roadmap?: Roadmap;
  /** Unix milliseconds. */
  readonly now?: number;
  /** Replaces parts of what commands get, such as a store that is out of reach. */
  readonly services?: (real: Services) => Partial<Services>;
}

export async function frontDoor({ roadmap = aRoadmap(), now = Date.UTC(2026, 7, 5, 12), services }: Setting = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-'));
  const logged: string[] = [];
  const stores = await openSqliteStore({
    file: join(folder, 'cairn.sqlite'),
    log: (error) => logged.push(String(error)),
    key: deletionKeyFrom('a-token'),
  });
  const woken: string[] = [];
  const channels = new FakeChannels();
  const clock = { now };
  let serial = 0n;
  let seen = new Seen();
  /** Dispatch logs what Discord refuses and goes on: without this a refused answer would look like a seen one. */
  let refused: unknown = null;
  const taking = (take: () => void) => {
    try {
      take();
    } catch (error) {
      refused ??= error;
      throw error;
    }
  };

  const responder: Responder = {
    async callback(_to, type, data, files) {
      taking(() => {
        const schema = SCHEMAS[type];
        const problems = schema ? checkSchema(schema, { type, data }) : [];
        if (problems.length) throw new Error(`Discord would refuse this: ${JSON.stringify(problems)}`);
        seen.answer(type, data, files);
      });
      return true;
    },
    async editOriginal(_to, data, files) {
      taking(() => seen.edit(data, files));
    },
    async followUp(_to, data, files) {
      taking(() => seen.followUp(data, files));
    },
  };
  const real: Services = {
    ...stores,
    roadmap,
    channels: {
      permissions: async () => ~0n,
      post: (...post) => channels.post(...post),
      find: (...wanted) => channels.find(...wanted),
    },
    absences: () => [],
    pictures: { draw: async () => null },
    wake: (guild) => woken.push(guild),
  };
  const log = (facts: object, said: string) => logged.push(`${said} ${'err' in facts ? String(facts.err) : ''}`);
  const dispatch = createDispatch({
    commands,
    services: { ...real, ...services?.(real) },
    responder,
    now: () => clock.now,
    newErrorId: () => 'e0ff',
    log: { error: log, warn: log },
  });

  async function send(person: Person, type: number, data: object, extra: object = {}): Promise<Seen> {
    const { message } = extra as { message?: { id: string; flags: number } };
    seen = new Seen(message?.flags);
    serial += 1n;
    seen.id = String(2_000_000_000_000_000_000n + serial);
    const id = String(1_000_000_000_000_000_000n + serial);
    const user = { id: person.id, username: person.name.toLowerCase(), global_name: person.name };
    const member = { user, nick: null, permissions: person.permissions, roles: person.roles ?? [] };
    const place = { guild_id: GUILD, channel: { id: CHANNEL }, channel_id: CHANNEL, member };
    await dispatch({ id, application_id: '1', token: 'secret', type, data, locale: 'en-US', ...place, ...extra });
    if (refused) throw refused;
    if (seen.type === 7 && message) seen.id = message.id;
    return seen;
  }

  /** Options by name; a user, channel or role option is given as `{ id, … }` and appears resolved. */
  const slash = (person: Person, name: string, options: Record<string, unknown> = {}, extra: object = {}) =>
    send(person, 2, { name, ...typedOptions(name, options) }, extra);

  /** `flags`: of the message that the form was opened from; null: it was opened by a command. */
  const submit = (
    person: Person,
    form: Seen,
    fields: Record<string, string | readonly string[]>,
    flags: number | null = 64,
    extra: object = {},
    /** What Discord says of the channels and roles that were chosen. */
    resolved: object = {},
  ) =>
    send(
      person,
      5,
      { custom_id: form.modalId, components: Object.entries(fields).map(modalField), resolved },
      { ...(flags !== null && { message: { id: '2', flags } }), ...extra },
    );

  return {
    stores,
    folder,
    clock,
    logged,
    woken,
    /** What was posted for the group, and how it fails. */
    channels,
    slash,
    /** `beside`: options that are filled in already. */
    typing: (person: Person, name: string, option: string, typed: string, beside: readonly object[] = []) =>
      send(person, 4, { name, options: [...beside, { name: option, type: 3, value: typed, focused: true }] }),
    /** Presses a button or chooses in a select of what was seen, by its label or custom id. */
    press: (person: Person, on: Seen, label: string, values: readonly string[] = [], extra: object = {}) =>
      send(
        person,
        3,
        { custom_id: on.idOf(label), component_type: values.length ? 3 : 2, values },
        { message: { id: on.id, flags: on.flags, components: on.components }, ...extra },
      ),
    /** Presses something that nobody was shown. */
    forge: (person: Person, customId: string, values: readonly string[] = [], extra: object = {}) =>
      send(person, 3, { custom_id: customId, values }, { message: { id: '2', flags: 64 }, ...extra }),
    submit,
    /** Checks in as whoever hurries does: `/done`, and its form sent as it is. `extra`: of the interaction that checks in. */
    async done(person: Person, options: Record<string, unknown> = {}, extra: object = {}) {
      const { link } = options;
      const opened = await slash(person, 'done', options, link ? extra : {});
      return opened.modalId ? submit(person, opened, opened.filledIn, null, extra) : opened;
    },
    /** Chooses a command in the menu of a message. */
    menu: (person: Person, name: string, message: { id: string; author: object }) =>
      send(person, 2, {
        type: 3,
        name,
        target_id: message.id,
        resolved: { messages: { [message.id]: { channel_id: CHANNEL, content: '', ...message } } },
      }),
    async close() {
      await stores.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type FrontDoor = Awaited<ReturnType<typeof frontDoor>>;

function modalField([custom_id, value]: [string, string | readonly string[]]) {
  return { type: 18, component: typeof value === 'string' ? { custom_id, value } : { custom_id, values: value } };
}

/** Options in Discord's shape, with what it resolves beside them. */
function typedOptions(name: string, given: Record<string, unknown>) {
  const definition = commands.find((command) => command.definition.name === name)?.definition;
  const resolved: Record<string, Record<string, unknown>> = {};
  const options = Object.entries(given).map(([option, value]) => {
    const type = definition?.options?.find((one) => one.name === option)?.type ?? 3;
    const kind = { 6: 'users', 7: 'channels', 8: 'roles' }[type as number];
    if (!kind) return { name: option, type, value };
    const { id, ...facts } = value as { id: string };
    resolved[kind] = { ...resolved[kind], [id]: { id, ...facts } };
    return { name: option, type, value: id };
  });
  return { options, resolved };
}
