/** Discord's gateway for one bot: hello, READY with its servers, heartbeats, and whatever is to be sent. */
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { guildsFor, ready } from './payloads.ts';

/** Servers follow READY in handfuls, so that heartbeats are answered between them. */
const AT_ONCE = 50;
/** Events that a bot which was away is given again. */
const KEPT = 1_000;

export interface Gateway {
  /** An INTERACTION_CREATE whose data is already JSON. */
  send(interaction: string): void;
  /** `restart` asks the bot to connect anew, `cut` leaves it no choice. */
  trouble(what: 'restart' | 'cut'): void;
}

/** @param onReady hears when READY, and every server after it, has been sent. */
export function serveGateway(http: Server, guilds: number, url: string, onReady: () => void): Gateway {
  let bot: WebSocket | null = null;
  let sequence = 0;
  /** The newest, for a bot that comes back; the last one has the number `sequence`. */
  let sent: string[] = [];
  const dispatch = (socket: WebSocket | null, event: string, json: string) => {
    const text = `{"t":"${event}","s":${++sequence},"op":0,"d":${json}}`;
    sent.push(text);
    if (sent.length > 2 * KEPT) sent = sent.slice(-KEPT);
    if (socket?.readyState === socket?.OPEN) socket?.send(text);
  };

  function resume(socket: WebSocket, seq: number): void {
    for (const text of sent.slice(sent.length - (sequence - seq))) socket.send(text);
    bot = socket;
    dispatch(socket, 'RESUMED', '{"_trace":[]}');
  }

  async function welcome(socket: WebSocket, intents: number): Promise<void> {
    dispatch(socket, 'READY', JSON.stringify(ready(guilds, url)));
    bot = socket;
    onReady();
    let told = 0;
    for (const guild of guildsFor(intents, guilds)) {
      dispatch(socket, 'GUILD_CREATE', JSON.stringify(guild));
      if (++told % AT_ONCE === 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  const server = new WebSocketServer({ server: http, path: '/gateway', perMessageDeflate: false });
  server.on('connection', (socket) => {
    socket.send('{"t":null,"s":null,"op":10,"d":{"heartbeat_interval":41250,"_trace":[]}}');
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: { intents: number; seq: number } };
      if (op === 1) socket.send('{"t":null,"s":null,"op":11,"d":null}');
      if (op === 6) resume(socket, d.seq);
      if (op === 2) void welcome(socket, d.intents);
    });
    socket.on('error', () => socket.terminate());
  });
  return {
    send(interaction) {
      if (bot) dispatch(bot, 'INTERACTION_CREATE', interaction);
    },
    trouble(what) {
      if (what === 'restart') bot?.send('{"t":null,"s":null,"op":7,"d":null}');
      else bot?.terminate();
    },
  };
}
