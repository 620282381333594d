/** Loaded into a bot before it starts: a connection to anywhere but this machine ends it, so that every flow proves there is none. */
import { Socket } from 'node:net';

const HERE = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;
const connect = Socket.prototype.connect;

Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const host = typeof first === 'object' ? (first.path ? 'localhost' : (first.host ?? 'localhost')) : args[1];
  if (typeof host === 'string' && !HERE.test(host)) {
    process.stderr.write(`a connection to ${host} was tried\n`);
    process.exit(99);
  }
  return connect.apply(this, args);
};
