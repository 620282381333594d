/** Interactions over HTTP as Discord sends them: signed, on connections that stay open. */
import { type KeyObject, sign } from 'node:crypto';
import { Agent, request } from 'node:http';

interface Call {
  readonly id: string;
  readonly text: string;
}

/** Signs all before the first is sent: that work is Discord's, and none of the bench's. */
export function createCalls(port: number, calls: readonly Call[], privateKey: KeyObject) {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signed = new Map(
    calls.map(({ id, text }) => {
      const body = Buffer.from(text);
      const signature = sign(null, Buffer.concat([Buffer.from(timestamp), body]), privateKey).toString('hex');
      return [id, { body, signature }];
    }),
  );
  return {
    send(id: string, answered: (id: string, body: string) => void): void {
      const call = signed.get(id);
      if (!call) return;
      const headers = {
        'content-type': 'application/json',
        'content-length': call.body.length,
        'x-signature-ed25519': call.signature,
        'x-signature-timestamp': timestamp,
        'user-agent': 'Discord-Interactions/1.0 (+https://discord.com)',
      };
      const asked = request(
        { host: '127.0.0.1', port, method: 'POST', path: '/interactions', agent, headers },
        (response) => {
          let body = '';
          response.setEncoding('utf8').on('data', (text: string) => {
            body += text;
          });
          response.on('end', () => answered(id, body));
        },
      );
      asked.on('error', (error) => answered(id, `no answer: ${error.message}`));
      asked.end(call.body);
    },
    close: () => agent.destroy(),
  };
}
