/** A process of its own that changes one member's document many times at once: node hammer.ts PLACE GUILD USER PREFIX COUNT */
import { aDone, adding } from './builders.ts';
import { openStore } from './open-store.ts';

const [place = '', guild = '', user = '', prefix = '', count = '0'] = process.argv.slice(2);
const stores = await openStore(place);
const changes = Array.from({ length: Number(count) }, (_, n) =>
  stores.progress.update({ guild, user, name: prefix }, adding(aDone(String(n), { by: `${prefix}${n}` }))),
);
const kept = (await Promise.all(changes)).reduce((sum, added) => sum + added, 0);
await stores.close();
process.stdout.write(String(kept));
