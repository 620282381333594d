/** What interactions over HTTP cost at least: node:http, node:crypto over the raw body, and an answer that never changes. */
import { createPublicKey, verify } from 'node:crypto';
import { createServer } from 'node:http';

const x = Buffer.from(process.env.DISCORD_PUBLIC_KEY, 'hex').toString('base64url');
const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
const embed = {
  color: 0x0099ff,
  title: 'Phase 3: Custom Data Types',
  description: 'Model the world with structs and enums, and let the compiler check that you thought of every case.',
  fields: [
    { name: 'Topics', value: 'Structs, enums, pattern matching, Option and Result' },
    { name: 'Milestone', value: 'A small library with a type for each thing it knows' },
  ],
  footer: { text: 'Bare' },
};

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    const signature = Buffer.from(request.headers['x-signature-ed25519'] ?? '', 'hex');
    const signed = Buffer.concat([Buffer.from(request.headers['x-signature-timestamp'] ?? ''), body]);
    if (!verify(null, signed, key, signature)) return response.writeHead(401).end();
    const interaction = JSON.parse(body.toString());
    const answer = interaction.type === 1 ? { type: 1 } : { type: 4, data: { embeds: [embed], flags: 64 } };
    const text = JSON.stringify(answer);
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
    response.end(text);
  });
}).listen(Number(process.env.PORT));
