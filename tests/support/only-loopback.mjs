/**
 * Loaded into a program before it starts: a connection to anywhere but this machine ends it, so that every flow proves there is
 * none. With CONNECTIONS_LOG each connection, name lookup, datagram and child process stands in that file, a line each.
 */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Socket } from 'node:net';

const HERE = /^(127\.\d+\.\d+\.\d+|localhost|::1)$/;
const FILE = process.env.CONNECTIONS_LOG;

/** @param what "connect 127.0.0.1:6379", "look up example.org" */
function note(what) {
  if (FILE) appendFileSync(FILE, `${what}\n`);
}

function onlyHere(host, what) {
  note(what);
  if (typeof host !== 'string' || HERE.test(host)) return;
  process.stderr.write(`a connection to ${host} was tried\n`);
  process.exit(99);
}

const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const options = typeof first === 'object' ? first : { port: first, host: args[1] };
  const host = options.path ? 'localhost' : (options.host ?? 'localhost');
  onlyHere(host, options.path ? `pipe ${options.path}` : `connect ${host}:${options.port}`);
  return connect.apply(this, args);
};

for (const asking of [dns, dns.promises]) {
  for (const name of [
    'lookup',
    'resolve',
    'resolve4',
    'resolve6',
    'resolveAny',
    'resolveSrv',
    'resolveTxt',
    'reverse',
  ]) {
    const ask = asking[name];
    asking[name] = function (host, ...rest) {
      onlyHere(host, `look up ${host}`);
      return ask.call(this, host, ...rest);
    };
  }
}

const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function (...args) {
  const host = args.find((each, at) => at > 0 && typeof each === 'string') ?? 'localhost';
  onlyHere(host, `datagram ${host}`);
  return send.apply(this, args);
};

const spawn = childProcess.ChildProcess.prototype.spawn;
childProcess.ChildProcess.prototype.spawn = function (options) {
  note(`start ${options.file}`);
  return spawn.call(this, options);
};

syncBuiltinESMExports();
