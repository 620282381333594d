/** A bot as a program of its own, for launch.test.ts: registers one command, says the time it was told. */
import { REST } from '@discordjs/rest';
import { Client, GatewayDispatchEvents } from 'discord.js';

const api = process.env.DISCORD_API_URL ?? '';
const token = process.env.DISCORD_TOKEN ?? '';
const rest = new REST({ api, version: '10' }).setToken(token);
const client = new Client({ intents: [], rest: { api, version: '10' } });
let clock = 0;

client.ws.on(GatewayDispatchEvents.InteractionCreate, (i) => {
  const body = { type: 4, data: { content: `clock ${clock} ${process.env.EXTRA}`, flags: 64 } };
  void rest.post(`/interactions/${i.id}/${i.token}/callback`, { body, auth: false });
});
process.on('message', (message) => {
  clock = message.clock;
  process.send?.({ clock, ticked: true });
});
process.on('SIGTERM', () => process.exit(0));

const { id } = await rest.get('/applications/@me');
await rest.put(`/applications/${id}/commands`, { body: [{ name: 'clock', description: 'Tells the time' }] });
await client.login(token);
console.log('ready');
