/** A small real bot for these tests: discord.js at the gateway, @discordjs/rest for requests, raw payloads in between. */
import { REST } from '@discordjs/rest';
import { Client, GatewayDispatchEvents } from 'discord.js';
import type { APIInteraction } from 'discord-api-types/v10';
import { createClient, type LocalDiscordClient } from '../../local-discord/client.ts';
import { type LocalDiscord, type LocalDiscordOptions, startLocalDiscord } from '../../local-discord/server.ts';

export type Raw = APIInteraction & { readonly id: string; readonly token: string };

export interface Stage {
  readonly local: LocalDiscord;
  readonly people: LocalDiscordClient;
  readonly rest: REST;
  readonly client: Client;
  readonly channel: (name: string) => string;
  readonly guild: string;
  /** The bot's behaviour from now on. */
  on(answer: (interaction: Raw) => Promise<unknown>): void;
  callback(interaction: Raw, body: unknown): Promise<unknown>;
  /** Interactions as the bot received them. */
  readonly received: Raw[];
  stop(): Promise<void>;
}

/** Longer than any stall of a busy machine: most tests are about what is answered, not about how soon. */
export const PATIENT = { answerWithinMs: 20_000, patienceMs: 20_000 } as const;

/** A local Discord with a bot that is READY and has these commands registered. Its people are patient. */
export async function stage(commands: readonly object[] = [], options: LocalDiscordOptions = {}): Promise<Stage> {
  const local = await startLocalDiscord({ ...options, timing: { ...PATIENT, ...options.timing } });
  const rest = new REST({ api: `${local.url}/api`, version: '10', retries: 0 }).setToken(local.token);
  const client = new Client({ intents: [], rest: { api: `${local.url}/api`, version: '10' } });
  let answer: (interaction: Raw) => Promise<unknown> = async () => undefined;
  const received: Raw[] = [];
  client.ws.on(GatewayDispatchEvents.InteractionCreate, (data: Raw) => {
    received.push(data);
    // Refusals are what some tests are about; they look at the wire.
    answer(data).catch(() => undefined);
  });
  if (commands.length > 0) await rest.put(`/applications/${local.applicationId}/commands`, { body: commands });
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(local.token);
  await ready;
  const guild = [...local.world.guilds.keys()][0] ?? '';
  return {
    local,
    people: createClient(local),
    rest,
    client,
    guild,
    received,
    channel: (name) => [...local.world.channels.values()].find((each) => each.name === name)?.id ?? '',
    on: (next) => {
      answer = next;
    },
    callback: (interaction, body) =>
      rest.post(`/interactions/${interaction.id}/${interaction.token}/callback`, { body, auth: false }),
    stop: async () => {
      await client.destroy();
      await local.close();
    },
  };
}
