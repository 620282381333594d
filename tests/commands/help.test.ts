import { afterEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { StoreOutage } from '../../src/outage.ts';
import { ana, type FrontDoor, frontDoor, owner } from '../support/front-door.ts';

let door: FrontDoor;
afterEach(() => door.close());

const study = { id: '700000000000000001', type: 0, app_permissions: '0' };

describe('/help', () => {
  it('names every command but itself', async () => {
    door = await frontDoor();
    const { text } = await door.slash(ana, 'help');
    const others = commands.filter(({ definition }) => definition.name !== 'help');
    for (const { definition, purpose } of others) {
      const onMessage = `**${definition.name}**, under *Apps* in a message’s menu · ${purpose}`;
      expect(text).toContain(purpose ? onMessage : `\`/${definition.name}\` · ${definition.description}`);
    }
    expect(others.filter(({ purpose }) => purpose)).toHaveLength(1);
  });

  it('begins with /setup for an admin of a server that has none', async () => {
    door = await frontDoor();
    expect((await door.slash(owner, 'help')).text).toMatch(/^### First: `\/setup`/);
    expect((await door.slash(ana, 'help')).text).not.toContain('### First');
    const preview = await door.slash(owner, 'setup', { channel: study, timezone: 'UTC' });
    await door.press(owner, preview, 'Save');
    expect((await door.slash(owner, 'help')).text).not.toContain('### First');
  });

  it('helps during an outage as well', async () => {
    const gone = () => Promise.reject(new StoreOutage('frozen'));
    door = await frontDoor({ services: (real) => ({ guilds: { ...real.guilds, get: gone } }) });
    expect((await door.slash(owner, 'help')).text).toContain('`/done`');
  });

  it('does not hide a bug behind an outage', async () => {
    const broken = () => Promise.reject(new TypeError('x is not a function'));
    door = await frontDoor({ services: (real) => ({ guilds: { ...real.guilds, get: broken } }) });
    expect((await door.slash(owner, 'help')).text).toContain('went wrong on my side');
  });
});
