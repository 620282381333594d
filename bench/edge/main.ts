/**
 * A process that is as much of Discord as a bench needs, and the load on it. It judges nothing and costs little, so that the bot is
 * what is measured: the local Discord of the tests checks every word, which takes longer than an answer.
 */
import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerRest } from './answers.ts';
import { createChannels } from './channels.ts';
import { serveGateway } from './gateway.ts';
import { createLoads } from './loads.ts';
import { TOKEN } from './payloads.ts';
import type { EdgeOptions, Order, Report } from './words.ts';

const options = JSON.parse(process.argv[2] ?? '') as EdgeOptions;
const report = (said: Report) => process.send?.(said);
const { publicKey, privateKey } = generateKeyPairSync('ed25519');
const key = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex');

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  const gateway = serveGateway(server, options.guilds, `ws://127.0.0.1:${port}/gateway`, () =>
    report({ kind: 'ready', at: performance.timeOrigin + performance.now() }),
  );
  const loads = createLoads(gateway.send, privateKey, options.guilds);
  const channels = createChannels(options.limit);
  let [refusals, sockets, mostSockets] = [0, 0, 0];
  const refuses = () => refusals > 0 && refusals-- > 0;
  server.on('request', answerRest({ port, key, ...options, channels, refuses, onCallback: loads.answered }));
  server.on('connection', (socket) => {
    mostSockets = Math.max(mostSockets, ++sockets);
    socket.once('close', () => sockets--);
  });
  const obey = async (order: Order): Promise<void> => {
    if (order.kind === 'load') report({ kind: 'loaded', loaded: await loads.run(order.load) });
    else if (order.kind === 'count') report({ kind: 'counted', posted: { ...channels.posted(), mostSockets } });
    else if (order.trouble.what === 'refuse') refusals = order.trouble.times;
    else gateway.trouble(order.trouble.what);
  };
  process.on('message', (order: Order) => {
    obey(order).catch((error: Error) => report({ kind: 'failed', why: error.message }));
  });
  report({ kind: 'open', port, publicKey: key });
});
process.on('disconnect', () => process.exit(0));
process.title = `bench edge ${TOKEN}`;
